"""All metrics of a case, what decides whether it passes, and the totals over a suite."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Literal

from eval.cases import REFUSALS, Refusal
from eval.results import CaseResult, Timing, Total
from eval.scorers import (
    Score,
    brief,
    citation_precision,
    citation_recall,
    clean,
    disagreement,
    exact_quotes,
    fact_recall,
    first_file_right,
    hit_at,
    reciprocal_rank,
    status_right,
    words,
    wrongly_answered,
    wrongly_refused,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from eval.cases import Case
    from eval.results import CaseError
    from rag.types import Answer


def _facts(case: Case) -> int:
    return len(case.facts)


def _answerable(case: Case) -> int:
    return int(case.answerable)


def _unanswerable(case: Case) -> int:
    return int(not case.answerable)


def _forbidding(case: Case) -> int:
    return int(bool(case.forbidden))


def _disputing(case: Case) -> int:
    return int(bool(case.disagreement))


def _with_status(case: Case) -> int:
    return int(case.status is not None)


def _limited(case: Case) -> int:
    return int(case.most_words is not None)


@dataclass(frozen=True, slots=True)
class Metric:
    """What a total is called and made of.

    `score` is the score it sums up. `weight` is what a case that raised, and so has no score,
    weighs with the worst value, so that a crash can't raise a total; None for metrics of what
    answers are like, where a case without an answer has no say. `better` is None where neither
    direction is an improvement. `refusal` limits the metric to unanswerable cases of that kind.
    """

    name: str
    label: str
    score: str
    better: Literal["higher", "lower"] | None
    weight: Callable[[Case], int] | None
    unit: Literal["share", "mean", "words"] = "share"
    refusal: Refusal | None = None


def _metric(
    name: str,
    label: str,
    better: Literal["higher", "lower"] | None,
    weight: Callable[[Case], int] | None,
    unit: Literal["share", "mean", "words"] = "share",
) -> Metric:
    return Metric(name, label, name, better, weight, unit)


METRICS: tuple[Metric, ...] = (
    _metric("fact_recall", "facts given", "higher", _facts),
    _metric("citation_precision", "cited files that are sources", "higher", _answerable),
    _metric("citation_recall", "sources cited", "higher", _answerable),
    _metric("first_file_right", "first cited file right", "higher", _answerable),
    _metric("exact_quotes", "quotes exact", "higher", None),
    _metric("clean", "free of forbidden wordings", "higher", _forbidding),
    _metric("disagreement", "disputed values shown", "higher", _disputing),
    _metric("status_right", "status right", "higher", _with_status),
    _metric("brief", "within most words", "higher", _limited),
    _metric("wrongly_refused", "answerable, refused", "lower", _answerable),
    _metric("wrongly_answered", "unanswerable, answered", "lower", _unanswerable),
    *(
        Metric(
            f"wrongly_answered_{refusal.replace('-', '_')}",
            f"  of these {refusal}",
            "wrongly_answered",
            "lower",
            _unanswerable,
            refusal=refusal,
        )
        for refusal in REFUSALS
    ),
    _metric("words", "words an answer", None, None, "words"),
    _metric("hit_at_1", "Hit@1", "higher", _answerable),
    _metric("hit_at_5", "Hit@5", "higher", _answerable),
    _metric("reciprocal_rank", "MRR", "higher", _answerable, "mean"),
)

_DECIDING: dict[str, float] = {
    "wrongly_answered": 0.0,
    "fact_recall": 1.0,
    "clean": 1.0,
    "citation_recall": 1.0,
    "exact_quotes": 1.0,
    "disagreement": 1.0,
    "status_right": 1.0,
    "brief": 1.0,
}


def score_case(case: Case, answer: Answer, texts: Mapping[str, str]) -> dict[str, Score]:
    """Every score of one answer, by name; `texts` are the cited articles' texts by file."""
    return {
        "fact_recall": fact_recall(case, answer),
        "citation_precision": citation_precision(case, answer),
        "citation_recall": citation_recall(case, answer),
        "first_file_right": first_file_right(case, answer),
        "exact_quotes": exact_quotes(answer, texts),
        "clean": clean(case, answer),
        "disagreement": disagreement(case, answer),
        "status_right": status_right(case, answer),
        "brief": brief(case, answer),
        "wrongly_refused": wrongly_refused(case, answer),
        "wrongly_answered": wrongly_answered(case, answer),
        "words": words(answer),
        "hit_at_1": hit_at(1, case, answer),
        "hit_at_5": hit_at(5, case, answer),
        "reciprocal_rank": reciprocal_rank(case, answer),
    }


def failures(scores: Mapping[str, Score]) -> tuple[str, ...]:
    """Why a case fails, from its scores; empty when it passes.

    An answerable case passes when it is answered with every fact, no forbidden wording, a right
    source (each, where every source is needed), exact quotes, and the disagreement, status and
    length that the case names; an unanswerable one when it is refused. Of a wrong refusal, what it
    lacks goes without saying.
    """
    refused = scores["wrongly_refused"]
    if refused.value:
        return refused.reasons
    return tuple(
        reason
        for name, wanted in _DECIDING.items()
        if scores[name].value not in (None, wanted)
        for reason in scores[name].reasons
    )


def weights(case: Case) -> dict[str, int]:
    """What a case weighs in each metric that it has a say in, whatever is answered."""
    return {
        metric.name: weight
        for metric in METRICS
        if metric.weight is not None
        and metric.refusal in (None, case.refusal)
        and (weight := metric.weight(case))
    }


def totals(outcomes: Sequence[CaseResult | CaseError]) -> dict[str, Total]:
    """Each metric over a suite's outcomes, by name."""
    return {metric.name: _total(metric, outcomes) for metric in METRICS}


def _total(metric: Metric, outcomes: Iterable[CaseResult | CaseError]) -> Total:
    summed, weighed = 0.0, 0
    for outcome in outcomes:
        if metric.refusal not in (None, outcome.case.refusal):
            continue
        score = (
            outcome.scores[metric.score]
            if isinstance(outcome, CaseResult)
            else _worst(metric, outcome.case)
        )
        if score.value is not None:
            summed += score.value * score.weight
            weighed += score.weight
    return Total(summed / weighed if weighed else None, weighed)


def _worst(metric: Metric, case: Case) -> Score:
    weight = metric.weight(case) if metric.weight else 0
    return Score(1.0 if metric.better == "lower" else 0.0, weight)


def timing(outcomes: Iterable[CaseResult | CaseError]) -> Timing | None:
    """Median and 95th percentile (nearest rank) of the seconds an answer took; None of none.

    Only of those that were asked alone.
    """
    seconds = sorted(
        outcome.answer.seconds.total
        for outcome in outcomes
        if isinstance(outcome, CaseResult) and outcome.alone
    )
    if not seconds:
        return None
    return Timing(median(seconds), seconds[math.ceil(0.95 * len(seconds)) - 1])
