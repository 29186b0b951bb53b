"""Vectors from a seed in place of the model's, so that a large index is built in minutes."""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from rag.embedding.protocol import PassageVectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.embedding.protocol import Embedder, Matrix, PassageText, Vector

_WORD = re.compile(r"\w+")
# Words of three letters stand in every text, and would make all texts near each other.
_SHORTEST_WORD = 4


class SeededEmbedder:
    """A model's fingerprint and word pieces, with vectors that are sums of a vector for each word.

    So that texts that share words are near each other, as texts of one topic are for a model, and
    an index built with it can be opened, asked and added to with the model itself.
    """

    def __init__(self, model: Embedder) -> None:
        self._model = model

    @property
    def fingerprint(self) -> str:
        """The model's own."""
        return self._model.fingerprint

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._model.dimension

    @property
    def max_tokens(self) -> int:
        """Word pieces that the model reads."""
        return self._model.max_tokens

    def count_tokens(self, text: str) -> int:
        """Word pieces of a text."""
        return self._model.count_tokens(text)

    def embed_query(self, text: str) -> Vector:
        """One unit vector, shape (d,)."""
        return unit(sum_of_words(text, self.dimension))

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors in the order of `passages`."""
        return [self._passage(each) for each in passages]

    def _passage(self, passage: PassageText) -> PassageVectors:
        texts = [passage.text[span.start : span.end] for span in passage.sentences]
        sums = np.array([sum_of_words(text, self.dimension) for text in texts], np.float32)
        sums = sums.reshape(len(texts), self.dimension)
        whole = sums.sum(axis=0) if texts else sum_of_words(passage.text, self.dimension)
        return PassageVectors(unit(whole), unit(sums))


class _Words:
    """A vector for each word, drawn from its own seed when it is first met."""

    def __init__(self, dimension: int) -> None:
        self._rows: dict[str, int] = {}
        self._table = np.empty((1024, dimension), np.float32)

    def row(self, word: str) -> int:
        found = self._rows.get(word)
        if found is None:
            found = self._rows[word] = len(self._rows)
            if found == len(self._table):
                self._table = np.concatenate([self._table, np.empty_like(self._table)])
            random = np.random.default_rng(zlib.crc32(word.encode()))
            self._table[found] = random.standard_normal(self._table.shape[1], np.float32)
        return found

    def sum(self, words: Sequence[str]) -> Vector:
        known = self._rows
        rows = [known[word] if word in known else self.row(word) for word in words]
        return np.asarray(self._table[rows].sum(axis=0), np.float32)


_words = cache(_Words)


def sum_of_words(text: str, dimension: int) -> Vector:
    """The vectors of a text's words added up, shape (dimension,)."""
    words = [word for word in _WORD.findall(text.lower()) if len(word) >= _SHORTEST_WORD]
    return _words(dimension).sum(words or [""])


def unit(vectors: Matrix) -> Matrix:
    """The same with length one along the last axis."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
