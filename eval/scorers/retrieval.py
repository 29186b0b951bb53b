"""Whether a passage of a source was found, and how near the top; judged by file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.scorers.citations import is_source
from eval.scorers.score import NOT_SCORED, Score

if TYPE_CHECKING:
    from eval.cases import Case
    from rag.types import Answer


def hit_at(k: int, case: Case, answer: Answer) -> Score:
    """1 when one of the first `k` passages is from a source, else 0."""
    if not case.sources:
        return NOT_SCORED
    rank = _rank(case, answer)
    return Score(float(rank is not None and rank <= k))


def reciprocal_rank(case: Case, answer: Answer) -> Score:
    """1 / rank of the first passage from a source, ranks from 1; 0 when there is none."""
    if not case.sources:
        return NOT_SCORED
    rank = _rank(case, answer)
    return Score(0.0 if rank is None else 1 / rank)


def _rank(case: Case, answer: Answer) -> int | None:
    for rank, found in enumerate(answer.passages, start=1):
        if is_source(case, found.passage.file):
            return rank
    return None
