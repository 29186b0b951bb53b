"""Several signs of the same passages made one ranking, keyed by passage."""

from __future__ import annotations

from math import fsum, sqrt
from typing import TYPE_CHECKING

from rag.types import Hit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def standardised(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores as standard deviations above their mean; equal scores give 0."""
    values = scores.values()
    if not values or min(values) == max(values):
        return dict.fromkeys(scores, 0.0)
    mean = fsum(values) / len(values)
    deviation = sqrt(fsum((score - mean) ** 2 for score in values) / len(values))
    if deviation == 0:
        return dict.fromkeys(scores, 0.0)
    return {passage_id: (score - mean) / deviation for passage_id, score in scores.items()}


def fuse(signs: Sequence[tuple[Mapping[str, float], float]]) -> list[Hit]:
    """Weighted mean of standardised scores, best first; ties by passage id.

    Each sign is scores by passage, and its weight. A passage that a sign has no score for gets
    its lowest: being unseen there is no better than being last. Unlike reciprocal rank fusion
    (Cormack et al. 2009) this keeps how sure each sign is.
    """
    weighed = [(standardised(scores), weight) for scores, weight in signs if scores and weight]
    total = sum(weight for _, weight in weighed)
    fused = dict.fromkeys((each for scores, _ in weighed for each in scores), 0.0)
    for scores, weight in weighed:
        last = min(scores.values())
        for passage_id in fused:
            fused[passage_id] += weight / total * scores.get(passage_id, last)
    hits = [Hit(passage_id, score) for passage_id, score in fused.items()]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))
