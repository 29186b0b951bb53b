"""The chat page: its layout, and which event each part of it sends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.api import offer_api
from ui.events import Events
from ui.frame import add_html, limits_html, listing_html
from ui.markup import element, template, text
from ui.served import news_functions, row_functions
from ui.shelving import Shelving
from ui.talks import Talk
from ui.uploads import kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.setup import Setup

# Those who wait for an answer wait in threads, of which Gradio has forty.
AT_ONCE = 32
SCRIPTS = Path(__file__).parent / "scripts"
# A page that is opened again in the same tab has the conversation that it had before.
# Somebody may ask before that conversation has come.
ASK = "(asked, sent, talk) => [asked, sent, talk || sessionStorage.getItem('dateline.talk') || '']"
REMEMBER = "(talk) => { sessionStorage.setItem('dateline.talk', talk); }"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the page that send events or are changed by them."""

    talk: gr.Textbox
    masthead: gr.HTML
    transcript: gr.HTML
    question: gr.Textbox
    limits: gr.HTML
    shelf: gr.HTML
    file: gr.HTML
    reader: gr.HTML
    timeline: gr.HTML
    listing: gr.HTML

    @property
    def shown(self) -> list[Any]:
        """All that shows a conversation, in the order of `events.Shown`."""
        return [self.transcript, self.timeline, self.shelf, self.talk]


def build(setup: Setup) -> gr.Blocks:
    """The page over all that it works with."""
    events = Events(setup)
    blocks = gr.Blocks(title=setup.texts.title, analytics_enabled=False, fill_width=True)
    with blocks:
        parts = _lay_out(events)
        _wire_asking(events, parts)
        _wire_reading(events, parts)
        _wire_keeping(Shelving(events), parts)
        offer_api(setup.engine, setup.texts)
    blocks.queue(default_concurrency_limit=AT_ONCE)
    return blocks


def _lay_out(events: Events) -> _Parts:
    texts, nobody = events.texts, Talk("")
    talk = gr.Textbox("", visible=False)
    with gr.Column(elem_id="page"):
        masthead = _html("masthead", events.masthead(), server_functions=news_functions(events))
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk", scale=6, min_width=300):
                transcript = _html("transcript", events.transcript(nobody))
                with gr.Column(elem_id="ask"):
                    question = _question_box(events)
                    limits = _html("limits", "{}", html_template=template(limits_html(texts)))
                    shelf = _html("shelf", events.keeping.html(nobody))
                    file = _html("file", "", html_template="<span></span>")
            with gr.Column(elem_id="pane", scale=5, min_width=300):
                reader = _html("reader", "")
                with gr.Column(elem_id="library"):
                    gr.HTML(element("h2", text(texts.articles)), apply_default_css=False)
                    timeline = _html("timeline", events.timeline(nobody))
                    listing = _html(
                        "articles",
                        "",
                        html_template=template(listing_html(texts)),
                        server_functions=row_functions(events),
                    )
                    _lay_out_intake(events)
    return _Parts(
        talk, masthead, transcript, question, limits, shelf, file, reader, timeline, listing
    )


def _lay_out_intake(events: Events) -> None:
    intake, texts = events.setup.intake, events.texts
    if intake is None:
        return
    from ui.taking import Taking

    taking = Taking(intake, texts)
    with gr.Column(elem_id="intake"):
        panel = _html("add", "", html_template=template(add_html(intake, texts)))
        files = gr.File(
            file_count="multiple",
            file_types=kinds().split(),
            type="filepath",
            label=texts.add_files,
            elem_id="files",
            height=90,
        )
        said = gr.HTML("", apply_default_css=False, elem_id="refused")
    _on(files.upload, taking.files, files, [files, said])
    _on(panel.folder, taking.folder, None, said)
    _on(panel.update, taking.look, None, said)
    _on(panel.remove, taking.remove, None, said)


def _wire_asking(events: Events, parts: _Parts) -> None:
    sent = [parts.limits, parts.talk]
    asked = [parts.question, *parts.shown]
    many: dict[str, Any] = {"queue": True, "trigger_mode": "multiple"}
    for done in (
        _on(parts.question.submit, events.ask, [parts.question, *sent], asked, js=ASK, **many),
        _on(parts.transcript.example, events.ask_example, sent, asked, **many),
    ):
        done.then(None, parts.talk, None, js=REMEMBER, api_visibility="private")
    _on(parts.transcript.recall, events.recall, None, parts.shown, queue=True)
    answer_shown = [parts.transcript, parts.timeline]
    _on(parts.transcript.retry, events.retry, parts.talk, answer_shown, **many)
    _on(parts.transcript.stop, events.stop, parts.talk, parts.transcript)
    articles_shown = [*answer_shown, parts.masthead]
    # In the queue, whose answers come in the order in which they were given.
    _on(parts.masthead.look, events.look, parts.talk, articles_shown, queue=True)
    _on(parts.transcript.judge, events.judge, parts.talk, parts.transcript)


def _wire_reading(events: Events, parts: _Parts) -> None:
    for part in (parts.transcript, parts.reader):
        _on(part.cite, events.cite, parts.talk, parts.reader)
    _on(parts.transcript.passage, events.passage, parts.talk, parts.reader)
    _on(parts.reader.close, events.close, None, parts.reader)
    _on(parts.listing.open, events.open, None, parts.reader)


def _wire_keeping(shelving: Shelving, parts: _Parts) -> None:
    for event, change in (
        (parts.shelf.keep, shelving.keep),
        (parts.shelf.rename, shelving.rename),
        (parts.shelf.delete, shelving.delete),
    ):
        _on(event, change, parts.talk, parts.shelf)
    _on(parts.shelf.export, shelving.export, parts.talk, parts.file)
    for begun in (
        _on(parts.shelf.resume, shelving.resume, None, parts.shown),
        _on(parts.shelf.restart, shelving.restart, None, parts.shown),
    ):
        begun.then(None, parts.talk, None, js=REMEMBER, api_visibility="private")


def _on(
    event: Callable[..., Any],
    answer: Callable[..., object],
    inputs: object,
    outputs: object,
    *,
    queue: bool = False,
    **more: object,
) -> Any:  # noqa: ANN401 - Gradio's own dependency
    # What streams has to be queued; the rest is answered at once.
    return event(
        answer,
        inputs,
        outputs,
        queue=queue,
        show_progress="hidden",
        api_visibility="private",
        # Of two endpoints of one name, Gradio would rename the later, public one.
        api_name=f"page_{answer.__name__}",
        **more,
    )


def _html(name: str, value: str, **more: Any) -> gr.HTML:  # noqa: ANN401 - passed on to Gradio
    own = SCRIPTS / f"{name}.js"
    scripts = [SCRIPTS / "page.js", *([own] if own.exists() else [])]
    script = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    return gr.HTML(value, js_on_load=script, apply_default_css=False, elem_id=name, **more)


def _question_box(events: Events) -> gr.Textbox:
    texts = events.texts
    return gr.Textbox(
        label=texts.ask_label,
        placeholder=texts.ask_placeholder,
        submit_btn=texts.ask_button,
        show_label=False,
        container=False,
        autofocus=True,
        lines=1,
        max_lines=6,
        elem_id="question",
    )
