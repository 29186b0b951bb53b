"""What a reader is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.reading.pairs import PassageSentences

# Log-odds of a sentence that was left out because its passage is too long to read.
UNREAD = -12.0


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """How likely a sentence answers, as log-odds, and the characters of its likeliest answer.

    `answer` is None where the reader does not say which words answer.
    """

    odds: float
    answer: tuple[int, int] | None = None


class Reader(Protocol):
    """Scores sentences by how likely they are to answer; threads may share one."""

    def read(
        self, question: str, passages: Sequence[PassageSentences]
    ) -> list[tuple[SentenceReading, ...]]:
        """One tuple a passage, one reading a sentence, in order."""
