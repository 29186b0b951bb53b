"""How long answers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.scorers.score import NOT_SCORED, Score

if TYPE_CHECKING:
    from rag.types import Answer


def words(answer: Answer) -> Score:
    """Words, as split by white space, in all statements; a refusal is not scored."""
    if answer.abstained:
        return NOT_SCORED
    return Score(float(sum(len(statement.text.split()) for statement in answer.statements)))
