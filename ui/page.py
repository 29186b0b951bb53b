"""The chat page: its layout, and which function answers which event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from socket import socket
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import DatelineError
from ui import texts
from ui.answers import conversation_html
from ui.conversation import Conversation, begin, finish, open_citation, unfold
from ui.library import STEP, Column, Listing, library_html, sorted_by
from ui.markup import element, text
from ui.reading import article_html, missing_html, opened_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.engine import Engine

AT_ONCE = 8
_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "page.js").read_text(encoding="utf-8")
_DAY_SCRIPT = (_HERE / "day.js").read_text(encoding="utf-8")
_STYLE = _HERE / "style.css"
_SERIF = ("Iowan Old Style", "Charter", "Georgia", "Times New Roman", "serif")
_SANS = ("system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
_MONO = ("ui-monospace", "Menlo", "Consolas", "monospace")


class Page:
    """What the page's events do; holds the engine and the examples, and nothing of any reader."""

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

    def ask(
        self, asked: str, as_of: str | None, conversation: Conversation
    ) -> Iterator[tuple[str, str, Conversation, str]]:
        """Question box, transcript, conversation and masthead as the answer grows."""
        if not asked.strip():
            yield asked, self.transcript(conversation), conversation, self.masthead()
            return
        try:
            day = date.fromisoformat(as_of) if as_of else None
        except ValueError:
            refused = begin(conversation, asked, None)
            refused = (*conversation, replace(refused[-1], failure=texts.BAD_DATE))
            yield asked, self.transcript(refused), refused, self.masthead()
            return
        pending = begin(conversation, asked, day)
        yield "", self.transcript(pending), pending, self.masthead()
        for exchange in unfold(finish(self._engine, pending[-1])):
            grown = (*conversation, exchange)
            yield "", self.transcript(grown), grown, self.masthead()

    def ask_example(
        self, as_of: str | None, conversation: Conversation, event: gr.EventData
    ) -> Iterator[tuple[str, str, Conversation, str]]:
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

    def open(self, event: gr.EventData) -> str:
        """An article chosen from the list."""
        try:
            return _anew(article_html(self._engine.article(str(event.file))))
        except DatelineError as error:
            return _anew(missing_html(str(error)))

    def find(self, wanted: str, listing: Listing) -> tuple[str, Listing]:
        """The list, narrowed to what is wanted."""
        return self._listed(replace(listing, wanted=wanted, limit=STEP))

    def sort(self, listing: Listing, event: gr.EventData) -> tuple[str, Listing]:
        """The list in the order of the chosen column."""
        return self._listed(sorted_by(listing, Column(event.column)))

    def more(self, listing: Listing) -> tuple[str, Listing]:
        """A longer list."""
        return self._listed(replace(listing, limit=listing.limit + STEP))

    def restart(self) -> tuple[str, Conversation, str]:
        """An empty conversation."""
        return self.transcript(()), (), ""

    def _listed(self, listing: Listing) -> tuple[str, Listing]:
        return self.library(listing), listing


def build(engine: Engine, examples: Sequence[str]) -> gr.Blocks:
    """The page over an engine; `examples` are questions to choose from while nothing is asked yet."""
    page = Page(engine, examples)
    with gr.Blocks(
        title=texts.TITLE, analytics_enabled=False, fill_width=True, fill_height=False
    ) as blocks:
        conversation = gr.State(())
        listing = gr.State(Listing())
        masthead = _html(page.masthead(), "masthead")
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(elem_id="talk", scale=6, min_width=300):
                transcript = _html(page.transcript(()), "transcript")
                with gr.Row(elem_id="ask"):
                    question, as_of, anew = _ask_bar()
            with gr.Column(elem_id="pane", scale=5, min_width=300):
                reader = _html("", "reader")
                with gr.Column(elem_id="library"):
                    wanted = _finder()
                    articles = _html(page.library(Listing()), "articles")
        _wire_asking(page, question, as_of, anew, transcript, conversation, masthead)
        _wire_reading(page, conversation, transcript, reader, articles)
        _wire_library(page, blocks, wanted, articles, listing, masthead)
    blocks.queue(default_concurrency_limit=AT_ONCE)
    return blocks


