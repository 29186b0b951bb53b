"""Where the quotes of one answer give different values for the same thing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.compose import says_the_same
from rag.answer.rivals import answer_words, likelihood, mentions, shared
from rag.answer.status import status_of
from rag.answer.values import Value, same, value_of
from rag.question.query import Wanted
from rag.types import DisputedValue, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.compose import Quote
    from rag.answer.evidence import Evidence
    from rag.question.query import Query

# Log-odds below which a sentence's words are no answer.
FEWEST_ODDS = -4.0
# What is at least this likely is said; see docs/design.md.
LIKELY = 0.55
# Other names in sentences that share this much of their other words contradict each other.
ALIKE = 0.5
# A denial is about a report where they share this much of the shorter one's other words; the
# log-odds of both are at least so high, and so near.
DENIED_ALIKE = 0.3
DENIED_ODDS = -2.0
DENIED_BEHIND = 4.0
LONGEST_VALUE = 8
# Sentences that are compared with the best one.
LOOKED_AT = 40
# Questions that ask for two things: two values are the answer, and no dispute.
_TWO_THINGS = re.compile(
    r"\band\s+(?:\w+\s+)?(?:how|what|when|where|who|whom|which|why)\b|\bcompar\w+|\brespectively\b",
    re.IGNORECASE,
)


def disputed(quotes: Sequence[Quote], query: Query) -> tuple[DisputedValue, ...] | None:
    """The values that sources differ in, in the order of the answer; None where they don't.

    `quotes` are those of the answer in its order, numbered from 1. Copies of one text are one
    voice.
    """
    if query.wanted is Wanted.LIST or _TWO_THINGS.search(query.text):
        return None
    numbered = [
        (n, quote.evidence) for n, quote in enumerate(quotes, start=1) if _answers(quote.evidence)
    ]
    if not numbered:
        return None
    best = max(numbered, key=lambda each: each[1].odds or 0.0)
    apart = [each for each in numbered if contradict(best[1], each[1], query)]
    return _grouped(sorted([best, *apart], key=lambda each: each[0])) if apart else None


def with_opposite(evidence: Sequence[Evidence], query: Query) -> tuple[Evidence, ...]:
    """The same sentences, where one contradicts the best it comes right after it.

    Copies of the best one's value would else take the room. `evidence` is sorted, best first.
    """
    if not evidence or not _answers(evidence[0]) or query.wanted is Wanted.LIST:
        return tuple(evidence)
    best, *others = evidence
    for each in others[:LOOKED_AT]:
        if _answers(each) and contradict(best, each, query):
            rest = (other for other in others if other is not each)
            return (best, replace(each, score=best.score), *rest)
    return tuple(evidence)


def _answers(each: Evidence) -> bool:
    return each.answer is not None and each.odds is not None and each.odds >= FEWEST_ODDS


def contradict(one: Evidence, other: Evidence, query: Query) -> bool:
    """Whether two answering sentences can't both be right."""
    if denies(one) != denies(other):
        return _sure(one, other) and shared(one, other) >= DENIED_ALIKE
    if says_the_same(one, other):
        return False
    a, b = value_of(answer_words(one)), value_of(answer_words(other))
    if max(len(a.text.split()), len(b.text.split())) > LONGEST_VALUE or same(a, b) is not False:
        return False
    if likelihood(one, other, query) >= LIKELY:
        return True
    return (
        not (a.numbers or b.numbers)
        and one.file != other.file
        and _sure(one, other)
        and shared(one, other) >= ALIKE
        and not (mentions(one, b) or mentions(other, a))
    )


def _sure(one: Evidence, other: Evidence) -> bool:
    odds = sorted((each.odds or 0.0) for each in (one, other))
    return odds[0] >= max(DENIED_ODDS, odds[1] - DENIED_BEHIND)


def denies(each: Evidence) -> bool:
    """Whether a sentence denies what it tells."""
    return status_of(each.text, each.found.passage.part) is Status.DENIED


def _grouped(numbered: Sequence[tuple[int, Evidence]]) -> tuple[DisputedValue, ...]:
    groups: list[tuple[str, Value, list[int]]] = []
    for n, each in numbered:
        text = "denied" if denies(each) else answer_words(each)
        value = value_of(text)
        for _, known, numbers in groups:
            if same(known, value):
                numbers.append(n)
                break
        else:
            groups.append((value.text, value, [n]))
    return tuple(DisputedValue(text, tuple(numbers)) for text, _, numbers in groups)
