"""What an embedding model has to offer; the rest of the project knows no more of it than this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.types import Span

    Vector = NDArray[np.float32]
    Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PassageText:
    """A text to embed, and the spans of its sentences in that text."""

    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """Unit vectors of one passage: the whole, shape (d,), and its sentences, shape (sentences, d).

    A sentence's vector is the mean of its own tokens in the passage's one forward pass ("late
    chunking", Günther et al. 2024, arXiv:2409.04701), so it carries what stands around it.
    """

    passage: Vector
    sentences: Matrix


class Embedder(Protocol):
    """Turns texts into unit vectors of `dimension` 32-bit floats."""

    @property
    def fingerprint(self) -> str:
        """Model, precision and pooling in one line; vectors of different fingerprints don't mix."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    @property
    def max_tokens(self) -> int:
        """Word pieces that the model reads; what goes beyond is cut off."""

    def count_tokens(self, text: str) -> int:
        """Word pieces of a text, the two special tokens not counted."""

    def embed_query(self, text: str) -> Vector:
        """One unit vector, shape (d,)."""

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors in the order of `passages`."""
