"""How much of a question's words a stretch of text holds, each word weighed by its rarity."""

from __future__ import annotations

import math
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from rag.text.names import skeleton
from rag.text.synonyms import synonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from rag.question.query import Query
    from rag.text.words import Word

# Two spellings of a name count a little less than the same spelling.
SPELLING_MATCH = 0.9
TYPO_MATCH = 0.85
SYNONYM_MATCH = 0.7
SHORTEST_TYPO = 5
TYPO_SIMILARITY = 0.8


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question: its weight is its inverse document frequency.

    `known` says whether any passage holds it, in any spelling. `nearest` are stems of the
    evidence that a mistyped word most likely stands for; `synonyms` other words for it.
    """

    surface: str
    stem: str
    weight: float
    name: bool
    numeric: bool
    known: bool
    skeleton: str | None = None
    nearest: frozenset[str] = frozenset()
    synonyms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a text as sets, ready to be compared with terms."""

    stems: frozenset[str]
    skeletons: frozenset[str]


def bag(found: Iterable[Word]) -> Bag:
    """Stems of all words, and skeletons of those written like names."""
    stems: set[str] = set()
    skeletons: set[str] = set()
    for word in found:
        stems.add(word.stem)
        if word.capitalised and (bones := skeleton(word.folded)):
            skeletons.add(bones)
    return Bag(frozenset(stems), frozenset(skeletons))


def joined(bags: Sequence[Bag]) -> Bag:
    """The words of several texts."""
    return Bag(
        frozenset().union(*(each.stems for each in bags)),
        frozenset().union(*(each.skeletons for each in bags)),
    )


def inverse_frequency(passages: int, holding: int) -> float:
    """BM25's inverse document frequency (Robertson and Zaragoza 2009), never below 0."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def weigh(
    query: Query, frequency: Callable[[str], int], passages: int, evidence: Bag
) -> tuple[Term, ...]:
    """The question's words with their weights; mistyped ones with what they may stand for."""
    vocabulary = [stem for stem in evidence.stems if len(stem) >= SHORTEST_TYPO - 1]
    return tuple(
        _term(word, query, frequency, passages, evidence, vocabulary) for word in query.terms
    )


def _term(
    word: Word,
    query: Query,
    frequency: Callable[[str], int],
    passages: int,
    evidence: Bag,
    vocabulary: Collection[str],
) -> Term:
    holding = frequency(word.folded)
    bones = None if word.numeric else skeleton(word.folded)
    spelled = bones in evidence.skeletons
    alike = synonyms(word.stem)
    nearest: frozenset[str] = frozenset()
    if holding == 0 and not spelled and not word.numeric and len(word.stem) >= SHORTEST_TYPO:
        same_start = [stem for stem in vocabulary if stem[0] == word.stem[0]]
        nearest = frozenset(get_close_matches(word.stem, same_start, n=3, cutoff=TYPO_SIMILARITY))
    return Term(
        surface=word.surface,
        stem=word.stem,
        weight=inverse_frequency(passages, holding or 1),
        name=word.folded in query.names,
        numeric=word.numeric,
        known=bool(holding or spelled or nearest or (alike | {word.stem}) & evidence.stems),
        skeleton=bones,
        nearest=nearest,
        synonyms=alike,
    )


def match(term: Term, words: Bag) -> float:
    """How well a text holds a term: 1 for the word itself, less for another spelling, else 0."""
    if term.stem in words.stems:
        return 1.0
    if term.skeleton and term.skeleton in words.skeletons:
        return SPELLING_MATCH
    if term.nearest & words.stems:
        return TYPO_MATCH
    if term.synonyms & words.stems:
        return SYNONYM_MATCH
    return 0.0


def coverage(terms: Sequence[Term], words: Bag) -> float:
    """Share of the terms' weight that a text holds, 0 to 1; 0 where there are no terms."""
    total = sum(term.weight for term in terms)
    if total == 0:
        return 0.0
    return sum(term.weight * match(term, words) for term in terms) / total
