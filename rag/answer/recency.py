"""Questions about the latest: among sentences that may answer, those of later articles first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.evidence import Evidence

_LATEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|currently|at present|right now|these days|up to date|"
    r"last known|so far)\b",
    re.IGNORECASE,
)
# What the latest article's sentences gain over the oldest one's; scores of sentences that may
# answer lie within about 2.5 of each other.
LATEST = 2.0


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
