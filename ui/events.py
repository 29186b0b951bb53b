"""What the page does when something is asked, chosen or sorted."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the handlers' annotations
from dataclasses import replace
from datetime import date
from secrets import token_hex
from typing import TYPE_CHECKING

import gradio as gr  # noqa: TC002 - Gradio reads the handlers' annotations

from rag.errors import DatelineError
from rag.types import Span
from ui import texts
from ui.answers import conversation_html
from ui.conversation import (
    Conversation,
    begin,
    close_passage,
    finish,
    open_citation,
    unfold,
)
from ui.library import STEP, Column, Listing, library_html, sorted_by
from ui.markup import element, text
from ui.reading import article_html, missing_html, opened_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.engine import Engine

Grown = tuple[str, str, Conversation, str]


class Events:
    """Each method answers one event; holds the engine and the examples, and nothing of a reader."""

    def __init__(self, engine: Engine, examples: Sequence[str]) -> None:
        self._engine = engine
        self._examples = tuple(examples)

    def masthead(self) -> str:
        """The page's name, and what is being searched."""
        searching = element("p", text(texts.searching(self._engine.coverage())), class_="searching")
        honest = element("p", text(texts.NO_LANGUAGE_MODEL), class_="honest")
        name = element("h1", text(texts.TITLE))
        return element("header", name + element("div", searching + honest), class_="masthead")

    def transcript(self, conversation: Conversation) -> str:
        """The conversation as HTML."""
        return conversation_html(conversation, self._examples)

    def library(self, listing: Listing) -> str:
        """The list of articles as HTML."""
        return library_html(self._engine.articles(), listing)

    def arrive(self, listing: Listing) -> tuple[str, str]:
        """Masthead and list for a page that has just been opened, with the newest articles."""
        self._engine.refresh()
        return self.masthead(), self.library(listing)

    def ask(self, asked: str, as_of: str | None, conversation: Conversation) -> Iterator[Grown]:
        """Question box, transcript, conversation and masthead as the answer grows."""
        if not asked.strip():
            yield asked, self.transcript(conversation), conversation, self.masthead()
            return
        try:
            day = date.fromisoformat(as_of) if as_of else None
        except ValueError:
            refused = replace(
                begin(conversation, asked, None)[-1], failure=texts.bad_day(str(as_of))
            )
            grown = (*conversation, refused)
            yield asked, self.transcript(grown), grown, self.masthead()
            return
        pending = begin(conversation, asked, day)
        yield "", self.transcript(pending), pending, self.masthead()
        for exchange in unfold(finish(self._engine, pending[-1])):
            grown = (*conversation, exchange)
            yield "", self.transcript(grown), grown, self.masthead()

    def ask_example(
        self, as_of: str | None, conversation: Conversation, event: gr.EventData
    ) -> Iterator[Grown]:
        """The same for an example that was chosen."""
        index = event.index
        if isinstance(index, int) and 0 <= index < len(self._examples):
            yield from self.ask(self._examples[index], as_of, conversation)

    def cite(self, conversation: Conversation, event: gr.EventData) -> str:
        """The article of a chosen citation, at its quote."""
        if not (isinstance(event.exchange, int) and isinstance(event.n, int)):
            return ""
        try:
            opened = open_citation(self._engine, conversation, event.exchange, event.n)
        except DatelineError as error:
            return _anew(missing_html(str(error)))
        return _anew(opened_html(opened)) if opened else ""

    def passage(self, conversation: Conversation, event: gr.EventData) -> str:
        """The article of one of the closest passages, at the passage."""
        if not (isinstance(event.exchange, int) and isinstance(event.index, int)):
            return ""
        found = close_passage(conversation, event.exchange, event.index)
        if found is None:
            return ""
        try:
            article = self._engine.article(found.file)
        except DatelineError as error:
            return _anew(missing_html(str(error)))
        span = Span(found.start, found.end)
        same = article.text[span.start : span.end] == found.text
        return _anew(article_html(article, span if same else None))

    def open(self, event: gr.EventData) -> str:
        """An article chosen from the list."""
        try:
            return _anew(article_html(self._engine.article(str(event.file))))
        except DatelineError as error:
            return _anew(missing_html(str(error)))

    def close(self) -> str:
        """No article, which shows the list again."""
        return ""

    def find(self, wanted: str, listing: Listing) -> tuple[str, Listing]:
        """The list, narrowed to what is wanted."""
        return self._listed(replace(listing, wanted=wanted, limit=STEP))

    def sort(self, listing: Listing, event: gr.EventData) -> tuple[str, Listing]:
        """The list in the order of the chosen column."""
        return self._listed(sorted_by(listing, Column(event.column)))

    def more(self, listing: Listing) -> tuple[str, Listing]:
        """A longer list."""
        return self._listed(replace(listing, limit=listing.limit + STEP))

    def restart(self) -> tuple[str, str, Conversation, str]:
        """Question box, transcript, conversation and as-of day, all empty."""
        return "", self.transcript(()), (), ""

    def _listed(self, listing: Listing) -> tuple[str, Listing]:
        return self.library(listing), listing


def _anew(html: str) -> str:
    # The same citation chosen twice is shown twice, though its article is the same.
    return element("div", html, data_opened=token_hex(4))
