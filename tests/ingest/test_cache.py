"""Nothing is embedded twice."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest

from ingest.cache import BATCH, EmbeddingCache
from rag.embedding.protocol import PassageText
from rag.errors import ModelError
from rag.types import Span


def text(words):
    return PassageText(words, (Span(0, len(words)),))


@pytest.fixture
def cache(tmp_path):
    with closing(EmbeddingCache(tmp_path / "embeddings.sqlite")) as cache:
        yield cache


def test_vectors_come_in_the_order_of_the_texts(cache, hashing_embedder):
    texts = [text(f"ferry {n % 50}") for n in range(3 * BATCH)]
    for _ in range(2):
        vectors = cache.embed(texts, hashing_embedder)
        for each, stored in zip(texts, vectors, strict=True):
            assert stored.passage == pytest.approx(hashing_embedder.embed_query(each.text))
    assert hashing_embedder.embedded == 50


def test_other_sentences_or_another_model_are_embedded_apart(cache, hashing_embedder):
    cache.embed([text("ferry pier")], hashing_embedder)
    cache.embed([PassageText("ferry pier", (Span(0, 5), Span(6, 10)))], hashing_embedder)
    assert hashing_embedder.embedded == 2
    other = type(hashing_embedder)("another model")
    cache.embed([text("ferry pier")], other)
    assert other.embedded == 1


def test_what_was_embedded_before_a_failure_is_kept(tmp_path, hashing_embedder):
    class Failing(type(hashing_embedder)):
        def embed_passages(self, passages):
            if self.embedded:
                raise ModelError("out of memory")
            return super().embed_passages(passages)

    texts = [text(f"ferry {n}") for n in range(BATCH + 1)]
    path = tmp_path / "embeddings.sqlite"
    with closing(EmbeddingCache(path)) as cache, pytest.raises(ModelError):
        cache.embed(texts, Failing())
    with closing(EmbeddingCache(path)) as cache:
        vectors = cache.embed(texts, hashing_embedder)
    assert hashing_embedder.embedded == 1
    assert np.stack([each.passage for each in vectors]).shape == (BATCH + 1, 64)
