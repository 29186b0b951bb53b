"""The passages nearest to a question by BM25, from which wrong ones are taken for training."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rag.text.words import content_words, words

if TYPE_CHECKING:
    from collections.abc import Sequence

# The usual constants of BM25 (Robertson and Zaragoza 2009).
K1, B = 1.2, 0.75


def _stems(text: str) -> list[str]:
    return [word.stem for word in content_words(words(text))]


class NearestPassages:
    """A small BM25 ranking over texts held in memory."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(_stems(text)) for text in texts]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / max(1, len(lengths))
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, count in enumerate(counts):
            norm = K1 * (1 - B + B * lengths[place] / mean)
            for stem, times in count.items():
                self._postings[stem].append((place, times * (K1 + 1) / (times + norm)))
        self._size = len(texts)

    def __call__(self, question: str, k: int) -> list[int]:
        """Places of the `k` nearest texts, best first."""
        scores: dict[int, float] = defaultdict(float)
        for stem in dict.fromkeys(_stems(question)):
            postings = self._postings.get(stem, [])
            rarity = math.log(1 + (self._size - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, part in postings:
                scores[place] += rarity * part
        return sorted(scores, key=lambda place: (-scores[place], place))[:k]
