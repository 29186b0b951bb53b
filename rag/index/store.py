"""What a question needs of an index: the seam behind which one folder, or a server, can stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.index.searchable import WORD_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from rag.embedding.protocol import Matrix, Vector
    from rag.index.searchable import WordWeights
    from rag.types import Article, ArticleRecord, Hit, Passage, PassageFilter


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What a published generation says of itself."""

    generation: str
    fingerprint: str
    folder: Path
    articles: int
    passages: int
    since: date | None
    until: date | None
    undated: int


class Store(Protocol):
    """One whole, unchanging state of the index."""

    @property
    def info(self) -> IndexInfo:
        """Counts, dates and the folder that was ingested."""

    def dense(self, vector: Vector, k: int, where: PassageFilter) -> list[Hit]:
        """The `k` passages nearest to a unit vector; scores are cosines, best first."""

    def lexical(
        self,
        text: str,
        k: int,
        where: PassageFilter,
        beside: Sequence[tuple[str, float]] = (),
        weights: WordWeights = WORD_WEIGHTS,
    ) -> list[Hit]:
        """The `k` best passages by BM25 over text and headline; tolerant of spelling.

        The words of each text in `beside` count as well, times its weight.
        """

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id."""

    def passages_at(self, places: Mapping[str, Collection[int]]) -> tuple[Passage, ...]:
        """Those passages of articles that may be found, by file and position."""

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """Unit vectors of each passage's sentences, shape (sentences, d), by passage id."""

    def document_frequency(self, word: str) -> int:
        """In how many passages a word (in any inflection) stands."""

    def families(self, files: Iterable[str]) -> dict[str, str]:
        """What each of some articles shares with its near-copies, and with no other article."""

    def article(self, file: str) -> Article:
        """One article with its text; raises ArticleMissingError."""

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, by file name."""

    def close(self) -> None:
        """Let go of the generation, so that an ingest may remove it."""
