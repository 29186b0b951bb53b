"""The likeliest sentences, read together with their neighbours by the reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.reading.pairs import PassageSentences, dated
from rag.text.words import count_words
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer.evidence import Evidence
    from rag.reading.protocol import Reader, SentenceReading

# English news has about 1.4 of MiniLM's word pieces to a word.
PIECES_A_WORD = 1.4
# The question, the date, the headline and the separators are read again with each passage.
OVERHEAD = 6


def pieces(text: str) -> int:
    """About how many word pieces a text has; exact counts would cost more than they save."""
    return round(count_words(text) * PIECES_A_WORD) + 1


def to_read(
    evidence: Sequence[Evidence], question: str, budget: int
) -> dict[str, tuple[Evidence, ...]]:
    """By passage, the best sentences with the one before and after each, in order.

    Taken best first until `budget` word pieces are used up; `evidence` is sorted, best first.
    """
    places = {(each.found.passage.id, each.index): each for each in evidence}
    asked = pieces(question)
    chosen: dict[str, set[int]] = {}
    left = budget
    for each in evidence:
        passage = each.found.passage
        taken = chosen.get(passage.id, set())
        cost = 0 if taken else asked + pieces(dated(passage.title, passage.date)) + OVERHEAD
        around = [
            index
            for index in (each.index, each.index - 1, each.index + 1)
            if (passage.id, index) in places and index not in taken
        ]
        own = sum(pieces(places[passage.id, index].text) for index in around)
        if cost + own > left:
            around = [index for index in around if index == each.index]
            own = sum(pieces(places[passage.id, index].text) for index in around)
        if not around or cost + own > left:
            continue
        chosen[passage.id] = taken.union(around)
        left -= cost + own
    return {
        passage_id: tuple(places[passage_id, index] for index in sorted(indexes))
        for passage_id, indexes in chosen.items()
    }


def read(
    evidence: Sequence[Evidence], question: str, reader: Reader, budget: int
) -> tuple[Evidence, ...]:
    """The same evidence, in the same order, with what the reader says of those it read."""
    by_passage = to_read(evidence, question, budget)
    passages = [
        PassageSentences(
            dated(some[0].found.passage.title, some[0].found.passage.date),
            tuple(each.text for each in some),
        )
        for some in by_passage.values()
    ]
    found: dict[tuple[str, int], SentenceReading] = {}
    for some, readings in zip(by_passage.values(), reader.read(question, passages), strict=True):
        for each, reading in zip(some, readings, strict=True):
            found[each.found.passage.id, each.index] = reading
    return tuple(_with_reading(each, found) for each in evidence)


def _with_reading(each: Evidence, found: Mapping[tuple[str, int], SentenceReading]) -> Evidence:
    reading = found.get((each.found.passage.id, each.index))
    if reading is None:
        return each
    answer = None
    if reading.answer is not None:
        first, end = reading.answer
        answer = Span(each.span.start + first, each.span.start + end)
    return replace(each, odds=reading.odds, answer=answer)
