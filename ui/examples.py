"""Questions to try, drawn from the articles that are indexed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rag.types import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.engine import Engine
    from ui.texts import Texts

WANTED = 4
TRIED = 12
LONGEST_TITLE = 90


def examples(engine: Engine, given: Sequence[str], texts: Texts) -> tuple[str, ...]:
    """The given questions; else questions made of the newest articles' titles that have an answer.

    Asking them also reads in all that a first question would otherwise wait for.
    """
    if given:
        engine.ask(Question(given[0]))
        return tuple(given)
    newest = sorted(engine.articles(), key=lambda each: str(each.date or ""), reverse=True)
    titles = dict.fromkeys(
        record.title
        for record in newest
        if 0 < len(record.title) <= LONGEST_TITLE and not record.duplicate_of
    )
    questions = [texts.example_form.format(title=title) for title in titles][:TRIED]
    answered = (each for each in questions if not engine.ask(Question(each)).abstained)
    return tuple(islice(answered, WANTED))
