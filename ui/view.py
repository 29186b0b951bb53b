"""What all parts of the page need to show something."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.markup import element
from ui.texts import ENGLISH, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.types import Citation, Passage
    from ui.texts import Texts


@dataclass(frozen=True, slots=True)
class View:
    """The language, and the versions of the articles that are indexed now, by file.

    Without `versions` nothing is said of articles that have changed since.
    """

    texts: Texts = ENGLISH
    versions: Mapping[str, str] | None = field(default=None)


def title(cited: Citation | Passage) -> str:
    """What an article is called: its title, else its file."""
    return cited.title or cited.file


def details(cited: Citation | Passage, texts: Texts) -> str:
    """Date, part in words (where not body) and file, as text."""
    return joined(texts.day(cited.date), texts.part(cited.part), cited.file)


def reference(citation: Citation, texts: Texts) -> str:
    """A quote with all that is needed to find it again, as text to paste."""
    where = f"{citation.file}[{citation.start}:{citation.end}]"
    return f"“{citation.quote}” ({title(citation)}, {texts.day(citation.date)}, {where})"


def button(do: str, inside: str, **attributes: object) -> str:
    """A button; `do` names the event that it sends, with its data attributes."""
    return element("button", inside, type="button", data_do=do, **attributes)
