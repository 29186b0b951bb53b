"""Whether to answer, to answer with a caveat, or to abstain: one pure function of the evidence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rag.question.query import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.evidence import Evidence
    from rag.answer.terms import Term
    from rag.question.query import Query

ABSTENTION = "The articles don't answer this."


class Verdict(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CAVEAT = "caveat"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict, its reason in a reader's words, and how likely the answer is right (0 to 1)."""

    verdict: Verdict
    reason: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What the verdict rests on; each a number worked out from question and evidence alone."""

    cosine: float
    coverage: float
    window: float
    passage: float
    unknown: tuple[str, ...]
    wanted: bool | None


def signs(query: Query, evidence: Sequence[Evidence], terms: Sequence[Term]) -> Signs:
    """Signs taken from the best few sentences."""
    top = evidence[:3]
    return Signs(
        cosine=max((each.cosine for each in top), default=0.0),
        coverage=max((each.coverage for each in top), default=0.0),
        window=max((each.window for each in top), default=0.0),
        passage=max((each.found.score for each in top), default=0.0),
        unknown=tuple(term.surface for term in terms if not term.known and _matters(term, query)),
        wanted=any(each.wanted for each in top) if query.wanted is not Wanted.ANY else None,
    )


def _matters(term: Term, query: Query) -> bool:
    """Names and numbers that no article holds; other words have synonyms."""
    return term.name or (term.numeric and not any(term.surface in p.text for p in query.periods))


def decide(found: Signs, *, any_passage: bool) -> Decision:
    """The verdict on what was found."""
    if not any_passage:
        return Decision(Verdict.ABSTAIN, "No article falls within the limits of the question.", 0.0)
    confidence = _confidence(found)
    if confidence < ABSTAIN_BELOW:
        return Decision(Verdict.ABSTAIN, _reason(found), confidence)
    if confidence < CAVEAT_BELOW:
        return Decision(Verdict.CAVEAT, "This is the nearest the articles come.", confidence)
    return Decision(Verdict.ANSWER, None, confidence)


ABSTAIN_BELOW = 0.35
CAVEAT_BELOW = 0.5


def _confidence(found: Signs) -> float:
    score = (
        -4.2
        + 5.0 * found.cosine
        + 1.5 * found.coverage
        + 2.5 * found.window
        - 2.0 * len(found.unknown)
        - 0.8 * (found.wanted is False)
    )
    return 1 / (1 + math.exp(-score))


def _reason(found: Signs) -> str:
    if found.unknown:
        listed = ", ".join(f"“{word}”" for word in found.unknown[:3])
        return f"No article mentions {listed}."
    return "The articles found are near the subject, but none says this."
