"""Sentence vectors out of a passage's one forward pass ("late chunking")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from rag.embedding.protocol import PassageVectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rag.embedding.protocol import Matrix, PassageText, Vector
    from rag.types import Span

# Shorter vectors are rounding noise around zero; dividing by them would give noise of length one.
SHORTEST = 1e-9


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a model made of one text.

    `vector` is its unit vector, shape (d,). `tokens` are the last hidden states of what was read,
    shape (t, d), special tokens included, or None where sentences can't be pooled from them.
    `offsets`, shape (t, 2), are each token's characters; special tokens have (0, 0). `read` is the
    number of characters that the model read before it cut the text off.
    """

    vector: Vector
    tokens: Matrix | None
    offsets: NDArray[np.int64]
    read: int


class TextReader(Protocol):
    """A forward pass over texts, in batches of the model's own choice."""

    def __call__(self, texts: Sequence[str]) -> Iterator[tuple[int, ReadText]]:
        """Every text once, with its position in `texts`, in any order."""


def unit(vectors: Matrix) -> Matrix:
    """The same vectors with length one along the last axis."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, SHORTEST), dtype=np.float32)


def mean_of_tokens(tokens: Matrix, offsets: NDArray[np.int64], span: Span) -> Vector | None:
    """Unit mean of the tokens that begin inside the span; None where there is none."""
    inside = (
        (offsets[:, 0] >= span.start) & (offsets[:, 0] < span.end) & (offsets[:, 1] > offsets[:, 0])
    )
    if not inside.any():
        return None
    return unit(tokens[inside].mean(axis=0, dtype=np.float32))


def pool_sentences(read: ReadText, sentences: Sequence[Span]) -> list[Vector | None]:
    """One unit vector for each sentence; None for one that was not wholly read or has no token."""
    if read.tokens is None:
        return [None] * len(sentences)
    return [
        mean_of_tokens(read.tokens, read.offsets, span) if span.end <= read.read else None
        for span in sentences
    ]


def embed_with_late_pooling(
    read_texts: TextReader, passages: Sequence[PassageText], dimension: int
) -> list[PassageVectors]:
    """Vectors in the order of `passages`; sentences beyond late pooling are read alone."""
    whole: list[Vector] = [np.empty(0, np.float32)] * len(passages)
    sentences: list[list[Vector | None]] = [[]] * len(passages)
    for position, read in read_texts([passage.text for passage in passages]):
        whole[position] = read.vector
        sentences[position] = pool_sentences(read, passages[position].sentences)

    missing = [
        (position, number)
        for position, vectors in enumerate(sentences)
        for number, vector in enumerate(vectors)
        if vector is None
    ]
    alone = [_sentence(passages[position], number) for position, number in missing]
    for order, read in read_texts(alone) if alone else ():
        position, number = missing[order]
        sentences[position][number] = read.vector

    return [
        PassageVectors(vector, np.array(vectors, np.float32).reshape(len(vectors), dimension))
        for vector, vectors in zip(whole, sentences, strict=True)
    ]


def _sentence(passage: PassageText, number: int) -> str:
    span = passage.sentences[number]
    return passage.text[span.start : span.end]
