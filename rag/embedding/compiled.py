"""An embedder for BERT models with mean pooling, compiled by OpenVINO; needs no torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from rag.embedding.bert_folder import read_bert_folder
from rag.embedding.bert_graph import bert_graph
from rag.embedding.compiled_cache import compiled_model
from rag.embedding.eight_bits import EightBitProducts
from rag.embedding.forward import STEP, Forward, padded
from rag.embedding.late_pooling import ReadText, embed_with_late_pooling, unit
from rag.embedding.ranges import RANGES, usable_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Encoding

    from rag.embedding.bert_folder import BertFolder
    from rag.embedding.model_folder import ModelFolder
    from rag.embedding.openvino_runtime import ov
    from rag.embedding.protocol import Matrix, PassageText, PassageVectors, Vector

# Texts in one forward pass; more only spills out of the processor's cache.
BATCH = 8
# Texts that are split into word pieces at a time, and sorted by length among themselves.
WINDOW = 2048
# Questions are short, and their few lengths soon all seen.
QUESTION_STEP = 4
# [CLS] before and [SEP] after each text.
SPECIAL = 2


class CompiledEmbedder:
    """A compiled BERT encoder; threads may share one."""

    def __init__(
        self, model: ov.CompiledModel, tokenizer: Tokenizer, bert: BertFolder, fingerprint: str
    ) -> None:
        self._forward = Forward(model)
        self._tokenizer = tokenizer
        self._limit = bert.limit
        self._pad = bert.pad
        self._fingerprint = fingerprint
        self._dimension: int = model.output(0).partial_shape[2].get_length()

    @property
    def fingerprint(self) -> str:
        """Model, precision and pooling in one line; vectors of different fingerprints don't mix."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """Word pieces that the model reads, special tokens not counted."""
        return self._limit - SPECIAL

    def count_tokens(self, text: str) -> int:
        """Word pieces of a text, special tokens not counted."""
        pieces = self._tokenizer.encode(text)
        return sum(len(part.ids) - SPECIAL for part in (pieces, *pieces.overflowing))

    def embed_query(self, text: str) -> Vector:
        """One unit vector, shape (d,)."""
        pieces = self._tokenizer.encode(text)
        (states,) = self._states([pieces], QUESTION_STEP)
        return unit(states.mean(axis=0, dtype=np.float32))

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors in the order of `passages`."""
        return embed_with_late_pooling(self._read, passages, self.dimension)

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[int, ReadText]]:
        for first in range(0, len(texts), WINDOW):
            window = texts[first : first + WINDOW]
            pieces = self._tokenizer.encode_batch(list(window))
            order = sorted(range(len(pieces)), key=lambda number: len(pieces[number].ids))
            for start in range(0, len(order), BATCH):
                batch = order[start : start + BATCH]
                tokens = self._states([pieces[number] for number in batch])
                for number, states in zip(batch, tokens, strict=True):
                    yield first + number, _read_text(window[number], pieces[number], states)

    def _states(self, batch: Sequence[Encoding], step: int = STEP) -> list[Matrix]:
        states = self._forward(*padded([pieces.ids for pieces in batch], self._pad, step))
        return [found[: len(pieces.ids)] for found, pieces in zip(states, batch, strict=True)]


def load_compiled(
    folder: ModelFolder, sha256: str, cache: Path, eight_bits: bool = True
) -> CompiledEmbedder:
    """The compiled model, out of `cache` where it is there; in 8 bits where its ranges are known.

    Raises NotCompilableError for a model of another kind, and OSError, RuntimeError, KeyError or
    ValueError for files that can't be read or compiled.
    """
    bert = read_bert_folder(folder)
    ranges = usable_ranges(RANGES, sha256) if eight_bits else None

    def build() -> ov.Model:
        weights = _weights(bert)
        products = EightBitProducts(weights, ranges.largest) if ranges else None
        return bert_graph(weights, bert.shape, products)

    key = (sha256, bert.shape, ranges.sha256 if ranges else "float")
    model = compiled_model(cache, folder.name, key, build)
    precision = "8-bit" if ranges else "float"
    fingerprint = f"{folder.name} {sha256[:8]} {precision} mean"
    return CompiledEmbedder(model, embedder_tokenizer(bert), bert, fingerprint)


def _weights(bert: BertFolder) -> dict[str, NDArray[np.float32]]:
    try:
        return load_file(bert.weights)
    except SafetensorError as error:
        raise ValueError(f"{bert.weights}: {error}") from None


def embedder_tokenizer(bert: BertFolder) -> Tokenizer:
    """Word pieces of one text at a time, cut where the model stops reading."""
    tokenizer = Tokenizer.from_file(str(bert.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(bert.limit)
    return tokenizer


def _read_text(text: str, pieces: Encoding, states: Matrix) -> ReadText:
    offsets = np.asarray(pieces.offsets, np.int64)
    read = int(offsets[:, 1].max()) if pieces.overflowing else len(text)
    return ReadText(unit(states.mean(axis=0, dtype=np.float32)), states, offsets, read)
