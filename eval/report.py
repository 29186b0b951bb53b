"""A run as people read it on a terminal or in a build's log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eval.metrics import METRICS
from eval.results import CaseError, CaseResult
from eval.scorers.citations import cited_files
from eval.significance import LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.changes import Changes, Difference
    from eval.metrics import Metric
    from eval.results import NotRun, SuiteResult, Timing, Total

_STYLES = {"better": "green", "worse": "red", "": ""}


# A build's log has no width of its own.
_LOG_WIDTH = 160


def report_console() -> Console:
    """Where reports are printed: as wide as the terminal, or wide where there is none."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, _LOG_WIDTH)
    return console


def print_report(
    console: Console,
    ran: Sequence[tuple[SuiteResult, Changes]],
    not_run: Sequence[NotRun],
    verbose: bool,
) -> None:
    """The table of metrics, then what changed, then suites that did not run."""
    if ran:
        console.print(metrics_table(ran))
    for result, changes in ran:
        for line in changed(result.suite.name, changes):
            console.print(line, soft_wrap=True)
        if verbose:
            _print_failing(console, result)
    for suite in not_run:
        console.print(
            Text.assemble((f"{suite.suite}: not run: ", "bold yellow"), suite.reason),
            soft_wrap=True,
        )


def metrics_table(ran: Sequence[tuple[SuiteResult, Changes]]) -> Table:
    """Metrics down, suites across; a total that changed has what it was behind it."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for result, _ in ran:
        table.add_column(result.suite.name, no_wrap=True)
    table.add_row("cases passed", *(_passed(result) for result, _ in ran))
    for metric in METRICS:
        # What no case of these suites asks for would be a row of dashes.
        if any(result.totals[metric.name].value is not None for result, _ in ran):
            table.add_row(metric.label, *(_cell(metric, *pair) for pair in ran))
    table.add_row("median answer", *(_seconds(result.timing, "median") for result, _ in ran))
    table.add_row("95 % of answers within", *(_seconds(result.timing, "p95") for result, _ in ran))
    return table


def amount(metric: Metric, value: float | None) -> str:
    """A total as people read it; a share below 1 never reads as 100 %."""
    if value is None:
        return "–"
    if metric.unit == "share":
        percent = round(100 * value, 1)
        if percent == 100 and value < 1:
            percent = 99.9
        return f"{percent:.1f} %"
    return f"{value:.3f}" if metric.unit == "mean" else f"{value:.1f}"


def changed(name: str, changes: Changes) -> Iterator[Text]:
    """What changed in a suite since the baseline, a line a case; one line when nothing did."""
    yield from (_headed(f"{name}: raised", each.case, each.reason) for each in changes.raised)
    for each in changes.newly_failing:
        yield _headed(f"{name}: newly failing", each.case, each.reason)
    for each in changes.newly_passing:
        yield _headed(f"{name}: newly passing", each.case, "", "bold green")
    if changes.before is None:
        yield _headed(f"{name}: no baseline", "", "save this run as one with --update-baseline")
        return
    for each in changes.new:
        yield _headed(f"{name}: new case", each.case, each.reason or "passes", "bold")
    for case in changes.removed:
        yield _headed(f"{name}: no longer in the suite", case, "", "bold")
    if changes.changed:
        other = ", ".join(each.case for each in changes.changed)
        yield _headed(f"{name}: another answer, as right or wrong as before", other, "", "bold")
    if not (changes.lost or changes.newly_passing or changes.new or changes.removed):
        still = len(changes.failing)
        tail = f" ({still} failing as before)" if still else ""
        yield Text(f"{name}: no case changed{tail}")
    yield from over_all(name, changes)


def over_all(name: str, changes: Changes) -> Iterator[Text]:
    """Each measure that differs, with its interval and whether that is more than chance."""
    for each in changes.differences:
        if not each.interval.mean:
            continue
        verdict, style = "may be chance", "bold"
        if each.worse:
            verdict, style = "worse", "bold red"
        elif each.improved:
            verdict, style = "better", "bold green"
        low, high = (_signed(each, value) for value in (each.interval.low, each.interval.high))
        rose = f"{_signed(each, each.interval.mean)} ({LEVEL:.1%} interval {low} to {high})"
        yield _headed(f"{name}: over all: {verdict}", each.label, rose, style)


def _signed(change: Difference, value: float) -> str:
    value += 0.0  # so that nothing reads as less than nothing
    return f"{100 * value:+.1f} points" if change.unit == "share" else f"{value:+.3f}"


def _headed(head: str, case: str, rest: str, style: str = "bold red") -> Text:
    parts = [part for part in (case, rest) if part]
    return Text.assemble((f"{head}: ", style), ": ".join(parts))


def _print_failing(console: Console, result: SuiteResult) -> None:
    for outcome in result.outcomes:
        if isinstance(outcome, CaseError) or outcome.failures:
            console.print()
            console.print(Text(f"{result.suite.name}: {outcome.case.id}", "bold"))
            for line in _failing_case(outcome):
                # A build's log keeps each line whole, so that it can be searched.
                console.print(
                    Padding(line, (0, 0, 0, 2)) if console.is_terminal else line,
                    soft_wrap=not console.is_terminal,
                )


def _failing_case(outcome: CaseResult | CaseError) -> Iterator[Text]:
    case = outcome.case
    for turn in case.history:
        yield Text(f"before    {turn.role}: {turn.content}")
    yield Text(f"question  {case.question}")
    if case.answerable:
        joined = " and " if case.every_source else " or "
        wanted = "; ".join(" | ".join(fact) for fact in case.facts)
        yield Text(f"expected  {wanted} from {joined.join(case.sources)}")
    else:
        yield Text(f"expected  a refusal ({case.refusal})")
    if isinstance(outcome, CaseError):
        yield Text(f"given     raised {outcome.error}")
        return
    yield Text(f"given     {outcome.answer.text}")
    if outcome.answer.citations:
        yield Text(f"citing    {', '.join(cited_files(outcome.answer))}")
    yield from (Text(f"fails     {failure}", "red") for failure in outcome.failures)


def _passed(result: SuiteResult) -> str:
    passed = sum(
        isinstance(outcome, CaseResult) and not outcome.failures for outcome in result.outcomes
    )
    return f"{passed} of {len(result.outcomes)}"


def _cell(metric: Metric, result: SuiteResult, changes: Changes) -> Text:
    total = result.totals[metric.name]
    shown = amount(metric, total.value)
    if total.value is not None and metric.unit != "words":
        shown += f" of {total.weight}"
    if changes.before is None or not result.whole:
        return Text(shown)
    before = changes.before.totals.get(metric.name)
    if amount(metric, before) == amount(metric, total.value):
        return Text(shown)
    verdict = _verdict(metric, before, total)
    was = f"(was {amount(metric, before)}{', ' if verdict else ''}{verdict})"
    return Text.assemble(f"{shown}  ", (was, _STYLES[verdict]))


def _verdict(metric: Metric, before: float | None, total: Total) -> str:
    if metric.better is None or before is None or total.value is None:
        return ""
    return "better" if (total.value > before) == (metric.better == "higher") else "worse"


def _seconds(timing: Timing | None, which: str) -> str:
    if timing is None:
        return "–"
    seconds = timing.median if which == "median" else timing.p95
    return f"{1000 * seconds:.0f} ms"
