"""The project's own reader: MiniLM with an adapter, scoring all sentences of a passage at once.

One forward pass reads the question and a whole passage, so each sentence is scored in its context.
A sentence's log-odds are those that the answer starts at any of its word pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.embedding.forward import padded
from rag.reading.pairs import pair
from rag.reading.protocol import UNREAD, SentenceReading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from rag.reading.pairs import Pair, PassageSentences

    Odds = NDArray[np.float32]
    Forward = Callable[[NDArray[np.int32], NDArray[np.int32]], Odds]

# Passages in one forward pass: padding costs more than a further pass.
BATCH = 4
# Word pieces of the longest short answer.
LONGEST_ANSWER = 12


class AdaptedReader:
    """A compiled reader; threads may share one.

    `forward` takes ids and mask, (batch, length), and gives log-odds, (batch, length, 2).
    """

    def __init__(self, forward: Forward, tokenizer: Tokenizer) -> None:
        self._forward = forward
        self._tokenizer = tokenizer

    def read(
        self, question: str, passages: Sequence[PassageSentences]
    ) -> list[tuple[SentenceReading, ...]]:
        """One tuple a passage, one reading a sentence, in order."""
        pairs = [pair(self._tokenizer, question, passage) for passage in passages]
        order = sorted(range(len(pairs)), key=lambda place: len(pairs[place].ids))
        found: dict[int, tuple[SentenceReading, ...]] = {}
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            odds = self._forward(*padded([pairs[place].ids for place in places]))
            for row, place in enumerate(places):
                found[place] = readings(odds[row], pairs[place], len(passages[place].sentences))
        return [found[place] for place in range(len(pairs))]


def readings(odds: Odds, read: Pair, sentences: int) -> tuple[SentenceReading, ...]:
    """Each sentence's log-odds and likeliest answer; sentences that did not fit are `UNREAD`."""
    found = [
        _sentence(odds[first:end], offsets)
        for (first, end), offsets in zip(read.ranges, read.offsets, strict=True)
    ]
    return (*found, *[SentenceReading(UNREAD)] * (sentences - len(found)))


def _sentence(odds: Odds, offsets: Sequence[tuple[int, int]]) -> SentenceReading:
    starts, ends = odds[:, 0], odds[:, 1]
    highest = float(starts.max())
    total = highest + float(np.log(np.exp(starts - highest).sum()))
    both = np.triu(starts[:, None] + ends[None, :])
    both = np.where(np.triu(np.tri(len(starts), k=LONGEST_ANSWER - 1)) > 0, both, -np.inf)
    first, last = np.unravel_index(int(both.argmax()), both.shape)
    return SentenceReading(total, (offsets[int(first)][0], offsets[int(last)][1]))
