"""Dense and lexical hits made one ranking, keyed by passage."""

from __future__ import annotations

from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from rag.types import Hit

if TYPE_CHECKING:
    from collections.abc import Sequence


def standardised(hits: Sequence[Hit]) -> dict[str, float]:
    """Scores as standard deviations above the mean of their own list; equal scores give 0."""
    if not hits:
        return {}
    scores = [hit.score for hit in hits]
    mean, deviation = fmean(scores), pstdev(scores)
    if deviation == 0:
        return {hit.passage_id: 0.0 for hit in hits}
    return {hit.passage_id: (hit.score - mean) / deviation for hit in hits}


def fuse(dense: Sequence[Hit], lexical: Sequence[Hit], lexical_weight: float) -> list[Hit]:
    """Weighted sum of standardised scores, best first; ties by passage id.

    A passage that only one side found gets the other side's lowest score: being unseen there is
    no better than being last. Unlike reciprocal rank fusion (Cormack et al. 2009) this keeps how
    sure each side is.
    """
    by_dense, by_lexical = standardised(dense), standardised(lexical)
    last_dense = min(by_dense.values(), default=0.0)
    last_lexical = min(by_lexical.values(), default=0.0)
    fused = [
        Hit(
            passage_id,
            (1 - lexical_weight) * by_dense.get(passage_id, last_dense)
            + lexical_weight * by_lexical.get(passage_id, last_lexical),
        )
        for passage_id in by_dense.keys() | by_lexical.keys()
    ]
    return sorted(fused, key=lambda hit: (-hit.score, hit.passage_id))
