"""The chat page: its layout, and which event each part of it sends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import SettingsError
from ui import texts
from ui.api import offer_api
from ui.events import Events
from ui.library import Listing
from ui.markup import element, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.engine import Engine

AT_ONCE = 8
_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "page.js").read_text(encoding="utf-8")
_DAY_SCRIPT = (_HERE / "day.js").read_text(encoding="utf-8")
_STYLE = _HERE / "style.css"
_SANS = ("system-ui", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
_MONO = ("ui-monospace", "Menlo", "Consolas", "monospace")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the page that send events or are changed by them."""

    conversation: gr.State
    listing: gr.State
    masthead: gr.HTML
    transcript: gr.HTML
    question: gr.Textbox
    as_of: gr.HTML
    anew: gr.Button
    reader: gr.HTML
    wanted: gr.Textbox
    articles: gr.HTML


def build(engine: Engine, examples: Sequence[str]) -> gr.Blocks:
    """The page over an engine; `examples` are offered while nothing has been asked yet."""
    events = Events(engine, examples)
    blocks = gr.Blocks(title=texts.TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        parts = _lay_out(events)
        _wire_asking(events, parts)
        _wire_reading(events, parts)
        _on(blocks.load, events.arrive, parts.listing, [parts.masthead, parts.articles])
        offer_api(engine)
    blocks.queue(default_concurrency_limit=AT_ONCE)
    return blocks


def serve(blocks: gr.Blocks, host: str, port: int) -> str:
    """Serve the page from a thread of its own and return its address.

    Port 0 takes any free one. Raises SettingsError where the address can't be listened on.
    """
    try:
        _, address, _ = blocks.launch(
            server_name=host,
            server_port=_open_port(host, port),
            share=False,
            quiet=True,
            run_history=False,
            footer_links=[],
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            prevent_thread_lock=True,
            theme=_theme(),
            css_paths=[_STYLE],
        )
    except OSError:
        raise SettingsError(texts.port_taken(host, port)) from None
    return address


def _theme() -> gr.themes.Base:
    # Gradio's own fonts are fetched; the reader's are there.
    return gr.themes.Base(
        font=[gr.themes.Font(name) for name in _SANS],
        font_mono=[gr.themes.Font(name) for name in _MONO],
        radius_size=gr.themes.sizes.radius_none,
    )


def _open_port(host: str, port: int) -> int:
    family = AF_INET6 if ":" in host else AF_INET
    with create_server((host, port), family=family) as probe:
        return int(probe.getsockname()[1])


def _lay_out(events: Events) -> _Parts:
    conversation, listing = gr.State(()), gr.State(Listing())
    with gr.Column(elem_id="page"):
        masthead = _html(events.masthead(), "masthead")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk", scale=6, min_width=300):
                transcript = _html(events.transcript(()), "transcript")
                with gr.Row(elem_id="ask"):
                    question, as_of, anew = _question_box(), _day_field(), _restart_button()
            with gr.Column(elem_id="pane", scale=5, min_width=300):
                reader = _html("", "reader")
                with gr.Column(elem_id="library"):
                    gr.HTML(element("h2", text(texts.ARTICLES)), apply_default_css=False)
                    wanted = _finder()
                    articles = _html(events.library(Listing()), "articles")
    return _Parts(
        conversation, listing, masthead, transcript, question, as_of, anew, reader, wanted, articles
    )


def _wire_asking(events: Events, parts: _Parts) -> None:
    grown = [parts.question, parts.transcript, parts.conversation, parts.masthead]
    asked = [parts.question, parts.as_of, parts.conversation]
    _on(parts.question.submit, events.ask, asked, grown, queue=True)
    _on(parts.transcript.example, events.ask_example, asked[1:], grown, queue=True)
    _on(parts.anew.click, events.restart, None, [*grown[:3], parts.as_of])


def _wire_reading(events: Events, parts: _Parts) -> None:
    _on(parts.transcript.cite, events.cite, parts.conversation, parts.reader)
    _on(parts.reader.cite, events.cite, parts.conversation, parts.reader)
    _on(parts.transcript.passage, events.passage, parts.conversation, parts.reader)
    _on(parts.reader.close, events.close, None, parts.reader)
    _on(parts.articles.open, events.open, None, parts.reader)
    listed = [parts.articles, parts.listing]
    _on(parts.articles.sort, events.sort, parts.listing, listed)
    _on(parts.articles.more, events.more, parts.listing, listed)
    wanted = [parts.wanted, parts.listing]
    _on(parts.wanted.change, events.find, wanted, listed)


def _on(
    event: Callable[..., object],
    answer: Callable[..., object],
    inputs: object,
    outputs: object,
    *,
    queue: bool = False,
) -> None:
    # What streams has to be queued; the rest is answered at once.
    event(
        answer,
        inputs,
        outputs,
        queue=queue,
        show_progress="hidden",
        api_visibility="private",
        # Of two endpoints of one name, Gradio would rename the later, public one.
        api_name=f"page_{answer.__name__}",
    )


def _html(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, js_on_load=_SCRIPT, apply_default_css=False, elem_id=name)


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        label=texts.ASK_LABEL,
        placeholder=texts.ASK_PLACEHOLDER,
        submit_btn=texts.ASK_BUTTON,
        show_label=False,
        container=False,
        autofocus=True,
        lines=1,
        max_lines=6,
        elem_id="question",
    )


def _day_field() -> gr.HTML:
    name = element("span", text(texts.AS_OF_LABEL))
    field = f'<label title="{text(texts.AS_OF_HINT)}">{name}<input type="date" value="${{value}}">'
    return gr.HTML(
        "",
        html_template=f"{field}</label>",
        js_on_load=_DAY_SCRIPT,
        apply_default_css=False,
        elem_id="as-of",
    )


def _restart_button() -> gr.Button:
    return gr.Button(texts.NEW_CONVERSATION, elem_id="anew", size="sm")


def _finder() -> gr.Textbox:
    return gr.Textbox(
        label=texts.FIND_ARTICLES,
        placeholder=texts.FIND_ARTICLES,
        show_label=False,
        container=False,
        elem_id="find",
    )
