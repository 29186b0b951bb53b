"""The likeliest sentences, read together with their neighbours by the reader."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.reading.pairs import PassageSentences
from rag.text.words import count_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer.evidence import Evidence
    from rag.reading.reader import Reader

# English news has about 1.4 of MiniLM's word pieces to a word.
PIECES_A_WORD = 1.4
# The question, the headline and the separators are read again with each passage.
OVERHEAD = 12

# How much the reader's log-odds count beside the score from words and vectors.
READER_WEIGHT = 1.0
# A sentence that was not read stands behind those that were.
UNREAD = -6.0


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
    chosen: dict[str, set[int]] = defaultdict(set)
    left = budget
    for each in evidence:
        passage = each.found.passage
        cost = 0 if passage.id in chosen else asked + pieces(passage.title) + OVERHEAD
        around = [
            index
            for index in (each.index, each.index - 1, each.index + 1)
            if (passage.id, index) in places and index not in chosen[passage.id]
        ]
        own = sum(pieces(places[passage.id, index].text) for index in around)
        if cost + own > left:
            around = [index for index in around if index == each.index]
            own = sum(pieces(places[passage.id, index].text) for index in around)
        if not around or cost + own > left:
            continue
        chosen[passage.id].update(around)
        left -= cost + own
    return {
        passage_id: tuple(places[passage_id, index] for index in sorted(indexes))
        for passage_id, indexes in chosen.items()
        if indexes
    }


def read(
    evidence: Sequence[Evidence], question: str, reader: Reader, budget: int
) -> tuple[Evidence, ...]:
    """The same evidence with the reader's log-odds and scores that count them, best first."""
    by_passage = to_read(evidence, question, budget)
    passages = [
        PassageSentences(some[0].found.passage.title, tuple(each.text for each in some))
        for some in by_passage.values()
    ]
    odds: dict[tuple[str, int], float] = {}
    for some, scores in zip(by_passage.values(), reader.read(question, passages), strict=True):
        for each, score in zip(some, scores, strict=True):
            odds[each.found.passage.id, each.index] = float(score)
    return rescored(evidence, odds)


def rescored(
    evidence: Sequence[Evidence], odds: Mapping[tuple[str, int], float]
) -> tuple[Evidence, ...]:
    """Scores with the log-odds of those that were read added, best first."""
    return tuple(
        sorted(
            (_with_odds(each, odds.get((each.found.passage.id, each.index))) for each in evidence),
            key=lambda each: (-each.score, each.file, each.span.start),
        )
    )


def _with_odds(each: Evidence, odds: float | None) -> Evidence:
    if odds is None:
        return replace(each, score=each.score + READER_WEIGHT * UNREAD)
    return replace(each, odds=odds, score=each.score + READER_WEIGHT * odds)
