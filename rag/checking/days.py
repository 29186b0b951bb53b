"""Dates of a sentence: each day it names must be named by its quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.checking.cited import Fault, plain, plain_words
from rag.text.days import named_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.checking.cited import Cited

# Words that place something in time, counted from another day or hour.
_RELATIVE = frozenset(
    """
    today tonight yesterday tomorrow ago noon midday midnight dawn dusk sunrise sunset morning
    afternoon evening night overnight spring summer autumn winter weekend
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_NIGHT = {"overnight": "night", "tonight": "night", "midday": "noon"}


def day_fault(sentence: str, quotes: Sequence[Cited]) -> Fault | None:
    """The first date or time of day of a sentence that is in none of its quotes.

    A date may be less exact than the quote's ("in January 2020" for "3 January 2020"), never
    more. The words that a date consists of are held by the checks of figures and names besides.
    """
    shaped = plain(sentence)
    given = [day for quote in quotes for day in named_days(plain(quote.text), quote.date)]
    for day in named_days(shaped):
        if not any(day.first <= each.first and each.last <= day.last for each in given):
            return _fault(shaped[day.start : day.end])
    added = _relative(sentence) - {word for quote in quotes for word in _relative(quote.text)}
    return _fault(min(added)) if added else None


def _relative(text: str) -> set[str]:
    found = {word.folded for word in plain_words(text)} & _RELATIVE
    return {_NIGHT.get(word, word) for word in found}


def _fault(said: str) -> Fault:
    return Fault("date", f"the date “{said}” is not in the quotes")
