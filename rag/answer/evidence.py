"""Sentences of the passages found, each scored for how likely it is to answer the question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from rag.answer.kinds import holds_wanted
from rag.answer.terms import Bag, Term, bag, coverage, joined, weigh
from rag.text.bylines import read_byline
from rag.text.words import words
from rag.types import FoundPassage, Part, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.embedding.protocol import Matrix, Vector
    from rag.index.store import Store
    from rag.question.query import Query
    from rag.text.words import Word


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of an answering sentence counts; see docs/design.md."""

    cosine: float = 1.1
    coverage: float = 1.65
    window: float = 4.0
    nearby: float = 1.2
    passage: float = 4.0
    wanted: float = 0.8
    unwanted: float = -0.7
    question: float = -0.4
    length: float = -0.2


WEIGHTS = Weights()

# Passages on either side whose words stand near a sentence's.
NEAR = 1

# Whose words they are: reporting stands before what readers and posts say, unless asked for.
PART_WEIGHTS = {Part.COMMENTS: -1.0, Part.POST: -1.4, Part.HEADLINE: -0.3}
ASKED_FOR = 1.2
# How much the reader's log-odds count beside the score from words and vectors. Below the floor
# they say nothing more; a sentence that was not read counts as there.
READ_WEIGHT = 1.0
READ_FLOOR = -8.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence with the signs that it answers; `index` is its place in the passage.

    `coverage`, `window` and `nearby` are shares of the question's words: those that stand in it,
    around it, and in its passage and those found right before and after. `odds` are the reader's
    log-odds that it answers, and `answer` the words that do, as a span of the article; None where
    it was not read.
    """

    found: FoundPassage
    index: int
    span: Span
    text: str
    words: tuple[Word, ...]
    cosine: float
    coverage: float
    window: float
    wanted: bool | None
    score: float = 0.0
    odds: float | None = None
    answer: Span | None = None
    nearby: float = 0.0

    @property
    def file(self) -> str:
        """The article it stands in."""
        return self.found.passage.file


def gather(
    query: Query, vector: Vector, found: Sequence[FoundPassage], store: Store
) -> tuple[tuple[Evidence, ...], tuple[Term, ...]]:
    """All sentences of the passages, best first, and the question's words as weighed for them.

    Bylines are no sentences: who wrote an article is asked for elsewhere.
    """
    vectors = store.sentence_vectors([each.passage.id for each in found])
    split = {each.passage.id: _sentences(each) for each in found}
    bags = {
        passage_id: [bag(found_words) for _, found_words in sentences]
        for passage_id, sentences in split.items()
    }
    headings = {each.passage.id: _heading(each) for each in found}
    everything = joined([*headings.values(), *(each for some in bags.values() for each in some)])
    terms = weigh(query, store.document_frequency, max(store.info.passages, 1), everything)
    near = _near(found, headings, bags)
    asked = frozenset(word.folded for word in words(query.text))
    evidence = [
        item
        for each in found
        for item in _passage_evidence(
            each,
            split[each.passage.id],
            _windows(bags[each.passage.id], headings[each.passage.id]),
            coverage(terms, near[each.passage.id]),
            cosines(vectors, each.passage.id, vector),
            query,
            terms,
            asked,
        )
    ]
    told = [each for each in evidence if read_byline(each.text) is None]
    return tuple(scored(told or evidence, query)), terms


def _sentences(found: FoundPassage) -> list[tuple[str, tuple[Word, ...]]]:
    passage = found.passage
    texts = [
        passage.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences
    ]
    return [(text, words(text)) for text in texts]


def _heading(found: FoundPassage) -> Bag:
    passage = found.passage
    published = f"{passage.date:%d %B %Y}" if passage.date else ""
    return bag(words(f"{passage.title}\n{passage.heading}\n{published}"))


def _windows(bags: Sequence[Bag], heading: Bag) -> list[tuple[Bag, Bag]]:
    """Each sentence's own words, and those of it, its neighbours and its headline."""
    return [(own, joined([heading, *bags[max(0, i - 2) : i + 2]])) for i, own in enumerate(bags)]


def _near(
    found: Sequence[FoundPassage],
    headings: Mapping[str, Bag],
    bags: Mapping[str, Sequence[Bag]],
) -> dict[str, Bag]:
    """By passage, its words and those of what was found near it in its article."""
    whole = {
        (each.passage.file, each.passage.position): joined(
            [headings[each.passage.id], *bags[each.passage.id]]
        )
        for each in found
    }
    return {
        each.passage.id: joined(
            [
                whole[place]
                for step in range(-NEAR, NEAR + 1)
                if (place := (each.passage.file, each.passage.position + step)) in whole
            ]
        )
        for each in found
    }


def cosines(vectors: Mapping[str, Matrix], passage_id: str, vector: Vector) -> list[float]:
    """Cosine of each of a passage's sentences with the question."""
    return [float(value) for value in vectors[passage_id] @ vector]


def _passage_evidence(
    found: FoundPassage,
    sentences: Sequence[tuple[str, tuple[Word, ...]]],
    windows: Sequence[tuple[Bag, Bag]],
    nearby: float,
    similar: Sequence[float],
    query: Query,
    terms: Sequence[Term],
    asked: frozenset[str],
) -> list[Evidence]:
    return [
        Evidence(
            found=found,
            index=index,
            span=found.passage.sentences[index],
            text=text,
            words=found_words,
            cosine=similar[index],
            coverage=coverage(terms, own),
            window=coverage(terms, window),
            nearby=nearby,
            wanted=holds_wanted(query.wanted, text, found_words, asked),
        )
        for index, ((text, found_words), (own, window)) in enumerate(
            zip(sentences, windows, strict=True)
        )
    ]


def scored(evidence: Sequence[Evidence], query: Query) -> list[Evidence]:
    """The same sentences with their scores, best first; ties by file and place."""
    if not evidence:
        return []
    similar = [each.cosine for each in evidence]
    mean, deviation = fmean(similar), pstdev(similar) or 1.0
    best = max(each.found.score for each in evidence)
    return sorted(
        (
            replace(
                each,
                score=_own_score(each, (each.cosine - mean) / deviation)
                + WEIGHTS.passage * each.found.score / best
                + _part_score(each.found.passage.part, query),
            )
            for each in evidence
        ),
        key=lambda each: (-each.score, each.file, each.span.start),
    )


def _own_score(each: Evidence, cosine: float) -> float:
    return (
        WEIGHTS.cosine * cosine
        + WEIGHTS.coverage * each.coverage
        + WEIGHTS.window * each.window
        + WEIGHTS.nearby * each.nearby
        + WEIGHTS.wanted * (each.wanted is True)
        + WEIGHTS.unwanted * (each.wanted is False)
        + WEIGHTS.question * each.text.rstrip("”\"' ").endswith("?")
        + WEIGHTS.length * log(1 + len(each.words))
    )


def _part_score(part: Part, query: Query) -> float:
    asked = (part is Part.COMMENTS and query.wants_comments) or (
        part is Part.POST and query.wants_posts
    )
    return ASKED_FOR if asked else PART_WEIGHTS.get(part, 0.0)


def rescored(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The same sentences with the reader's log-odds counted, best first; ties by file and place."""
    return tuple(
        sorted(
            (replace(each, score=each.score + _read_score(each)) for each in evidence),
            key=lambda each: (-each.score, each.file, each.span.start),
        )
    )


def _read_score(each: Evidence) -> float:
    return READ_WEIGHT * max(READ_FLOOR, READ_FLOOR if each.odds is None else each.odds)
