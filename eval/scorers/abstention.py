"""Refusing where there is an answer, and answering where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.scorers.score import NOT_SCORED, Score

if TYPE_CHECKING:
    from eval.cases import Case
    from rag.types import Answer


def wrongly_refused(case: Case, answer: Answer) -> Score:
    """1 when an answerable question was refused, else 0."""
    if not case.answerable:
        return NOT_SCORED
    reason = f"refused: {answer.reason or 'no reason given'}"
    return Score(float(answer.abstained), 1, (reason,) if answer.abstained else ())


def wrongly_answered(case: Case, answer: Answer) -> Score:
    """1 when an unanswerable question was answered, else 0."""
    if case.answerable:
        return NOT_SCORED
    reasons = () if answer.abstained else (f"answered though {case.refusal}",)
    return Score(float(not answer.abstained), 1, reasons)
