"""The page's engine for programs: Gradio endpoints /ask, /search and /articles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from rag.contract import MOST_PASSAGES, answer_object, passage_object
from rag.errors import DatelineError
from rag.types import Question
from ui import texts

if TYPE_CHECKING:
    from ui.engine import Engine


def offer_api(engine: Engine) -> None:
    """Add the endpoints to the page being built; a refused call gets its reason as the error."""

    def ask(question: str, as_of: str = "") -> dict[str, Any]:
        """Answer a question; `as_of` is a day as YYYY-MM-DD, or "" for no limit."""
        try:
            return answer_object(None, engine.ask(Question(question, as_of=_day(as_of))))
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from None

    def search(question: str, top_k: int = 8, as_of: str = "") -> list[dict[str, Any]]:
        """Find the best passages for a question, at most `top_k` of them."""
        if not 1 <= top_k <= MOST_PASSAGES:
            raise gr.Error(texts.bad_top_k(MOST_PASSAGES), print_exception=False)
        try:
            found = engine.search(Question(question, as_of=_day(as_of)), int(top_k))
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from None
        return [passage_object(each) for each in found]

    def articles() -> list[dict[str, Any]]:
        """List what is indexed."""
        return [
            {
                "file": record.file,
                "title": record.title,
                "date": record.date.isoformat() if record.date else None,
                "author": record.author,
                "parts": [part.value for part in record.parts],
                "passages": record.passages,
            }
            for record in engine.articles()
        ]

    for endpoint in (ask, search, articles):
        api(endpoint, api_name=endpoint.__name__, api_description=endpoint.__doc__)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise gr.Error(texts.bad_day(value), print_exception=False) from None