def theme() -> gr.themes.Base:
    """A theme of the reader's own fonts, so that none is fetched."""
    return gr.themes.Base(
        font=[gr.themes.Font(name) for name in _SANS],
        font_mono=[gr.themes.Font(name) for name in _MONO],
        radius_size=gr.themes.sizes.radius_none,
    )


def serve(blocks: gr.Blocks, host: str, port: int) -> str:
    """Serve the page from a thread of its own and return its address.

    Port 0 takes any free one. Raises OSError where the address is taken.
    """
    _, address, _ = blocks.launch(
        server_name=host,
        server_port=port or _free_port(),
        share=False,
        quiet=True,
        run_history=False,
        footer_links=[],
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        prevent_thread_lock=True,
        theme=theme(),
        css_paths=[_STYLE],
    )
    return address


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ask_bar() -> tuple[gr.Textbox, gr.HTML, gr.Button]:
    question = gr.Textbox(
        label=texts.ASK_LABEL,
        show_label=False,
        placeholder=texts.ASK_PLACEHOLDER,
        submit_btn=texts.ASK_BUTTON,
        lines=1,
        max_lines=6,
        autofocus=True,
        elem_id="question",
        container=False,
        scale=8,
    )
    day = element("span", text(texts.AS_OF_LABEL))
    as_of = gr.HTML(
        "",
        html_template=f'<label title="{text(texts.AS_OF_HINT)}">{day}'
        '<input type="date" value="${value}"></label>',
        js_on_load=_DAY_SCRIPT,
        apply_default_css=False,
        elem_id="as-of",
    )
    anew = gr.Button(texts.NEW_CONVERSATION, elem_id="anew", size="sm", variant="secondary")
    return question, as_of, anew


def _finder() -> gr.Textbox:
    gr.HTML(element("h2", text(texts.ARTICLES)), apply_default_css=False)
    return gr.Textbox(
        label=texts.FIND_ARTICLES,
        show_label=False,
        placeholder=texts.FIND_ARTICLES,
        container=False,
        elem_id="find",
    )


def _html(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, js_on_load=_SCRIPT, apply_default_css=False, elem_id=name)


def _wire_asking(
    page: Page,
    question: gr.Textbox,
    as_of: gr.HTML,
    anew: gr.Button,
    transcript: gr.HTML,
    conversation: gr.State,
    masthead: gr.HTML,
) -> None:
    grows = [question, transcript, conversation, masthead]
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    question.submit(page.ask, [question, as_of, conversation], grows, **quiet)
    transcript.example(page.ask_example, [as_of, conversation], grows, **quiet)
    anew.click(page.restart, None, [transcript, conversation, question], **quiet)


def _wire_reading(
    page: Page, conversation: gr.State, transcript: gr.HTML, reader: gr.HTML, articles: gr.HTML
) -> None:
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    transcript.cite(page.cite, conversation, reader, **quiet)
    reader.cite(page.cite, conversation, reader, **quiet)
    reader.close(lambda: "", None, reader, **quiet)
    articles.open(page.open, None, reader, **quiet)


def _wire_library(
    page: Page,
    blocks: gr.Blocks,
    wanted: gr.Textbox,
    articles: gr.HTML,
    listing: gr.State,
    masthead: gr.HTML,
) -> None:
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    blocks.load(page.arrive, listing, [masthead, articles], **quiet)
    wanted.input(page.find, [wanted, listing], [articles, listing], trigger_mode="always_last", **quiet)
    articles.sort(page.sort, listing, [articles, listing], **quiet)
    articles.more(page.more, listing, [articles, listing], **quiet)


def _anew(html: str) -> str:
    # The same citation chosen twice is shown twice, though its article is the same.
    return element("div", html, data_opened=token_hex(4))
