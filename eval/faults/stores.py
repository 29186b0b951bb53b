"""Indexes that do one thing wrong, and all else as the one behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rag.types import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from eval.cases import Case
    from rag.embedding.protocol import Matrix, Vector
    from rag.index.store import Store
    from rag.types import ArticleRecord, Hit, Passage, PassageFilter


class BrokenStore:
    """What is not broken goes to the store behind."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the store has
        return getattr(self._store, name)


class WithoutWords(BrokenStore):
    """Finds nothing by words."""

    def lexical(self, *_: object, **__: object) -> list[Hit]:
        """Nothing."""
        return []


class WithoutVectors(BrokenStore):
    """Finds nothing by vectors."""

    def dense(self, *_: object, **__: object) -> list[Hit]:
        """Nothing."""
        return []


class WithoutDates(BrokenStore):
    """Searches all articles, whatever days are asked for."""

    def dense(self, vector: Vector, k: int, where: PassageFilter) -> list[Hit]:
        """The nearest of any date."""
        return self._store.dense(vector, k, replace(where, since=None, until=None))

    def lexical(
        self,
        text: str,
        k: int,
        where: PassageFilter,
        *more: Any,  # noqa: ANN401 - handed on
        **named: Any,  # noqa: ANN401 - handed on
    ) -> list[Hit]:
        """The best of any date."""
        anytime = replace(where, since=None, until=None)
        return self._store.lexical(text, k, anytime, *more, **named)


class CommentsAsReporting(BrokenStore):
    """Hands out readers' comments as if the article said it."""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages in which nothing is a comment."""
        return {
            name: replace(each, part=Part.BODY) if each.part is Part.COMMENTS else each
            for name, each in self._store.passages(ids).items()
        }


class OnlyArticles(BrokenStore):
    """Holds some of the articles only."""

    def __init__(self, store: Store, kept: Collection[str]) -> None:
        super().__init__(store)
        self._kept = kept

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages of the articles that are left."""
        found = self._store.passages(ids)
        return {name: each for name, each in found.items() if each.file in self._kept}

    def articles(self) -> tuple[ArticleRecord, ...]:
        """The articles that are left."""
        return tuple(each for each in self._store.articles() if each.file in self._kept)


class CutPassages(BrokenStore):
    """Hands out each passage cut off after its first sentence."""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages of one sentence."""
        return {name: first_sentence(each) for name, each in self._store.passages(ids).items()}

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """The vectors of the sentences that are left."""
        return {name: each[:1] for name, each in self._store.sentence_vectors(ids).items()}


def first_sentence(passage: Passage) -> Passage:
    """The passage, ending where its first sentence does."""
    if not passage.sentences:
        return passage
    end = passage.sentences[0].end
    text = passage.text[: end - passage.start]
    return replace(passage, end=end, text=text, sentences=passage.sentences[:1])


def most_needed(cases: Sequence[Case], files: Collection[str]) -> str | None:
    """The article that most cases have as their only source; None where none has one."""
    alone = Counter(case.sources[0] for case in cases if len(case.sources) == 1)
    needed = [(-count, file) for file, count in alone.items() if file in files]
    return min(needed)[1] if needed else None


def newest(records: Sequence[ArticleRecord]) -> str | None:
    """The newest article, None where fewer than two have a date."""
    dated = sorted((each.date, each.file) for each in records if each.date)
    return dated[-1][1] if len(dated) > 1 else None
