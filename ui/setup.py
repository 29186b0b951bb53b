"""What a page is made of: all that it works with, built once in `__main__`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.texts import ENGLISH

if TYPE_CHECKING:
    from ui.engine import Engine
    from ui.intake import Intake
    from ui.judging import Drafts
    from ui.shelf import Shelf
    from ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Setup:
    """The engine, the questions to offer, the language, and where the page writes.

    Without an intake the page can't change what is indexed.
    """

    engine: Engine
    examples: tuple[str, ...]
    drafts: Drafts
    shelf: Shelf
    intake: Intake | None = None
    texts: Texts = ENGLISH
