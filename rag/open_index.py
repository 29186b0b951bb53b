"""An index that is open for questions."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.answer import answering
from rag.answer.searched import coverage
from rag.embedding import load_embedder
from rag.index.generation import current_generation, open_generation
from rag.reading.load import load_reader
from rag.types import Answer, ArticleRecord, Coverage, FoundPassage, PassageFilter, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answer.evidence import Evidence
    from rag.index.store import Store
    from rag.settings import Settings
    from rag.types import Article


@dataclass
class _Opened:
    """A generation in use, and how many questions are being answered from it."""

    store: Store
    name: str
    users: int = 0
    retired: bool = field(default=False)


class OpenIndex:
    """Answers questions in checked quotes; safe to use from several threads.

    A new generation is picked up by `refresh`, and before each question; questions already being
    answered finish on the generation they began with. Opening raises IndexMissingError,
    IndexDamagedError, IndexMismatchError or ModelError.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._embedder = load_embedder(settings)
        self._reader = load_reader(settings)
        self._lock = threading.Lock()
        self._opened = self._open()

    def _open(self) -> _Opened:
        store = open_generation(self.settings.index, self._embedder.fingerprint)
        return _Opened(store, store.info.generation)

    @property
    def generation(self) -> str:
        """The name of the generation that is asked now."""
        return self._opened.name

    def refresh(self) -> bool:
        """Pick up a generation published since; True where there was one."""
        if current_generation(self.settings.index) in (None, self._opened.name):
            return False
        with self._lock:
            if current_generation(self.settings.index) in (None, self._opened.name):
                return False
            old, self._opened = self._opened, self._open()
            old.retired = True
            if old.users == 0:
                old.store.close()
        return True

    @contextmanager
    def _in_use(self) -> Iterator[Store]:
        self.refresh()
        with self._lock:
            opened = self._opened
            opened.users += 1
        try:
            yield opened.store
        finally:
            with self._lock:
                opened.users -= 1
                if opened.retired and opened.users == 0:
                    opened.store.close()

    def ask(self, question: Question) -> Answer:
        """Answer a question; raises QuestionError where it can't be asked."""
        with self._in_use() as store:
            return answering.answer(question, store, self._embedder, self._reader, self.settings)

    def sentences(self, question: Question) -> tuple[Evidence, ...]:
        """All sentences that an answer would be chosen from, best first, answered or not."""
        with self._in_use() as store:
            return answering.sentences(question, store, self._embedder, self._reader, self.settings)

    def search(self, question: Question, top_k: int | None = None) -> tuple[FoundPassage, ...]:
        """The best passages for a question, at most `top_k` of them."""
        with self._in_use() as store:
            return answering.search(
                question, store, self._embedder, self.settings, top_k or self.settings.top_k
            )

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles in the index, by file name."""
        with self._in_use() as store:
            return store.articles()

    def article(self, file: str) -> Article:
        """One article with its text; raises ArticleMissingError."""
        with self._in_use() as store:
            return store.article(file)

    def coverage(self) -> Coverage:
        """How many articles there are, from when to when, how many undated."""
        with self._in_use() as store:
            return coverage(store.articles(), PassageFilter(), Question(""))

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._opened.store.close()
