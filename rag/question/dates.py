"""Date words of a question, resolved by code to the days they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rag.text.days import named_days

if TYPE_CHECKING:
    from rag.text.days import NamedDays

_SINCE = re.compile(r"\b(?:since|starting(?:\s+(?:in|from))?)\s+(?:the\s+)?$", re.IGNORECASE)
_ONWARDS = re.compile(r"^\s*(?:on\b(?!\s+\w)|onwards?|and later|or later)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|later than)\s+$", re.IGNORECASE)
_AFTER_EVENT = re.compile(r"\b(?:after|following)\s+the\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to|by|no later than)\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|earlier than|prior to)\s+$", re.IGNORECASE)
_BEFORE_EVENT = re.compile(r"\b(?:before|prior to)\s+the\s+$", re.IGNORECASE)
_AS_OF = re.compile(r"\bas\s+of\s+(?:the\s+)?$", re.IGNORECASE)

_ARTICLES = r"(?:articles?|reports?|stories|coverage|papers?|news|reporting|files?|sources?)"
_PREPOSITION = (
    r"(?:in|on|from|of|since|after|before|until|up to|by|during|dated|between|for|"
    r"no later than|earlier than)?\s*(?:the\s+)?"
)
_PUBLISHED_BEFORE = re.compile(
    rf"\b(?:{_ARTICLES}|published|written|dated|reported|printed)\s+(?:\w+\s+){{0,2}}?{_PREPOSITION}$"
    rf"|\b(?:which|what)\s+{_ARTICLES}\b.*$"
    r"|\b(?:known|knew)\s+(?:\w+\s+){0,3}?(?:by|until|before|on|in|up to)\s+$",
    re.IGNORECASE,
)
_PUBLISHED_AFTER = re.compile(rf"^(?:[’']s)?\s+(?:\w+\s+)?{_ARTICLES}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a question names, both ends inclusive; an open end is None.

    `published` is True where the question limits the articles themselves ("articles from May
    2020", "as of May 2020"), False where it dates what happened. `text` is how the question put
    it.
    """

    since: date | None
    until: date | None
    text: str
    published: bool = False


def _period(text: str, named: NamedDays) -> Period:
    before, after = text[: named.start], text[named.end :]
    since: date | None = named.first
    until: date | None = named.last
    if _SINCE.search(before) or _ONWARDS.search(after) or _AFTER_EVENT.search(before):
        until = None
    elif _BEFORE_EVENT.search(before):
        since = None
    elif _AFTER.search(before):
        since, until = named.last + timedelta(1), None
    elif _BEFORE.search(before):
        since, until = None, named.first - timedelta(1)
    elif _UNTIL.search(before) or _AS_OF.search(before):
        since, until = None, named.last
    published = bool(
        _PUBLISHED_BEFORE.search(before) or _PUBLISHED_AFTER.search(after) or _AS_OF.search(before)
    )
    return Period(since, until, text[named.start : named.end], published)


def find_periods(text: str, today: date | None = None) -> tuple[Period, ...]:
    """Every date in a question, with the words before it ("since", "before", "as of") applied.

    `today` is the day the question is asked as of; "yesterday" and "last week" need it.
    """
    periods = tuple(_period(text, named) for named in named_days(text, today))
    return _joined_range(text, periods)


_RANGE = re.compile(r"\b(?:between|from)\s+(?P<a>.+?)\s+(?:and|to|until|till)\s+(?P<b>.+)", re.I)


def _joined_range(text: str, periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """ "Between A and B" is one period, from the first day of A to the last of B."""
    if len(periods) != 2:
        return periods
    a, b = periods
    match = _RANGE.search(text)
    if not match or not match.group("a").startswith(a.text):
        return periods
    if not match.group("b").startswith(b.text):
        return periods
    whole = f"{a.text} to {b.text}"
    since = a.since or a.until
    return (Period(since, b.until, whole, a.published or b.published),)
