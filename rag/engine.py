"""The llama-index query engine over a folder of articles, and its retriever."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.answer import answering
from rag.answer.render import coverage_line
from rag.answer.searched import coverage
from rag.embedding import load_embedder
from rag.index.generation import current_generation, open_generation
from rag.reading.load import load_reader
from rag.types import Answer, ArticleRecord, Coverage, FoundPassage, PassageFilter, Question, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from llama_index.core.prompts.mixin import PromptMixinType

    from rag.answer.evidence import Evidence
    from rag.index.store import Store
    from rag.settings import Settings
    from rag.types import Article


@dataclass
class QuestionBundle(QueryBundle):
    """A llama-index query with the conversation before it and the day it is asked as of."""

    history: tuple[Turn, ...] = ()
    as_of: date | None = None


def _question(bundle: QueryBundle) -> Question:
    if isinstance(bundle, QuestionBundle):
        return Question(bundle.query_str, bundle.history, bundle.as_of)
    return Question(bundle.query_str)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _node(found: FoundPassage, **more: Any) -> NodeWithScore:  # noqa: ANN401 - metadata of any kind
    passage = found.passage
    metadata = {
        "file": passage.file,
        "title": passage.title,
        "date": _iso(passage.date),
        "part": passage.part.value,
        "start": passage.start,
        "end": passage.end,
        **more,
    }
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=metadata,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
    )
    return NodeWithScore(node=node, score=found.score)


def _source_nodes(answer: Answer) -> list[NodeWithScore]:
    """The cited passages, each with its quotes' numbers, spans and texts in its metadata."""
    nodes = []
    for found in answer.passages:
        cited = [
            {"n": each.n, "start": each.start, "end": each.end, "quote": each.quote}
            for each in answer.citations
            if each.file == found.passage.file
            and found.passage.start <= each.start
            and each.end <= found.passage.end
        ]
        if cited:
            nodes.append(_node(found, citations=cited))
    return nodes


@dataclass
class _Opened:
    """A generation in use, and how many questions are being answered from it."""

    store: Store
    name: str
    users: int = 0
    retired: bool = field(default=False)


class DatelineQueryEngine(BaseQueryEngine):
    """Answers questions in checked quotes; safe to use from several threads.

    A new generation is picked up by `refresh`, and before each question; questions already being
    answered finish on the generation they began with.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(callback_manager=CallbackManager())
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

    def retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Passages for a query as llama-index nodes; their metadata has file, date and span."""
        return [_node(found) for found in self.search(_question(query_bundle))]

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self.ask(_question(query_bundle))
        return Response(
            response=answer.text,
            source_nodes=_source_nodes(answer),
            metadata={"answer": answer, "coverage": coverage_line(answer.coverage)},
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


class DatelineRetriever(BaseRetriever):
    """The same search as a llama-index retriever, for use in pipelines of that ecosystem."""

    def __init__(self, engine: DatelineQueryEngine) -> None:
        super().__init__()
        self._engine = engine

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return self._engine.retrieve(query_bundle)


def query_engine(settings: Settings) -> DatelineQueryEngine:
    """Open the index that the settings name.

    Raises IndexMissingError, IndexDamagedError, IndexMismatchError or ModelError.
    """
    return DatelineQueryEngine(settings)
