"""Where on the way from the articles to the answer each fact was lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eval.results import CaseError
from eval.scorers.citations import is_source
from eval.scorers.facts import said
from eval.wording import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.cases import Case
    from eval.results import CaseResult
    from rag.types import Answer


class Fate(StrEnum):
    """How far a fact came, in the order of the way."""

    RAISED = "asking raised an error"
    NO_ARTICLE = "article not found"
    NO_PASSAGE = "passage not found"
    REFUSED = "refused"
    NOT_CHOSEN = "sentence not chosen"
    NOT_CITED = "said, not cited from a source"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way: how many facts passed it, and which cases lost one at it."""

    name: str
    left: int
    lost: tuple[str, ...]


_STEPS = (
    ("facts asked for", Fate.RAISED),
    ("article found", Fate.NO_ARTICLE),
    ("passage found", Fate.NO_PASSAGE),
    ("answered", Fate.REFUSED),
    ("sentence chosen", Fate.NOT_CHOSEN),
    ("cited from a source", Fate.NOT_CITED),
)


def fate(case: Case, fact: Sequence[str], answer: Answer) -> Fate:
    """How far one fact of a case came."""
    quotes = (each.quote for each in answer.citations if is_source(case, each.file))
    if _in_any(quotes, fact):
        return Fate.GIVEN
    if _in_any(said(answer), fact):
        return Fate.NOT_CITED
    found = [each.passage for each in answer.passages if is_source(case, each.passage.file)]
    if not found:
        return Fate.NO_ARTICLE
    if not _in_any((passage.text for passage in found), fact):
        return Fate.NO_PASSAGE
    return Fate.REFUSED if answer.abstained else Fate.NOT_CHOSEN


def way(outcomes: Iterable[CaseResult | CaseError]) -> tuple[Step, ...]:
    """The steps from all facts asked for to those cited from a source."""
    fates = [
        (
            each.case.id,
            Fate.RAISED if isinstance(each, CaseError) else fate(each.case, fact, each.answer),
        )
        for each in outcomes
        for fact in each.case.facts
    ]
    order = list(Fate)
    steps = []
    for name, lost_here in _STEPS:
        left = sum(order.index(end) > order.index(lost_here) for _, end in fates)
        lost = tuple(dict.fromkeys(case for case, end in fates if end is lost_here))
        steps.append(Step(name, len(fates) if lost_here is Fate.RAISED else left, lost))
    return tuple(steps)


def _fate(outcome: CaseResult | CaseError, fact: Sequence[str]) -> Fate:
    if isinstance(outcome, CaseError):
        return Fate.RAISED
    return fate(outcome.case, fact, outcome.answer)


def _in_any(texts: Iterable[str], fact: Sequence[str]) -> bool:
    return any(holds(text, wording) for text in texts for wording in fact)
