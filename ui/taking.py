"""What the page does when files are dropped, a folder is named, or an article is removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr  # noqa: TC002 - Gradio reads the handlers' annotations

from rag.errors import DatelineError
from ui.markup import element, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.intake import Intake
    from ui.texts import Texts


class Taking:
    """Each method answers one event; what goes on then is told by the page's news."""

    def __init__(self, intake: Intake, texts: Texts) -> None:
        self._intake = intake
        self._texts = texts

    def files(self, uploaded: list[str] | None) -> tuple[None, str]:
        """An empty field again, and a line for each file that is refused."""
        refused = self._intake.add_files([Path(each) for each in uploaded or ()])
        return None, _lines(refused)

    def folder(self, event: gr.EventData) -> str:
        """Nothing, or why a folder is not taken in."""
        return _tried(lambda: self._intake.add_folder(str(getattr(event, "folder", ""))))

    def look(self) -> str:
        """Nothing: an ingest begins."""
        return _tried(self._intake.look)

    def remove(self, event: gr.EventData) -> str:
        """Nothing, or why an article can't be removed."""
        return _tried(lambda: self._intake.remove(str(getattr(event, "file", ""))))


def _tried(change: Callable[[], Any]) -> str:
    try:
        change()
    except DatelineError as error:
        return _lines((str(error),))
    except OSError as error:
        return _lines((f"{error.filename}: {error.strerror}.",))
    return ""


def _lines(lines: Sequence[str]) -> str:
    items = "".join(element("li", text(line)) for line in lines)
    return element("ul", items, class_="failed", role="alert") if items else ""
