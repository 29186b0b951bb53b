"""When an article was published, and what a question asks about: the latest, or days long past."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from rag.text.days import named_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.evidence import Evidence
    from rag.question.dates import Period
    from rag.types import Passage

_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|currently|at present|right now|these days|up to date|"
    r"last known|so far)\b",
    re.IGNORECASE,
)
# What the latest article's sentences gain over the oldest one's; scores of sentences that may
# answer lie within about 2.5 of each other.
LATEST = 2.0
# An article published later than this after the days asked about is about other days, unless it
# names those.
LATE = timedelta(days=60)


def asks_for_latest(question: str) -> bool:
    """Whether a question asks for the state of things by the latest that is known."""
    return _LATEST.search(question) is not None


def latest_first(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The same sentences, each raised by how late its article is among theirs, best first.

    Undated ones are raised by half, since they may be from any time.
    """
    days = sorted({each.found.passage.date for each in evidence if each.found.passage.date})
    if len(days) < 2:
        return tuple(evidence)
    share = {day: place / (len(days) - 1) for place, day in enumerate(days)}
    raised = [
        replace(
            each,
            score=each.score
            + LATEST * (share[each.found.passage.date] if each.found.passage.date else 0.5),
        )
        for each in evidence
    ]
    return tuple(sorted(raised, key=lambda each: (-each.score, each.file, each.span.start)))


def of_those_days(evidence: Sequence[Evidence], periods: Sequence[Period]) -> tuple[Evidence, ...]:
    """The sentences without those of much later passages that don't name the days asked about.

    Periods of publication are not looked at: they limit the search itself. Where nothing would be
    left, all are kept.
    """
    ends = [each.until for each in periods if each.until and not each.published]
    dated = [each for each in periods if not each.published]
    if not ends or len(ends) < len(dated):
        return tuple(evidence)
    last = max(ends) + LATE
    told: dict[str, bool] = {}
    for each in evidence:
        passage = each.found.passage
        if passage.id not in told:
            late = passage.date is not None and passage.date > last
            told[passage.id] = not late or _names(passage, dated)
    return tuple(each for each in evidence if told[each.found.passage.id]) or tuple(evidence)


def _names(passage: Passage, periods: Sequence[Period]) -> bool:
    text = f"{passage.title}\n{passage.heading}\n{passage.text}"
    return any(
        (period.since is None or named.last >= period.since)
        and (period.until is None or named.first <= period.until)
        for named in named_days(text, passage.date)
        for period in periods
    )
