"""Questions in, cited answers out.

`query_engine(settings)` opens an index; everything else here is a value that goes in or comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.settings import Settings, load_settings
from rag.types import Answer, Article, ArticleRecord, Citation, Question, Statement, Turn

if TYPE_CHECKING:
    from rag.engine import DatelineQueryEngine, DatelineRetriever, query_engine

__all__ = [
    "Answer",
    "Article",
    "ArticleRecord",
    "Citation",
    "DatelineQueryEngine",
    "DatelineRetriever",
    "Question",
    "Settings",
    "Statement",
    "Turn",
    "load_settings",
    "query_engine",
]

_ENGINE = {"DatelineQueryEngine", "DatelineRetriever", "query_engine"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the engine module has of that name
    """Load the engine when it is first asked for, so that the values alone import in no time."""
    if name in _ENGINE:
        from rag import engine

        return getattr(engine, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
