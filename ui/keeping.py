"""Keeping conversations by choice: off until a reader asks for it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from rag.errors import DatelineError
from ui.markup import element, text
from ui.shelf import LONGEST_NAME, name_of
from ui.talks import Talk
from ui.view import button

if TYPE_CHECKING:
    from ui.shelf import Card, Shelf
    from ui.texts import Texts

log = logging.getLogger(__name__)


class Keeping:
    """The conversations on disk, and which of those that go on are among them."""

    def __init__(self, shelf: Shelf, texts: Texts) -> None:
        self._shelf = shelf
        self._texts = texts

    def talk(self, kept_id: str, reader: str) -> Talk | None:
        """A kept conversation as one that goes on; None where there is none of that id."""
        kept = self._shelf.get(reader, kept_id)
        return Talk(kept_id, reader, kept[1], kept[0].name) if kept else None

    def saved(self, talk: Talk) -> None:
        """Write a conversation again, if it is a kept one; a failure is written to the log."""
        try:
            if talk.kept is not None:
                self._save(talk)
        except DatelineError as error:
            log.error("%s", error)

    def keep(self, talk: Talk, *, on: bool) -> None:
        """Keep a conversation from now on, or no longer."""
        if on:
            talk.kept = talk.kept or name_of(talk.conversation)
            self._save(talk)
        else:
            talk.kept = None
            self._shelf.delete(talk.reader, talk.id)

    def rename(self, talk: Talk, kept_id: str, name: str) -> None:
        """Give a reader's conversation another name; nothing where the name is empty."""
        kept = self._shelf.get(talk.reader, kept_id)
        name = " ".join(name.split())[:LONGEST_NAME]
        if kept and name:
            self._shelf.save(talk.reader, kept_id, name, kept[1])
            if talk.id == kept_id:
                talk.kept = name

    def delete(self, talk: Talk, kept_id: str) -> None:
        """Remove a reader's conversation from disk; one that goes on stays on the page."""
        self._shelf.delete(talk.reader, kept_id)
        if talk.id == kept_id:
            talk.kept = None

    def html(self, talk: Talk) -> str:
        """The choice to keep this conversation, ways to save it elsewhere, and those kept."""
        texts = self._texts
        on = talk.kept is not None
        box = element(
            "button",
            element("span", "", class_="box", aria_hidden="true") + text(texts.keep),
            type="button",
            role="switch",
            aria_checked="true" if on else "false",
            class_="switch",
            data_do="keep",
            data_on="false" if on else "true",
        )
        hint = texts.keep_hint.format(folder=self._shelf.folder)
        ways = (
            button("export", text(texts.export_markdown), class_="small", data_kind="md")
            + button("export", text(texts.export_json), class_="small", data_kind="json")
            + button("print", text(texts.export_print), class_="small")
        )
        saving = element("span", text(texts.export), class_="meta") + ways
        items = "".join(self._item(kept, talk) for kept in self._shelf.all(talk.reader))
        none = element("p", text(texts.kept_none), class_="meta")
        sheet = (
            element("p", box)
            + element("p", text(hint), class_="meta")
            + element("p", saving, class_="ways")
            + element("h3", text(texts.kept), class_="kicker")
            + (element("ul", items, class_="kept") if items else none)
        )
        summary = element("summary", text(texts.kept_and_saved))
        panel = element("details", summary + element("div", sheet, class_="sheet"), class_="panel")
        anew = button("restart", text(texts.new_conversation), class_="plain")
        return element("div", panel + anew, class_="shelf")

    def _item(self, kept: Card, talk: Talk) -> str:
        texts = self._texts
        day = texts.day(kept.saved.date())
        # The conversation on the page may have got an answer that is being written just now.
        questions = len(talk.conversation) if kept.id == talk.id else kept.questions
        said = f"{texts.questions_counted(questions)} · {day}"
        opened = button(
            "resume",
            element("span", text(kept.name), class_="source-title"),
            data_id=kept.id,
            aria_label=texts.kept_open.format(name=kept.name),
            aria_current="true" if kept.id == talk.id else None,
        )
        rename = button(
            "rename", text(texts.kept_rename), class_="small", data_id=kept.id,
            data_name=kept.name, data_ask=texts.kept_rename_ask,
        )  # fmt: skip
        delete = button(
            "delete", text(texts.kept_delete), class_="small", data_id=kept.id,
            data_ask=texts.kept_delete_sure.format(name=kept.name),
        )  # fmt: skip
        tools = element("span", text(said) + rename + delete, class_="meta")
        return element("li", opened + tools)

    def _save(self, talk: Talk) -> None:
        with talk.changed:
            conversation = tuple(each for each in talk.conversation if not each.pending)
        name = talk.kept or name_of(conversation)
        talk.kept = name
        self._shelf.save(talk.reader, talk.id, name, conversation)
