"""An index that is open for questions."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.answer import answering
from rag.answer.searched import coverage
from rag.answer.verify import check_all
from rag.embedding import load_embedder
from rag.index.generation import current_generation, open_generation
from rag.reading.load import load_reader
from rag.types import Answer, ArticleRecord, Coverage, FoundPassage, PassageFilter, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llama_index.core.llms.llm import LLM

    from rag.answer.evidence import Evidence
    from rag.answer.verify import Checked
    from rag.index.store import Store
    from rag.settings import Settings
    from rag.types import Article, Citation
    from rag.writing.writer import Writer
    from rag.writing.writing import Writing


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
    IndexDamagedError, IndexMismatchError or ModelError. `llm`, any llama-index LLM, writes instead
    of the language model that the settings name.
    """

    def __init__(self, settings: Settings, llm: LLM | None = None) -> None:
        self.settings = settings
        self._llm = llm
        self._writer: Writer | None = None
        self._writer_lock = threading.Lock()
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

    def check(self, citations: tuple[Citation, ...]) -> tuple[Checked, ...]:
        """Every citation, compared with its article and its file."""
        with self._in_use() as store:
            return check_all(citations, store.article, store.info.folder)

    @property
    def writes(self) -> bool:
        """Whether a language model is named, by the settings or in code."""
        return self._llm is not None or self.settings.llm_url is not None

    def write(
        self, question: Question, answer: Answer, wanted: Callable[[], bool] = lambda: True
    ) -> Writing:
        """The prose that a language model writes after a quoted answer, as a stream that can stop.

        Nothing is contacted before the first event is taken, and no trouble with the model raises.
        """
        from rag.writing.writing import Writing

        return Writing(question, answer, self, self._open_writer, wanted)

    def _open_writer(self) -> Writer:
        from rag.writing.writer import writer

        with self._writer_lock:
            if self._writer is None:
                self._writer = writer(self.settings, self._llm)
            return self._writer

    def coverage(self) -> Coverage:
        """How many articles there are, from when to when, how many undated."""
        with self._in_use() as store:
            return coverage(store.articles(), PassageFilter(), Question(""))

    def close(self) -> None:
        """Let go of the index, and of the language model."""
        with self._lock:
            self._opened.store.close()
        with self._writer_lock:
            if self._writer is not None:
                self._writer.close()
