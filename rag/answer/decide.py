"""Whether to answer, to answer with a caveat, or to abstain: one pure function of the evidence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.evidence import Evidence
    from rag.answer.terms import Term
    from rag.question.query import Query

ABSTENTION = "The articles don't answer this."

# The best sentences are judged together: the answer often stands beside the one that is nearest.
JUDGED = 4

# Strength is the best cosine, plus what the question's words and the headline around it add, less
# what names unknown to every article take away. Chosen on both shipped suites, so that every
# question far from the articles is refused and few of those that they answer.
WINDOW_WEIGHT = 0.6
UNKNOWN_NAME = 0.12
ABSTAIN_BELOW = 0.46
CAVEAT_BELOW = 0.6

# Logistic regression of "the articles answer it" on strength, over the questions of those suites.
SLOPE, OFFSET = 2.68, -1.08


class Verdict(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CAVEAT = "caveat"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict, its reason in a reader's words, and how likely the articles answer (0 to 1)."""

    verdict: Verdict
    reason: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What the verdict rests on.

    The best cosine and the best coverage of the question's words around a sentence, both 0 to 1,
    and the names and numbers in the question that no article holds in any spelling.
    """

    cosine: float
    window: float
    unknown: tuple[str, ...]

    @property
    def strength(self) -> float:
        """One figure for all signs; above about 0.6 the articles are on the subject."""
        return self.cosine + WINDOW_WEIGHT * self.window - UNKNOWN_NAME * len(self.unknown)


def signs(query: Query, evidence: Sequence[Evidence], terms: Sequence[Term]) -> Signs:
    """The signs of evidence sorted best first."""
    best = evidence[:JUDGED]
    dates = " ".join(period.text for period in query.periods)
    return Signs(
        cosine=max((each.cosine for each in best), default=0.0),
        window=max((each.window for each in best), default=0.0),
        unknown=tuple(
            term.surface
            for term in terms
            if not term.known and (term.name or term.numeric) and term.surface not in dates
        ),
    )


def decide(found: Signs | None) -> Decision:
    """The verdict on what was found; None where the question's limits left no passage at all."""
    if found is None:
        return Decision(Verdict.ABSTAIN, "No article falls within the dates asked for.", 0.0)
    confidence = 1 / (1 + math.exp(-(SLOPE * found.strength + OFFSET)))
    if found.strength < ABSTAIN_BELOW:
        reason = _unknown(found) or "None of the articles found is near enough to it."
        return Decision(Verdict.ABSTAIN, reason, confidence)
    if found.unknown or found.strength < CAVEAT_BELOW:
        reason = " ".join(filter(None, (_unknown(found), "The nearest that the articles come:")))
        return Decision(Verdict.CAVEAT, reason, confidence)
    return Decision(Verdict.ANSWER, None, confidence)


def _unknown(found: Signs) -> str | None:
    if not found.unknown:
        return None
    *most, last = (f"“{word}”" for word in found.unknown)
    return f"No article mentions {' or '.join([', '.join(most), last] if most else [last])}."
