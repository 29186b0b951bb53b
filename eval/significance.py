"""Whether a difference between two runs of the same cases is more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Ten measures are looked at together, so each interval is wide enough that all ten hold zero in
# 95 of 100 comparisons of equals (Bonferroni).
LEVEL = 0.995
RESAMPLES = 10_000
# Fewer cases than this can't show what chance does: drawn again, they are all too alike.
LEAST_CASES = 8
# Drawn in pieces, so that a suite of thousands of cases needs little memory.
_PIECE = 500


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and between what it lies by chance."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A case's value before and now, and how much it weighs."""

    before: float
    now: float
    weight: int


def difference(pairs: Sequence[Pair], level: float = LEVEL) -> Interval | None:
    """By how much the weighted mean rose, with its interval by paired bootstrap; None of too few.

    Cases are drawn with replacement, each with both of its values, and the percentiles of the
    differences are the interval (Efron and Tibshirani 1993, chapter 13). Draws are the same for
    the same number of cases, so that a rerun says the same.
    """
    risen = [(pair.now - pair.before, pair.weight) for pair in pairs if pair.weight]
    return _bootstrap(risen, level) if len(risen) >= LEAST_CASES else None


def mean(values: Sequence[tuple[float, int]], level: float = 0.95) -> Interval | None:
    """A weighted mean of (value, weight) with its interval by bootstrap; None of none."""
    return _bootstrap([each for each in values if each[1]], level)


def _bootstrap(values: Sequence[tuple[float, int]], level: float) -> Interval | None:
    if not values:
        return None
    weights = np.array([weight for _, weight in values], dtype=np.float64)
    weighed = weights * np.array([value for value, _ in values], dtype=np.float64)
    drawn = _drawn_means(weighed, weights)
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Interval(float(weighed.sum() / weights.sum()), float(low), float(high))


def _drawn_means(weighed: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    count = len(weights)
    random = np.random.default_rng(count)
    pieces = []
    for _ in range(RESAMPLES // _PIECE):
        drawn = random.integers(count, size=(_PIECE, count))
        pieces.append(weighed[drawn].sum(axis=1) / weights[drawn].sum(axis=1))
    return np.concatenate(pieces)
