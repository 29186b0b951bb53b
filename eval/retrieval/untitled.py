"""An embedding model that is not shown the headline, the date and the heading of a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.embedding.protocol import PassageText
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.embedding.protocol import Embedder, PassageVectors, Vector


class Untitled:
    """The model behind it, over the passages' own sentences alone."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.fingerprint = f"{embedder.fingerprint}, without headlines"
        self.dimension = embedder.dimension
        self.max_tokens = embedder.max_tokens

    def count_tokens(self, text: str) -> int:
        """Word pieces of a text, as the model behind counts them."""
        return self._embedder.count_tokens(text)

    def embed_query(self, text: str) -> Vector:
        """One unit vector, shape (d,)."""
        return self._embedder.embed_query(text)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors of what is left of the passages from their first sentence on."""
        return self._embedder.embed_passages([without_line(each) for each in passages])


def without_line(passage: PassageText) -> PassageText:
    """A passage without what stands before its first sentence."""
    cut = passage.sentences[0].start if passage.sentences else 0
    spans = tuple(Span(each.start - cut, each.end - cut) for each in passage.sentences)
    return PassageText(passage.text[cut:], spans)
