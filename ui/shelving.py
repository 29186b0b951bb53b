"""What the page does when a conversation is begun anew, kept, named, opened, deleted or saved."""

from __future__ import annotations

import json
from secrets import token_hex
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import DatelineError
from ui.events import Events, Shown, reader_of, word
from ui.export import as_json, as_markdown
from ui.talks import Talk

if TYPE_CHECKING:
    from collections.abc import Callable


class Shelving:
    """Each method answers one event of the page."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._keeping = events.keeping

    def restart(self, request: gr.Request) -> Shown:
        """A new conversation."""
        talk = self._events.talks.begin(reader_of(request))
        return self._events.shown(self._events.opened(talk, request))

    def resume(self, event: gr.EventData, request: gr.Request) -> Shown:
        """A kept conversation, to be gone on with."""
        talk = self._events.named(word(event, "id"), request)
        return self._events.shown(self._events.opened(talk, request))

    def keep(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The kept conversations, with this one among them or no longer."""
        talk = self._events.talk(known, request)
        if talk is None:
            return self._keeping.html(Talk("", reader_of(request)))
        self._kept(lambda: self._keeping.keep(talk, on=word(event, "on") == "true"))
        return self._keeping.html(talk)

    def rename(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The kept conversations, one of them under another name."""
        talk = self._events.talk(known, request) or Talk("", reader_of(request))
        kept_id, name = word(event, "id"), word(event, "name")
        self._kept(lambda: self._keeping.rename(talk, kept_id, name))
        return self._keeping.html(talk)

    def delete(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The kept conversations without one."""
        talk = self._events.talk(known, request) or Talk("", reader_of(request))
        self._kept(lambda: self._keeping.delete(talk, word(event, "id")))
        return self._keeping.html(talk)

    def export(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """A conversation as a file: name, kind and content, as JSON."""
        talk = self._events.talk(known, request)
        conversation = talk.conversation if talk else ()
        if word(event, "kind") == "json":
            file = ("dateline.json", "application/json", as_json(conversation))
        else:
            file = ("dateline.md", "text/markdown", as_markdown(conversation, self._events.texts))
        # Another one each time, so that the same file can be saved again.
        return json.dumps([*file, token_hex(4)])

    def _kept(self, change: Callable[[], None]) -> None:
        try:
            change()
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from None
