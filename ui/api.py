"""The page's engine for programs: Gradio endpoints /ask, /search and /articles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast, get_type_hints

import gradio as gr
from gradio.events import api

from rag.contract import MOST_PASSAGES, answer_object, passage_object
from rag.errors import DatelineError
from rag.types import Part, Question
from ui.results import (  # noqa: TC001 - Gradio reads the endpoints' annotations
    AnswerResult,
    ArticleResult,
    PassageResult,
)

if TYPE_CHECKING:
    from ui.engine import Engine
    from ui.texts import Texts


def offer_api(engine: Engine, texts: Texts) -> None:
    """Add the endpoints to the page being built; a refused call gets its reason as the error."""

    def ask(
        question: str,
        as_of: str = "",
        since: str = "",
        until: str = "",
        parts: list[str] | None = None,
        files: list[str] | None = None,
    ) -> AnswerResult:
        """Answer a question in checked quotes from the articles, or say that they don't answer it.

        Days are YYYY-MM-DD, or "" for no limit. `as_of` leaves out later articles; `since` and
        `until` also those without a date. `parts` are body, caption, post or comments.
        """
        asked = Question(
            question,
            as_of=_day(as_of),
            since=_day(since),
            until=_day(until),
            parts=frozenset(_part(each) for each in parts) if parts else None,
            files=frozenset(files) if files else None,
        )
        try:
            return cast("AnswerResult", answer_object(None, engine.ask(asked)))
        except DatelineError as error:
            raise _refused(str(error)) from None

    def search(question: str, top_k: int = 8, as_of: str = "") -> list[PassageResult]:
        """Find the best passages for a question, at most `top_k` of them."""
        if not 1 <= top_k <= MOST_PASSAGES:
            raise _refused(texts.bad_top_k.format(most=texts.number(MOST_PASSAGES)))
        try:
            found = engine.search(Question(question, as_of=_day(as_of)), int(top_k))
        except DatelineError as error:
            raise _refused(str(error)) from None
        return [cast("PassageResult", passage_object(each)) for each in found]

    def articles() -> list[ArticleResult]:
        """List what is indexed: file, title, date, source, parts and passages of each article."""
        return [
            {
                "file": record.file,
                "title": record.title,
                "date": record.date.isoformat() if record.date else None,
                "author": record.author,
                "source": record.source,
                "parts": [part.value for part in record.parts],
                "passages": record.passages,
                "duplicate_of": record.duplicate_of,
            }
            for record in engine.articles()
        ]

    def _day(value: str) -> date | None:
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise _refused(texts.bad_day.format(value=value)) from None

    def _part(value: str) -> Part:
        try:
            return Part(value)
        except ValueError:
            known = ", ".join(Part)
            raise _refused(texts.bad_part.format(value=value, parts=known)) from None

    for endpoint in (ask, search, articles):
        # Gradio takes a result's type as it stands there, which is by name.
        endpoint.__annotations__["return"] = get_type_hints(endpoint)["return"]
        api(endpoint, api_name=endpoint.__name__, api_description=endpoint.__doc__)


def _refused(reason: str) -> gr.Error:
    return gr.Error(reason, print_exception=False)
