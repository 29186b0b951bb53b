"""How good a ranking of passages is, for one question and for many."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import log2
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.retrieval.sets import Reference

DEPTH = 10
# How many passages recall and precision of characters look at.
SPAN_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of one question, or their means over a set: all between 0 and 1.

    `recall` and `precision` are of the answer's characters among those of the first SPAN_DEPTH
    passages; None where the set does not mark them.
    """

    hit_1: float
    hit_5: float
    hit_10: float
    mrr_10: float
    ndcg_10: float
    recall: float | None = None
    precision: float | None = None


def score(
    found: Sequence[Reference], right: Sequence[Reference], spans: Sequence[Reference]
) -> Scores:
    """Scores of a ranking of passages, best first.

    A passage is a hit where it touches a right place. A right place counts once, for the first
    passage that touches it; one passage that touches several counts once.
    """
    hits = [any(touches(passage, place) for place in right) for passage in found[:DEPTH]]
    first = next((rank for rank, hit in enumerate(hits, start=1) if hit), None)
    return Scores(
        hit_1=float(any(hits[:1])),
        hit_5=float(any(hits[:5])),
        hit_10=float(any(hits)),
        mrr_10=1 / first if first else 0.0,
        ndcg_10=_ndcg(found[:DEPTH], right),
        recall=span_recall(found[:SPAN_DEPTH], spans) if spans else None,
        precision=span_precision(found[:SPAN_DEPTH], spans) if spans else None,
    )


def mean_scores(scores: Iterable[Scores]) -> Scores:
    """Means over questions; one that has no figure is not counted in it. At least one is needed."""
    rows = list(scores)
    means: dict[str, float | None] = {}
    for field in fields(Scores):
        known = [value for row in rows if (value := getattr(row, field.name)) is not None]
        means[field.name] = fmean(known) if known else None
    return Scores(**means)  # type: ignore[arg-type]  # only the last two can be None


def touches(one: Reference, other: Reference) -> bool:
    """Whether two stretches of an article have a character in common."""
    return one.file == other.file and one.start < other.end and other.start < one.end


def span_recall(found: Sequence[Reference], spans: Sequence[Reference]) -> float:
    """Share of the characters of `spans` that stand in the passages."""
    wanted = _characters(spans)
    return len(wanted & _characters(found)) / len(wanted)


def span_precision(found: Sequence[Reference], spans: Sequence[Reference]) -> float:
    """Share of the passages' characters that belong to `spans`; 0 where nothing was found."""
    given = _characters(found)
    return len(given & _characters(spans)) / len(given) if given else 0.0


def _characters(stretches: Sequence[Reference]) -> set[tuple[str, int]]:
    return {(each.file, place) for each in stretches for place in range(each.start, each.end)}


def _ndcg(found: Sequence[Reference], right: Sequence[Reference]) -> float:
    """Normalised discounted cumulative gain with gains of 1 (Järvelin and Kekäläinen 2002)."""
    left = list(right)
    gain = 0.0
    for rank, passage in enumerate(found, start=1):
        still = [place for place in left if not touches(passage, place)]
        gain += (len(still) < len(left)) / log2(rank + 1)
        left = still
    best = sum(1 / log2(rank + 1) for rank in range(1, min(len(right), DEPTH) + 1))
    return gain / best
