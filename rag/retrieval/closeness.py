"""How a passage holds a question's words: as asked, in one sentence, side by side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.text.names import skeleton
from rag.text.words import STOP_WORDS, fold, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rag.text.words import Word
    from rag.types import Passage

# BM25's constants (Robertson and Zaragoza 2009); a long sentence is held against less than a long
# passage, since sentences differ more in length.
K1 = 1.2
PASSAGE_B = 0.75
SENTENCE_B = 0.4
# Characters of a passage and of a sentence of usual length.
PASSAGE_LENGTH = 800
SENTENCE_LENGTH = 150

# Letters that words of one stem have in common, but for a last one that differs ("city", "citi").
_SHARED = 4
# Two words stand side by side where at most this much, all of it stop words, is between them.
_BETWEEN = 25
# Words in the other order say half as much.
_TURNED = 0.5

_WORD = re.compile(r"[^\W_]+")
_REST = re.compile(r"[^\W_]*")
_NAME = re.compile(r"[A-Z][^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.?!;]\s")


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a question: its stem, itself in small letters, its inverse document frequency.

    `skeleton` is what the spellings of a name share; None for what is not written as one.
    """

    stem: str
    folded: str
    weight: float
    skeleton: str | None = None


@dataclass(frozen=True, slots=True)
class Closeness:
    """Sums of word weights: `exact` is BM25 over words in the form asked, `sentence` that of the
    best sentence over stems, `pairs` counts neighbours in the question that are so in the passage.
    """

    exact: float = 0.0
    sentence: float = 0.0
    pairs: float = 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a word of the question stands in a text; `term` is its place in the question."""

    start: int
    end: int
    term: int
    exact: bool


def sought(terms: Sequence[Word], rarity: Callable[[str], float]) -> tuple[Sought, ...]:
    """The words to look for; `rarity` gives the inverse document frequency of a folded word."""
    return tuple(
        Sought(
            each.stem,
            each.folded,
            rarity(each.folded),
            skeleton(each.folded) if each.capitalised else None,
        )
        for each in terms
    )


def closeness(terms: Sequence[Sought], passages: Sequence[Passage]) -> list[Closeness]:
    """The closeness of each passage to a question of these words, in the order of the passages."""
    if not terms:
        return [Closeness()] * len(passages)
    beginnings = _beginnings(terms)
    stems = {each.stem: number for number, each in enumerate(terms)}
    names = {each.skeleton: number for number, each in enumerate(terms) if each.skeleton}

    def places(text: str) -> list[_Place]:
        found = _spelled(text, names) | _written(text, terms, stems, beginnings)
        return sorted(found.values(), key=lambda place: place.start)

    return [_close(terms, passage, places(passage.text)) for passage in passages]


def _close(terms: Sequence[Sought], passage: Passage, places: Sequence[_Place]) -> Closeness:
    if not places:
        return Closeness()
    exact = Counter(each.term for each in places if each.exact)
    return Closeness(
        exact=_bm25(terms, exact, len(passage.text) / PASSAGE_LENGTH, PASSAGE_B),
        sentence=_best_sentence(terms, passage, places),
        pairs=_pairs(terms, passage.text, places),
    )


def _beginnings(terms: Sequence[Sought]) -> list[str]:
    """What every word that shares a stem with one of the question's begins with."""
    return sorted({each.stem[: max(2, min(_SHARED, len(each.stem) - 1))] for each in terms})


def _written(
    text: str, terms: Sequence[Sought], stems: Mapping[str, int], beginnings: Sequence[str]
) -> dict[int, _Place]:
    """Where words of the question stand, in any inflection, by their first character."""
    found = {}
    small = text.lower()
    # `find` goes through a text some twenty times as fast as a regular expression.
    for beginning in beginnings:
        start = small.find(beginning)
        while start >= 0:
            end = start + len(beginning)
            if not (start and small[start - 1].isalnum()) and (rest := _REST.match(small, end)):
                end = rest.end()
                folded, stemmed = _folded_and_stemmed(small[start:end])
                if (term := stems.get(stemmed)) is not None:
                    found[start] = _Place(start, end, term, folded == terms[term].folded)
            start = small.find(beginning, end)
    return found


def _spelled(text: str, names: Mapping[str, int]) -> dict[int, _Place]:
    """Where names of the question stand, in any spelling, by their first character."""
    if not names:
        return {}
    return {
        match.start(): _Place(match.start(), match.end(), term, exact=False)
        for match in _NAME.finditer(text)
        if (term := names.get(skeleton(match.group()) or "")) is not None
        and not (match.start() and text[match.start() - 1].isalnum())
    }


@lru_cache(maxsize=100_000)
def _folded_and_stemmed(word: str) -> tuple[str, str]:
    folded = fold(word)
    return folded, stem(folded)


def _bm25(terms: Sequence[Sought], counts: Counter[int], length: float, b: float) -> float:
    """BM25 of a text whose length is given in usual lengths."""
    saturation = K1 * (1 - b + b * length)
    return sum(
        terms[term].weight * count * (K1 + 1) / (count + saturation)
        for term, count in counts.items()
    )


def _best_sentence(terms: Sequence[Sought], passage: Passage, places: Sequence[_Place]) -> float:
    starts = [each.start - passage.start for each in passage.sentences]
    held: dict[int, Counter[int]] = {}
    for place in places:
        sentence = max(0, bisect_right(starts, place.start) - 1)
        held.setdefault(sentence, Counter())[place.term] += 1
    spans = passage.sentences
    return max(
        _bm25(terms, counts, (spans[n].end - spans[n].start) / SENTENCE_LENGTH, SENTENCE_B)
        for n, counts in held.items()
    )


def _pairs(terms: Sequence[Sought], text: str, places: Sequence[_Place]) -> float:
    found: dict[tuple[int, int], float] = {}
    for one, other in pairwise(places):
        if abs(one.term - other.term) == 1 and _side_by_side(text, one.end, other.start):
            order = 1.0 if one.term < other.term else _TURNED
            weight = order * (terms[one.term].weight + terms[other.term].weight)
            found[one.term, other.term] = weight
    return sum(found.values())


def _side_by_side(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return (
        len(between) <= _BETWEEN
        and not _SENTENCE_END.search(between)
        and all(len(word) == 1 or word.lower() in STOP_WORDS for word in _WORD.findall(between))
    )
