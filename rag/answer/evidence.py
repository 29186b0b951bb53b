"""Sentences of the passages found, each scored for how likely it is to answer the question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from rag.answer.kinds import holds_wanted
from rag.answer.terms import Bag, Term, bag, coverage, joined, weigh
from rag.retrieval.search import part_penalty
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
    """How much each sign of an answering sentence counts."""

    cosine: float = 1.0
    coverage: float = 1.6
    window: float = 1.2
    passage: float = 1.0
    wanted: float = 0.5
    question: float = -0.6
    short: float = -0.5
    part: float = -0.5


WEIGHTS = Weights()
SHORT_WORDS = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence with the signs that it answers; `index` is its place in the passage.

    `odds` are the reader's log-odds, None where it was not read.
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

    @property
    def file(self) -> str:
        """The article it stands in."""
        return self.found.passage.file


def gather(
    query: Query, vector: Vector, found: Sequence[FoundPassage], store: Store
) -> tuple[tuple[Evidence, ...], tuple[Term, ...]]:
    """All sentences of the passages, best first, and the question's words as weighed for them."""
    vectors = store.sentence_vectors([each.passage.id for each in found])
    split = {each.passage.id: _sentences(each) for each in found}
    bags = {
        passage_id: [bag(found_words) for _, found_words in sentences]
        for passage_id, sentences in split.items()
    }
    headings = {each.passage.id: _heading(each) for each in found}
    everything = joined([*headings.values(), *(each for some in bags.values() for each in some)])
    terms = weigh(query, store.document_frequency, max(store.info.passages, 1), everything)
    asked = frozenset(word.folded for word in words(query.text))
    evidence = [
        item
        for each in found
        for item in _passage_evidence(
            each,
            split[each.passage.id],
            _windows(bags[each.passage.id], headings[each.passage.id]),
            cosines(vectors, each.passage.id, vector),
            query,
            terms,
            asked,
        )
    ]
    return tuple(scored(evidence, query)), terms


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


def cosines(vectors: Mapping[str, Matrix], passage_id: str, vector: Vector) -> list[float]:
    """Cosine of each of a passage's sentences with the question."""
    return [float(value) for value in vectors[passage_id] @ vector]


def _passage_evidence(
    found: FoundPassage,
    sentences: Sequence[tuple[str, tuple[Word, ...]]],
    windows: Sequence[tuple[Bag, Bag]],
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
    best_passage = max(each.found.score for each in evidence)
    return sorted(
        (
            replace(each, score=_score(each, query, (each.cosine - mean) / deviation, best_passage))
            for each in evidence
        ),
        key=lambda each: (-each.score, each.file, each.span.start),
    )


def _score(each: Evidence, query: Query, cosine: float, best_passage: float) -> float:
    weights = WEIGHTS
    part = each.found.passage.part
    return (
        weights.cosine * cosine
        + weights.coverage * each.coverage
        + weights.window * each.window
        + weights.passage * (each.found.score / best_passage)
        + weights.wanted * (each.wanted is True)
        + weights.question * each.text.rstrip("”\"' ").endswith("?")
        + weights.short * (len(each.words) < SHORT_WORDS)
        + weights.part * (part_penalty(part, query) if part is not Part.BODY else 0.0)
    )
