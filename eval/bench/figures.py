"""What was measured, and what it is next to what it has to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


class System(StrEnum):
    """Whose figure it is."""

    OURS = "dateline"
    QUICK_START = "quick start"
    PROCESSOR = "processor"


class What(StrEnum):
    """What is measured; the unit is in brackets."""

    EMBEDDING = "embedding [texts/s]"
    QUERY_EMBEDDING = "embedding a question [ms]"
    EMBEDDING_CPU = "embedding, processor time of a text [ms]"
    INGEST = "ingest, whole process [s]"
    INGEST_CPU = "ingest, processor time [s]"
    COLD = "cold answer, whole process [s]"
    COLD_CPU = "cold answer, processor time [s]"
    SEARCH_50 = "search without embedding, p50 [ms]"
    SEARCH_95 = "search without embedding, p95 [ms]"
    ASK_50 = "question to answer, p50 [ms]"
    ASK_95 = "question to answer, p95 [ms]"
    ADD = "one more article, until it can be asked about [s]"
    MEMORY_INGEST = "peak memory of ingest [MB]"
    MEMORY_ASK = "peak memory of an answer [MB]"
    DISK = "disk [MB]"
    PASSAGES = "passages [number]"
    STAGE = "stage"


RATES = frozenset({What.EMBEDDING})


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `size` is the corpus' in passages, None where none is in play.

    `note` says which stage it is, or what is special about it.
    """

    what: What
    system: System
    value: float
    size: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure has to reach: `ratio` times better than the quick start, or `most` at most."""

    what: What
    size: int | None
    ratio: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Both systems' figures for one thing; `ratio` is how many times better ours is."""

    what: What
    size: int | None
    ours: float
    theirs: float
    goal: Goal | None

    @property
    def ratio(self) -> float:
        """Above 1 where ours is better; infinite where ours costs nothing."""
        better, worse = (self.ours, self.theirs) if self.what in RATES else (self.theirs, self.ours)
        return better / worse if worse else float("inf")

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        if self.goal.most is not None:
            return self.ours <= self.goal.most
        return self.goal.ratio is not None and self.ratio >= self.goal.ratio


SMALL, LARGE = 1_000, 100_000
GOALS = (
    Goal(What.EMBEDDING, None, ratio=5),
    Goal(What.QUERY_EMBEDDING, None, ratio=4),
    Goal(What.INGEST, SMALL, ratio=4),
    Goal(What.COLD, SMALL, ratio=2),
    Goal(What.COLD, LARGE, ratio=2),
    Goal(What.SEARCH_95, LARGE, most=30),
    Goal(What.ADD, LARGE, most=5),
    Goal(What.MEMORY_INGEST, LARGE, ratio=1),
    Goal(What.MEMORY_ASK, LARGE, ratio=1),
)


def compare(figures: Sequence[Figure]) -> list[Compared]:
    """What both systems have a figure for, in the order of `What`, then by size."""
    ours = {(each.what, each.size): each.value for each in figures if each.system is System.OURS}
    theirs = {
        (each.what, each.size): each.value for each in figures if each.system is System.QUICK_START
    }
    goals = {(goal.what, goal.size): goal for goal in GOALS}
    order = list(What)
    both = sorted(
        (key for key in ours.keys() & theirs.keys() if key[0] is not What.STAGE),
        key=lambda key: (order.index(key[0]), key[1] or 0),
    )
    return [Compared(*key, ours[key], theirs[key], goals.get(key)) for key in both]


def percentile(seconds: Sequence[float], share: float) -> float:
    """Milliseconds under which so large a share of the measured times lies."""
    return float(np.percentile(np.asarray(seconds), share * 100)) * 1000
