"""One question that asks two things, as two questions."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.question.followup import continued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.question.dates import Period

MOST_PARTS = 3
FEWEST_WORDS = 3
# A second part of no more words than this is only another date for the first one's question.
ONLY_A_DATE = 4
_ASKS = r"(?:who|whom|whose|what|when|where|why|how|which)\b"
_ASKS_AGAIN = re.compile(
    rf"[,;]?\s+and\s+(?:also\s+)?(?={_ASKS})|\?\s+(?:And\s+)?(?={_ASKS})", re.IGNORECASE
)
_JOINS = re.compile(
    r"[,;]?\s+(?:and(?:\s+then)?|with(?:\s+that)?|versus|vs\.?|or|than|to\s+that)\s+", re.IGNORECASE
)
_PREPOSITION = re.compile(r"\s+(?:of|in|for|on|at|from|by|about|during|before|after|between)\b")
# To compare two things each is looked up by itself.
_COMPARE = re.compile(r"^\s*(?:please\s+)?(?:compare|contrast)\s+", re.IGNORECASE)
_TOLL = re.compile(r"^the\s+(?:death|casualty)\s+tolls?(?:\s+(?:of|in|from))?\b", re.IGNORECASE)
_LAST_PREPOSITION = re.compile(r"\s+(?:of|in|on|at|during|from)$")


def split(text: str, periods: Sequence[Period]) -> tuple[str, ...]:
    """The questions in a question: those joined by "and", or one for each of its dates.

    Each can be asked by itself. One part, the text itself, where it asks one thing.
    """
    joined = [part.strip(" ,;") for part in _ASKS_AGAIN.split(text)]
    if 1 < len(joined) <= MOST_PARTS and all(len(p.split()) >= FEWEST_WORDS for p in joined):
        first, *others = (part if part.endswith("?") else f"{part}?" for part in joined)
        return (first, *(continued(part, first) for part in others))
    return _by_date(text, periods)


def _by_date(text: str, periods: Sequence[Period]) -> tuple[str, ...]:
    places = sorted(
        (start, start + len(period.text))
        for period in periods
        if not period.published and (start := text.find(period.text)) >= 0
    )
    if not 1 < len(places) <= MOST_PARTS:
        return (text,)
    cuts = []
    for (_, end), (start, _) in pairwise(places):
        joins = list(_JOINS.finditer(text, end, start))
        if not joins:
            return (text,)
        cuts.append(joins[-1])
    edges = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    first, *others = (text[a:b].strip(" ,;?.") for a, b in zip(edges, ends, strict=True))
    asked = [first, *(f"{_asked_of(first, places[0], other)} {other}" for other in others)]
    return tuple(
        f"{_TOLL.sub('How many people died in', _COMPARE.sub('', each))}?" for each in asked
    )


def _asked_of(first: str, dated: tuple[int, int], other: str) -> str:
    """What the first part asks, to be asked of another one too."""
    if len(other.split()) <= ONLY_A_DATE:
        return _LAST_PREPOSITION.sub("", (first[: dated[0]] + first[dated[1] :]).strip())
    preposition = _PREPOSITION.search(first)
    return first[: preposition.start()] if preposition else first
