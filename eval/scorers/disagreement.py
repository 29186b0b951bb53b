"""Whether an answer shows that its sources disagree, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.scorers.score import NOT_SCORED, Score
from eval.wording import holds

if TYPE_CHECKING:
    from eval.cases import Case
    from rag.types import Answer, DisputedValue


def disagreement(case: Case, answer: Answer) -> Score:
    """Share of the case's disputed values that the answer shows as disputed.

    A value is shown where one of its wordings stands in a disputed value of the answer or in a
    quote that value cites; two values of the case need two of the answer.
    """
    if not case.disagreement:
        return NOT_SCORED
    left = list(answer.disagreement or ())
    missing = []
    for wordings in case.disagreement:
        shown = next((value for value in left if _is(value, wordings, answer)), None)
        if shown is None:
            missing.append(wordings)
        else:
            left.remove(shown)
    reasons = tuple("doesn't show as disputed " + " | ".join(each) for each in missing)
    return Score(1 - len(missing) / len(case.disagreement), 1, reasons)


def _is(value: DisputedValue, wordings: tuple[str, ...], answer: Answer) -> bool:
    texts = [value.value]
    texts += [each.quote for each in answer.citations if each.n in value.citations]
    return any(holds(text, wording) for text in texts for wording in wordings)
