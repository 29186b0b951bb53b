"""Where the quotes of one answer give different values for the same thing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from rag.answer.compose import says_the_same
from rag.answer.status import status_of
from rag.answer.values import Value, same, value_of
from rag.question.query import Wanted
from rag.text.words import content_words, words
from rag.types import DisputedValue, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.compose import Quote
    from rag.answer.evidence import Evidence
    from rag.question.query import Query

# Log-odds below which a sentence's words are no answer, and how far behind the best one may be.
FEWEST_ODDS = -2.0
NEAR = 4.0
# Two sentences are about one thing where they share this much of the shorter one's other words.
ALIKE = 0.5
DENIED_ALIKE = 0.3
# Where both are at least this sure, their wording need not be alike: log-odds, and the share of
# the question's words around the sentence.
SURE_ODDS = 0.0
SURE_WINDOW = 0.5
LONGEST_VALUE = 8
# Sentences that are compared with the best one.
LOOKED_AT = 40
# Questions that ask for two things: two values are the answer, and no dispute.
_TWO_THINGS = re.compile(
    r"\band\s+(?:\w+\s+)?(?:how|what|when|where|who|whom|which|why)\b|\bcompar\w+|\brespectively\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)


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
    best = max((each.odds or 0.0 for _, each in numbered), default=0.0)
    numbered = [(n, each) for n, each in numbered if (each.odds or 0.0) >= best - NEAR]
    apart = [
        (one, other)
        for one, other in combinations(numbered, 2)
        if contradict(one[1], other[1], query)
    ]
    if not apart:
        return None
    involved = sorted({each[0]: each for pair in apart for each in pair}.items())
    return _grouped([each for _, each in involved])


def with_opposite(evidence: Sequence[Evidence], query: Query) -> tuple[Evidence, ...]:
    """The same sentences, where one contradicts the best it comes right after it.

    Copies of the best one's value would else take the room. `evidence` is sorted, best first.
    """
    if not evidence or not _answers(evidence[0]) or query.wanted is Wanted.LIST:
        return tuple(evidence)
    best, *others = evidence
    for each in others[:LOOKED_AT]:
        near = _answers(each) and (each.odds or 0.0) >= (best.odds or 0.0) - NEAR
        if near and contradict(best, each, query):
            rest = (other for other in others if other is not each)
            return (best, replace(each, score=best.score), *rest)
    return tuple(evidence)


def _answers(each: Evidence) -> bool:
    return each.answer is not None and each.odds is not None and each.odds >= FEWEST_ODDS


def answer_words(each: Evidence) -> str:
    """The words of a sentence that answer, as they stand; "" where none are known."""
    if each.answer is None:
        return ""
    return each.text[each.answer.start - each.span.start : each.answer.end - each.span.start]


def contradict(one: Evidence, other: Evidence, query: Query) -> bool:
    """Whether two answering sentences can't both be right."""
    if denies(one) != denies(other):
        return _shared(one, other, DENIED_ALIKE)
    if says_the_same(one, other):
        return False
    a, b = value_of(answer_words(one)), value_of(answer_words(other))
    if max(len(a.text.split()), len(b.text.split())) > LONGEST_VALUE or same(a, b) is not False:
        return False
    if a.numbers:
        return _same_measure(one, other, a, b, query)
    return (
        one.file != other.file
        and _shared(one, other, ALIKE)
        and not (_mentions(one, b) or _mentions(other, a))
    )


def denies(each: Evidence) -> bool:
    """Whether a sentence denies what it tells."""
    return status_of(each.text, each.found.passage.part) is Status.DENIED


def _same_measure(one: Evidence, other: Evidence, a: Value, b: Value, query: Query) -> bool:
    """Whether two numbers count, or date, the same thing."""
    for kind in (_CLOCK, _MONTH):
        found = bool(kind.search(a.text)), bool(kind.search(b.text))
        if any(found):
            return all(found) and query.wanted is Wanted.TIME and _shared(one, other, DENIED_ALIKE)
    if query.wanted is not Wanted.NUMBER:
        return False
    if _counted(one, a) & _counted(other, b) and _shared(one, other, DENIED_ALIKE):
        return True
    return _both_sure(one, other) and _fits(a, other, query) and _fits(b, one, query)


def _both_sure(one: Evidence, other: Evidence) -> bool:
    """Whether both answer the very question, as far as the reader and their surroundings tell."""
    return all(
        each.odds is not None and each.odds >= SURE_ODDS and each.window >= SURE_WINDOW
        for each in (one, other)
    )


def _fits(value: Value, each: Evidence, query: Query) -> bool:
    """Whether what a number counts is also what another sentence, or the question, is about."""
    told = {word.stem for word in (*each.words, *words(query.text))}
    return all(stem in told or _is_number(stem) for stem in value.stems)


def _is_number(stem: str) -> bool:
    return bool(value_of(stem).numbers)


def _counted(each: Evidence, value: Value) -> frozenset[str]:
    """Stems of what a number counts: the content words in the answer and just after it."""
    if each.answer is None:
        return frozenset()
    after = each.text[each.answer.end - each.span.start :]
    following = content_words(words(after))[:2]
    return value.stems | {word.stem for word in following if not word.numeric}


def _shared(one: Evidence, other: Evidence, share: float) -> bool:
    """Whether the words beside the answers are much the same."""
    a, b = (_beside(each) for each in (one, other))
    smaller = min(len(a), len(b))
    return smaller > 0 and len(a & b) / smaller >= share


def _beside(each: Evidence) -> frozenset[str]:
    stems = {word.stem for word in content_words(each.words)}
    return frozenset(stems - value_of(answer_words(each)).stems)


def _mentions(each: Evidence, value: Value) -> bool:
    """Whether the passage around a sentence names a value that the sentence doesn't give."""
    text = value_of(each.found.passage.text)
    return bool(value.names & text.names) or (bool(value.stems) and value.stems <= text.stems)


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
