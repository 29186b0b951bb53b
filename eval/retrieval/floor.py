"""Plain BM25 over chunks of 200 words: what any search must beat."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import log
from typing import TYPE_CHECKING

from eval.retrieval.sets import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CHUNK_WORDS = 200
K1 = 1.2
B = 0.75

_TOKEN = re.compile(r"\w+")
_RUN = re.compile(r"\S+")


class PlainBM25:
    """BM25 (Robertson and Zaragoza 2009) over lower-case words, without stemming."""

    def __init__(self, articles: Mapping[str, str]) -> None:
        self._chunks = [chunk for file, text in articles.items() for chunk in chunks(file, text)]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        counts = [
            Counter(_tokens(articles[each.file][each.start : each.end])) for each in self._chunks
        ]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / max(len(lengths), 1)
        for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for token, times in count.items():
                saturated = times * (K1 + 1) / (times + K1 * (1 - B + B * length / mean))
                self._postings[token].append((number, saturated))

    def search(self, text: str, k: int) -> list[Reference]:
        """The `k` best chunks, best first; those without a word of the question never."""
        scores: dict[int, float] = defaultdict(float)
        for token in _tokens(text):
            postings = self._postings.get(token, [])
            rarity = log(1 + (len(self._chunks) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, saturated in postings:
                scores[number] += rarity * saturated
        ranked = sorted(scores, key=lambda number: (-scores[number], number))
        return [self._chunks[number] for number in ranked[:k]]


def chunks(file: str, text: str) -> Iterator[Reference]:
    """Stretches of CHUNK_WORDS words, one after the other."""
    runs = list(_RUN.finditer(text))
    for first in range(0, len(runs), CHUNK_WORDS):
        some = runs[first : first + CHUNK_WORDS]
        yield Reference(file, some[0].start(), some[-1].end())


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())
