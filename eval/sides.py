"""A run as one side of a comparison, with a digest for what each case was answered."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from eval.changes import CaseSide, Side
from eval.metrics import weights
from eval.results import CaseError

if TYPE_CHECKING:
    from eval.results import CaseResult, SuiteResult
    from rag.types import Answer


def side_of(result: SuiteResult) -> Side:
    """A run as one side of a comparison."""
    return Side(
        cases={outcome.case.id: case_side(outcome) for outcome in result.outcomes},
        totals={name: total.value for name, total in result.totals.items()},
        whole=result.whole,
    )


def case_side(outcome: CaseResult | CaseError) -> CaseSide:
    """How one case went."""
    weighs = weights(outcome.case)
    if isinstance(outcome, CaseError):
        return CaseSide(False, {}, weighs, reason=outcome.error, raised=True)
    scores = {name: score.value for name, score in outcome.scores.items()}
    return CaseSide(
        not outcome.failures,
        scores,
        weighs,
        answer_digest(outcome.answer),
        "; ".join(outcome.failures),
    )


def answer_digest(answer: Answer) -> str:
    """Twelve digits that differ where another thing is said, or cited from another place."""
    said = [[each.text, each.status, list(each.citations)] for each in answer.statements]
    cited = [[each.n, each.file, each.start, each.end] for each in answer.citations]
    whole = json.dumps([answer.abstained, answer.text, said, cited])
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
