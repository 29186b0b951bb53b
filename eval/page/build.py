"""From a run to its page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from eval.lines import code_digest, versions
from eval.metrics import METRICS
from eval.page import charts
from eval.page.cases import STATES, case_views
from eval.page.losses import way
from eval.report import amount
from eval.results import CaseResult
from eval.significance import LEVEL, mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from markupsafe import Markup

    from eval.changes import Changes, Difference
    from eval.gate import Held
    from eval.history import PastRun
    from eval.metrics import Metric
    from eval.page.cases import CaseView
    from eval.page.losses import Step
    from eval.results import NotRun, SuiteResult
    from rag.settings import Settings

_RUNS_SHOWN = 30
_BINS = 5


@dataclass(frozen=True, slots=True)
class SuiteView:
    """A suite as the page shows it; pictures are None where there is nothing to draw."""

    name: str
    verdict: str
    worse: bool
    passed: int
    count: int
    whole: bool
    pinned: Mapping[str, str]
    measures: Markup
    lengths: str
    differences: tuple[tuple[str, str, str], ...]
    kinds: Markup
    way: Markup | None
    steps: tuple[Step, ...]
    over_time: Markup | None
    latency: Markup | None
    calibration: Markup | None
    states: Mapping[str, int]
    cases: tuple[CaseView, ...]
    removed: tuple[str, ...]


def page_html(
    held: Sequence[Held], not_run: Sequence[NotRun], settings: Settings, at: datetime
) -> str:
    """The page of a run: one HTML file that loads nothing."""
    used = settings.model_dump(mode="json", exclude={"index", "cache", "host", "port"})
    return render(
        "page.html.j2",
        suites=[_suite_view(each) for each in held],
        not_run=not_run,
        at=at,
        settings=used,
        versions=versions() | {"code": code_digest()},
        states=STATES,
        level=f"{LEVEL:.1%}",
    )


def render(template: str, **values: object) -> str:
    """A template of this room, filled in; everything in it is escaped."""
    environment = Environment(
        loader=PackageLoader("eval.page", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**values)


def _suite_view(held: Held) -> SuiteView:
    result, changes = held.result, held.changes
    answered = [each for each in result.outcomes if isinstance(each, CaseResult)]
    cases = case_views(result.outcomes, changes)
    steps = way(result.outcomes)
    states = Counter(view.state for view in cases)
    return SuiteView(
        name=result.suite.name,
        verdict=_verdict(changes),
        worse=bool(changes.lost or changes.worse_over_all),
        passed=sum(not each.failures for each in answered),
        count=len(result.outcomes),
        whole=result.whole,
        pinned={
            "index generation": result.pinned.generation,
            "embedding": result.pinned.fingerprint,
            "articles": result.pinned.articles[:12],
        }
        if result.pinned
        else {},
        measures=charts.measures(list(_measures(result, changes))),
        lengths=amount(_words_metric(), result.totals["words"].value),
        differences=tuple(_difference(each) for each in changes.differences if each.interval.mean),
        kinds=charts.bars(_kinds(result, changes), "Cases passed by kind"),
        way=charts.bars(_way_bars(steps), "How far the facts came") if steps[0].left else None,
        steps=steps,
        over_time=_over_time(held.runs),
        latency=_latency(result, answered),
        calibration=_calibration(answered),
        states={state: states[state] for state in STATES if states[state]},
        cases=cases,
        removed=changes.removed,
    )


def _verdict(changes: Changes) -> str:
    if changes.before is None:
        return "no baseline to hold it against"
    parts = [
        f"{len(named)} {what}"
        for named, what in (
            (changes.raised, "raised"),
            (changes.newly_failing, "newly failing"),
            (changes.newly_passing, "newly passing"),
            (changes.changed, "answered otherwise"),
            (changes.new, "new"),
        )
        if named
    ]
    parts += [f"{each.label} worse over all" for each in changes.worse_over_all]
    return ", ".join(parts) or "as in the baseline"


def _measures(result: SuiteResult, changes: Changes) -> Iterator[charts.Measure]:
    before = changes.before.totals if changes.before and result.whole else {}
    passed = [
        (float(isinstance(each, CaseResult) and not each.failures), 1) for each in result.outcomes
    ]
    was = (
        [each.passed for each in changes.before.cases.values()] if before and changes.before else []
    )
    yield _measure("cases passed", passed, sum(was) / len(was) if was else None, "share")
    for metric in METRICS:
        if metric.unit == "words" or result.totals[metric.name].value is None:
            continue
        label = f"{metric.refusal}, answered" if metric.refusal else metric.label
        if metric.better == "lower":
            label += " ↓"
        yield _measure(label, _values(metric, result), before.get(metric.name), metric.unit)


def _measure(
    label: str, values: Sequence[tuple[float, int]], before: float | None, unit: str
) -> charts.Measure:
    found = mean(values)
    if found is None:
        raise ValueError(f"{label} has a total, and no case it was made from")
    shown = f"{found.mean:.3f}" if unit == "mean" else f"{100 * found.mean:.1f} %"
    return charts.Measure(label, found.mean, found.low, found.high, before, shown)


def _values(metric: Metric, result: SuiteResult) -> list[tuple[float, int]]:
    """Value and weight of each case that has a say in a metric; the worst where it raised."""
    worst = 1.0 if metric.better == "lower" else 0.0
    values = []
    for each in result.outcomes:
        if metric.refusal not in (None, each.case.refusal):
            continue
        if isinstance(each, CaseResult):
            score = each.scores[metric.score]
            if score.value is not None:
                values.append((score.value, score.weight))
        elif metric.weight is not None:
            values.append((worst, metric.weight(each.case)))
    return values


def _words_metric() -> Metric:
    return next(metric for metric in METRICS if metric.unit == "words")


def _difference(each: Difference) -> tuple[str, str, str]:
    verdict = "worse" if each.worse else "better" if each.improved else "may be chance"
    factor, unit = (100, " points") if each.unit == "share" else (1, "")
    figures = [each.interval.mean, each.interval.low, each.interval.high]
    rose, low, high = (
        f"{factor * figure + 0.0:+.{1 if factor == 100 else 3}f}" for figure in figures
    )
    return each.label, f"{rose}{unit}, {low} to {high}", verdict


def _kinds(result: SuiteResult, changes: Changes) -> list[charts.Bar]:
    known = changes.before.cases if changes.before else {}
    of = Counter(each.case.kind for each in result.outcomes)
    now = Counter(
        each.case.kind
        for each in result.outcomes
        if isinstance(each, CaseResult) and not each.failures
    )
    ids = {each.case.id: each.case.kind for each in result.outcomes}
    compared = Counter(kind for name, kind in ids.items() if name in known)
    was = Counter(kind for name, kind in ids.items() if name in known and known[name].passed)
    return [
        charts.Bar(kind, now[kind], of[kind], was[kind] if compared[kind] == of[kind] else None)
        for kind in sorted(of)
    ]


def _way_bars(steps: Sequence[Step]) -> list[charts.Bar]:
    return [charts.Bar(step.name, step.left, steps[0].left, None) for step in steps]


def _over_time(runs: Sequence[PastRun]) -> Markup | None:
    shown = runs[-_RUNS_SHOWN:]
    if len(shown) < 2:
        return None
    passed = [run.passed / run.cases if run.cases else None for run in shown]
    facts = [run.totals.get("fact_recall") for run in shown]
    first, last = (f"{run.at:%d %b %H:%M}" for run in (shown[0], shown[-1]))
    return charts.over_time((("cases passed", passed), ("facts given", facts)), first, last)


def _latency(result: SuiteResult, answered: Sequence[CaseResult]) -> Markup | None:
    if result.timing is None:
        return None
    seconds = [each.answer.seconds.total for each in answered if each.alone]
    return charts.latency(seconds, result.timing.median, result.timing.p95)


def _calibration(answered: Sequence[CaseResult]) -> Markup | None:
    if not answered:
        return None
    bins: list[list[CaseResult]] = [[] for _ in range(_BINS)]
    for each in answered:
        bins[min(_BINS - 1, int(_BINS * each.answer.confidence))].append(each)
    answerable, right = [], []
    for group in filter(None, bins):
        count = len(group)
        x, size = sum(each.answer.confidence for each in group) / count, count / len(answered)
        there = sum(each.case.answerable for each in group) / count
        passed = sum(not each.failures for each in group) / count
        said = f"{x:.2f}: {there:.0%} answerable, {passed:.0%} pass ({count})"
        answerable.append(charts.Dot(x, there, said, size))
        right.append(charts.Dot(x, passed, "", size))
    return charts.calibration(answerable, right)
