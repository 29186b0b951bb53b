"""What changed between two runs of a suite: case by case, and over all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.metrics import METRICS
from eval.significance import Pair, difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eval.metrics import Metric
    from eval.significance import Interval

PASSED = "passed"
# Baselines keep so many digits of a score, so no more are compared.
DIGITS = 4


@dataclass(frozen=True, slots=True)
class CaseSide:
    """How a case went in one of the runs.

    `weights` are what it weighs in each metric that the suite decides it has a say in. `answer`
    is a digest of what was answered, None where that is not known. `reason` says why it fails.
    """

    passed: bool
    scores: Mapping[str, float | None]
    weights: Mapping[str, int]
    answer: str | None = None
    reason: str = ""
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of two runs: its cases by id, its totals by metric; `whole` where no case is left out."""

    cases: Mapping[str, CaseSide]
    totals: Mapping[str, float | None]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """A case and why it fails, "" where it passes."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much a metric rose over the cases in both runs, with its interval by chance."""

    name: str
    label: str
    unit: str
    better: str | None
    interval: Interval

    @property
    def worse(self) -> bool:
        """Whether it got worse by more than chance."""
        if self.better == "higher":
            return self.interval.high < 0
        return self.better == "lower" and self.interval.low > 0

    @property
    def improved(self) -> bool:
        """Whether it got better by more than chance."""
        if self.better == "higher":
            return self.interval.low > 0
        return self.better == "lower" and self.interval.high < 0


@dataclass(frozen=True, slots=True)
class Changes:
    """A run held against an earlier one; `before` is None where there is none.

    `failing` failed before and still do. `changed` pass or fail as before with another answer.
    `removed` were in the earlier run and are not in the suite any more.
    """

    before: Side | None
    newly_failing: tuple[Named, ...]
    newly_passing: tuple[Named, ...]
    failing: tuple[Named, ...]
    changed: tuple[Named, ...]
    new: tuple[Named, ...]
    removed: tuple[str, ...]
    raised: tuple[Named, ...]
    differences: tuple[Difference, ...]

    @property
    def lost(self) -> bool:
        """Whether a case that passed fails, or any case raised."""
        return bool(self.newly_failing or self.raised)

    @property
    def worse_over_all(self) -> tuple[Difference, ...]:
        """The metrics that got worse by more than chance."""
        return tuple(each for each in self.differences if each.worse)


def compare(before: Side | None, now: Side) -> Changes:
    """What changed; every case is new where there is nothing before."""
    known = before.cases if before else {}
    went = {name: case for name, case in now.cases.items() if not case.raised}
    both = [(name, known[name], case) for name, case in went.items() if name in known]
    return Changes(
        before=before,
        newly_failing=_named((n, c) for n, was, c in both if was.passed and not c.passed),
        newly_passing=_named((n, c) for n, was, c in both if c.passed and not was.passed),
        failing=_named((n, c) for n, was, c in both if not was.passed and not c.passed),
        changed=_named((n, c) for n, was, c in both if was.passed == c.passed and _other(was, c)),
        new=_named((n, c) for n, c in went.items() if n not in known),
        removed=tuple(name for name in known if name not in now.cases) if now.whole else (),
        raised=_named((n, c) for n, c in now.cases.items() if c.raised),
        differences=tuple(_differences(known, now.cases)),
    )


def _named(cases: Iterator[tuple[str, CaseSide]]) -> tuple[Named, ...]:
    return tuple(Named(name, case.reason) for name, case in cases)


def _other(was: CaseSide, case: CaseSide) -> bool:
    return None not in (was.answer, case.answer) and was.answer != case.answer


def _differences(
    before: Mapping[str, CaseSide], now: Mapping[str, CaseSide]
) -> Iterator[Difference]:
    both = [(before[name], case) for name, case in now.items() if name in before]
    passed = [Pair(float(was.passed), float(case.passed), 1) for was, case in both]
    if (interval := difference(passed)) is not None:
        yield Difference(PASSED, "cases passed", "share", "higher", interval)
    for metric in METRICS:
        # What an answer is like, such as its length, is nothing that a suite asks of every case.
        if metric.better is None or metric.weight is None or metric.refusal is not None:
            continue
        pairs = [
            Pair(_value(metric, was), _value(metric, case), case.weights[metric.name])
            for was, case in both
            if metric.name in case.weights and metric.score in was.scores
        ]
        if (interval := difference(pairs)) is not None:
            yield Difference(metric.name, metric.label, metric.unit, metric.better, interval)


def _value(metric: Metric, case: CaseSide) -> float:
    """A case's score, the worst where it raised or was not scored."""
    value = case.scores.get(metric.score)
    if value is None:
        return 1.0 if metric.better == "lower" else 0.0
    return round(value, DIGITS)
