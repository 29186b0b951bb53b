"""The llama-index query engine over a folder of articles, and its retriever."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.answer.render import coverage_line
from rag.open_index import OpenIndex
from rag.types import Question, Turn

if TYPE_CHECKING:
    from datetime import date

    from llama_index.core.llms.llm import LLM
    from llama_index.core.prompts.mixin import PromptMixinType

    from rag.settings import Settings
    from rag.types import Answer, FoundPassage


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


class DatelineQueryEngine(OpenIndex, BaseQueryEngine):
    """An open index as a llama-index query engine; safe to use from several threads."""

    def __init__(self, settings: Settings, llm: LLM | None = None) -> None:
        OpenIndex.__init__(self, settings, llm)
        BaseQueryEngine.__init__(self, callback_manager=CallbackManager())

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


def query_engine(settings: Settings, llm: LLM | None = None) -> DatelineQueryEngine:
    """Open the index that the settings name; `llm`, if any, writes instead of the one they name.

    Raises IndexMissingError, IndexDamagedError, IndexMismatchError or ModelError.
    """
    return DatelineQueryEngine(settings, llm)
