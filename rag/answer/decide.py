"""Whether to answer, to answer with a caveat, or to abstain: one pure function of the evidence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rag.answer.evidence import READ_FLOOR
from rag.answer.terms import bag, match
from rag.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.evidence import Evidence
    from rag.answer.terms import Term
    from rag.question.query import Query

ABSTENTION = "The articles don't answer this."

# The best sentences are judged together: the answer often stands beside the one that is nearest.
JUDGED = 4
# One that scores so much less has nothing to do with the question.
JUDGED_WITHIN = 8.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic regression of "the articles answer it" on the signs; see docs/design.md."""

    offset: float
    reading: float
    cosine: float
    missing: float
    unwanted: float
    around: float = 0.0
    beside: float = 0.0


# Where sentences were read, and where they were chosen by words and vectors alone.
# Words of the question that stand near, where little was read as answering, speak against it.
READ = Weights(3.87, 0.66, 0.0, -4.18, -1.05, around=-3.87, beside=1.46)
UNREAD = Weights(-0.33, 0.0, 3.61, -5.07, -2.23)

# A question farther from every article than this is not about them at all, whatever was read.
FAR_BELOW = 0.42
FAR_CONFIDENCE = 0.05
AROUND_WEIGHT, UNKNOWN_WEIGHT = 0.6, 0.25


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

    `reading` is the logarithm of the sum of the odds that the reader gave the sentences, None
    where none was read. `cosine` is the highest of the best sentences'; `around` is the highest
    share of the question's words that one of them and what surrounds it hold, and `missing` the
    share of them that are names and numbers the best one's passage lacks: all 0 to 1. `unwanted`
    says that it lacks the kind of thing asked for. `unknown` are the names and numbers that no
    article holds in any spelling. `beside` is the share of the question's words that surround the
    sentence which the reader finds likeliest.
    """

    reading: float | None
    cosine: float
    around: float
    missing: float
    unwanted: bool
    unknown: tuple[str, ...]
    beside: float = 0.0

    @property
    def nearness(self) -> float:
        """How near the articles are to the question's subject; above about 0.6 they are on it."""
        return self.cosine + AROUND_WEIGHT * self.around - UNKNOWN_WEIGHT * len(self.unknown)

    @property
    def confidence(self) -> float:
        """How likely the articles answer, 0 to 1."""
        weights = UNREAD if self.reading is None else READ
        total = (
            weights.offset
            + weights.reading * (self.reading or 0.0)
            + weights.cosine * self.cosine
            + weights.missing * self.missing
            + weights.unwanted * self.unwanted
            + weights.around * self.around
            + weights.beside * self.beside
        )
        return 1 / (1 + math.exp(-total))


def signs(query: Query, evidence: Sequence[Evidence], terms: Sequence[Term]) -> Signs:
    """The signs of evidence sorted best first, of which there is some."""
    best = evidence[0]
    judged = [each for each in evidence[:JUDGED] if each.score >= best.score - JUDGED_WITHIN]
    dates = " ".join(period.text for period in query.periods)
    return Signs(
        reading=_log_sum([each.odds for each in evidence if each.odds is not None]),
        cosine=max(each.cosine for each in judged),
        around=max(each.window for each in judged),
        missing=_missing(terms, best),
        unwanted=best.wanted is False,
        unknown=tuple(
            term.surface
            for term in terms
            if not term.known and (term.name or term.numeric) and term.surface not in dates
        ),
        beside=max(
            evidence, key=lambda each: READ_FLOOR if each.odds is None else each.odds
        ).window,
    )


def _log_sum(odds: Sequence[float]) -> float | None:
    if not odds:
        return None
    highest = max(odds)
    return highest + math.log(sum(math.exp(each - highest) for each in odds))


def _missing(terms: Sequence[Term], best: Evidence) -> float:
    passage = best.found.passage
    day = f"{passage.date:%d %B %Y}" if passage.date else ""
    around = bag(words(f"{passage.title}\n{day}\n{passage.text}"))
    total = sum(term.weight for term in terms)
    lacking = sum(
        term.weight for term in terms if (term.name or term.numeric) and match(term, around) == 0
    )
    return lacking / total if total else 0.0


def decide(found: Signs | None, abstain_below: float, caveat_below: float) -> Decision:
    """The verdict on what was found, by the confidence below which it is doubted.

    None where the question's limits left no passage at all.
    """
    if found is None:
        return Decision(Verdict.ABSTAIN, "No article falls within the dates asked for.", 0.0)
    confidence = found.confidence
    if found.nearness < FAR_BELOW:
        confidence = min(confidence, FAR_CONFIDENCE)
    if confidence < abstain_below:
        reason = _unknown(found) or "None of the articles found is near enough to it."
        return Decision(Verdict.ABSTAIN, reason, confidence)
    if found.unknown or confidence < caveat_below:
        reason = " ".join(filter(None, (_unknown(found), "The nearest that the articles come:")))
        return Decision(Verdict.CAVEAT, reason, confidence)
    return Decision(Verdict.ANSWER, None, confidence)


def of_parts(parts: Sequence[str], decisions: Sequence[Decision]) -> Decision:
    """The surest part's decision; it says which other parts the articles don't answer."""
    best = max(decisions, key=lambda each: (each.verdict is not Verdict.ABSTAIN, each.confidence))
    refused = [
        part for part, each in zip(parts, decisions, strict=True) if each.verdict is Verdict.ABSTAIN
    ]
    if best.verdict is Verdict.ABSTAIN or not refused:
        return best
    lacking = " ".join(f"The articles don't answer “{_as_asked(part)}”." for part in refused)
    reason = " ".join(filter(None, (lacking, best.reason)))
    return Decision(Verdict.CAVEAT, reason, best.confidence)


def _as_asked(part: str) -> str:
    """A part without the words that were added to it in brackets."""
    asked = part.rpartition(" (")[0] if part.endswith(")") else part
    return asked.strip(" ?")


def _unknown(found: Signs) -> str | None:
    if not found.unknown:
        return None
    *most, last = (f"“{word}”" for word in found.unknown)
    return f"No article mentions {' or '.join([', '.join(most), last] if most else [last])}."
