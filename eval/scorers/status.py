"""Whether an answer says how sure the text is of what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.scorers.score import NOT_SCORED, Score
from eval.wording import holds

if TYPE_CHECKING:
    from eval.cases import Case
    from rag.types import Answer, Statement


def status_right(case: Case, answer: Answer) -> Score:
    """1 when a statement that gives one of the case's facts has the case's status, else 0."""
    if case.status is None:
        return NOT_SCORED
    giving = [each for each in answer.statements if _gives_a_fact(each, case)]
    if any(each.status == case.status for each in giving):
        return Score(1.0)
    shown = ", ".join(sorted({each.status.value if each.status else "none" for each in giving}))
    given = f"status {shown}" if giving else "no statement with a fact"
    return Score(0.0, 1, (f"{given}, not {case.status.value}",))


def _gives_a_fact(statement: Statement, case: Case) -> bool:
    return any(holds(statement.text, wording) for fact in case.facts for wording in fact)
