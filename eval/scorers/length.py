"""How long answers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.scorers.score import NOT_SCORED, Score

if TYPE_CHECKING:
    from eval.cases import Case
    from rag.types import Answer


def words(answer: Answer) -> Score:
    """Words, as split by white space, in all statements; a refusal is not scored."""
    if answer.abstained:
        return NOT_SCORED
    return Score(float(_count(answer)))


def brief(case: Case, answer: Answer) -> Score:
    """1 when the statements have no more words than the case allows, else 0."""
    if case.most_words is None:
        return NOT_SCORED
    count = _count(answer)
    long = count > case.most_words
    return Score(float(not long), 1, (f"{count} words, more than {case.most_words}",) * long)


def _count(answer: Answer) -> int:
    return sum(len(statement.text.split()) for statement in answer.statements)
