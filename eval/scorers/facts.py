"""Facts an answer must give, and wordings it must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.scorers.score import NOT_SCORED, Score
from eval.wording import holds

if TYPE_CHECKING:
    from eval.cases import Case
    from rag.types import Answer


def said(answer: Answer) -> tuple[str, ...]:
    """What an answer says: its statements, then its quotes."""
    statements = tuple(statement.text for statement in answer.statements)
    return statements + tuple(citation.quote for citation in answer.citations)


def fact_recall(case: Case, answer: Answer) -> Score:
    """Share of the case's facts of which an accepted wording stands in a statement or quote.

    Weighs as many as there are facts, so that a suite's total is the share of all its facts.
    """
    if not case.facts:
        return NOT_SCORED
    missing = tuple(fact for fact in case.facts if not _stands_in(answer, fact))
    return Score(
        (len(case.facts) - len(missing)) / len(case.facts),
        len(case.facts),
        tuple("lacks " + " | ".join(fact) for fact in missing),
    )


def clean(case: Case, answer: Answer) -> Score:
    """1 when none of the case's forbidden wordings stands in the answer, else 0."""
    if not case.forbidden:
        return NOT_SCORED
    found = tuple(wording for wording in case.forbidden if _stands_in(answer, (wording,)))
    return Score(float(not found), 1, tuple(f"says {wording}" for wording in found))


def _stands_in(answer: Answer, wordings: tuple[str, ...]) -> bool:
    return any(holds(text, wording) for text in said(answer) for wording in wordings)
