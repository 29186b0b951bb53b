"""Which articles a question's dates leave out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from rag.types import PassageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rag.question.dates import Period
    from rag.types import Question

# An article dated the day before can tell of a night that was already the next day elsewhere.
TIME_ZONES = timedelta(days=1)
# A day or a few are taken to the hour; of a month or a year nobody means the edge.
SHORT = timedelta(days=7)
_AHEAD = re.compile(
    r"\b(?:will|going to|plan(?:s|ned)?|due|expect(?:s|ed)?|scheduled|forecast|predict(?:s|ed)?|"
    r"upcoming|promised?|intends?|hopes?)\b",
    re.IGNORECASE,
)


def earliest(period: Period) -> date | None:
    """The first day on which something in the period can have been reported."""
    if period.since is None:
        return None
    if period.until is not None and period.until - period.since <= SHORT:
        return period.since - TIME_ZONES
    return period.since


def limits(question: str, periods: Sequence[Period], as_of: date | None) -> PassageFilter:
    """The limits that a question's dates put on publication.

    A period of publication limits at both ends. One that dates events limits at the start only:
    what happened in 2020 can't have been reported before, and is still told of later. A question
    about plans has no such start. Undated articles pass, and are said to be undated.
    """
    since: date | None = None
    until: date | None = as_of
    events = [period for period in periods if not period.published]
    starts = [first for period in events if (first := earliest(period))]
    if starts and len(starts) == len(events) and not _AHEAD.search(question):
        since = min(starts)
    for period in periods:
        if period.published:
            since = max(filter(None, (since, period.since)), default=None)
            until = min(filter(None, (until, period.until)), default=None)
    return PassageFilter(since=since, until=until)


def narrowed(where: PassageFilter, question: Question) -> PassageFilter:
    """A filter within what the asker has limited the question to.

    Dates that somebody chose leave out what has none.
    """
    chosen = question.since is not None or question.until is not None
    return replace(
        where,
        since=max(filter(None, (where.since, question.since)), default=None),
        until=min(filter(None, (where.until, question.until)), default=None),
        undated=where.undated and not chosen,
        parts=question.parts,
        files=question.files,
    )
