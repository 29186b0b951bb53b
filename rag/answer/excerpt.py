"""The part of a long sentence that answers, cut where its clauses meet."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.answer.status import status_of
from rag.text.words import count_words
from rag.types import Part, Span, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

# Shorter sentences are quoted whole.
LONG = 45
# An excerpt has about this many words, more where its clauses are long.
ENOUGH = 30
# Where a sentence can be entered or left without changing what is said.
_JOINT = re.compile(
    r"(?<=[,;:])\s+(?=\w|[“\"(])|\s+(?=[–—]\s)|(?<=[–—])\s+|\s+(?=\((?!$))|(?<=\))\s+"
)
# A clause with one of these says how sure the others are, or turns them round.
_QUALIFIES = re.compile(
    r"\b(?:not|no|never|neither|nor|if|unless|whether|although|though|despite|without|would|could|"
    r"might|may|should)\b|n[’']t\b",
    re.IGNORECASE,
)


def excerpt(text: str, answer: Span) -> Span:
    """Which characters of a sentence to quote, so that `answer`, a span in it, is kept.

    Sentences up to `LONG` words are kept whole. A leading clause is dropped only where it neither
    reports, doubts nor denies what follows.
    """
    if count_words(text) <= LONG:
        return Span(0, len(text))
    clauses = clause_spans(text)
    first = next(i for i, each in enumerate(clauses) if answer.start < each.end)
    last = max(
        i for i, each in enumerate(clauses) if each.start < max(answer.end, answer.start + 1)
    )
    while _words(text, clauses[first : last + 1]) < ENOUGH and (
        first > 0 or last < len(clauses) - 1
    ):
        # What comes before a clause introduces it more often than what comes after.
        if first > 0:
            first -= 1
        else:
            last += 1
    while first > 0 and any(_colours(text, each) for each in clauses[:first]):
        first -= 1
    end = clauses[last].end
    return Span(clauses[first].start, end if last == len(clauses) - 1 else _trimmed(text, end))


def clause_spans(text: str) -> list[Span]:
    """A sentence in clauses, parted at commas, colons, dashes and brackets."""
    places = [match.end() for match in _JOINT.finditer(text)]
    edges = [0, *places, len(text)]
    return [
        Span(start, start + len(text[start:end].rstrip()))
        for start, end in pairwise(edges)
        if text[start:end].strip()
    ]


def _words(text: str, clauses: Sequence[Span]) -> int:
    return count_words(text[clauses[0].start : clauses[-1].end])


def _colours(text: str, clause: Span) -> bool:
    """Whether a clause says how sure the rest is."""
    said = text[clause.start : clause.end]
    status = status_of(said, Part.BODY)
    return bool(_QUALIFIES.search(said)) or status not in (None, Status.OPINION)


def _trimmed(text: str, end: int) -> int:
    """The end without the comma or dash that led on."""
    while end > 0 and text[end - 1] in " ,;:–—":
        end -= 1
    return end
