"""Running suites against their baselines, and what exit code that makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from eval.baseline import BASELINE, read_baseline, write_baseline
from eval.changes import Changes, compare
from eval.exits import COULD_NOT_RUN, HELD, WORSE
from eval.files import write_file
from eval.history import keep_run, past_run, read_runs
from eval.indexes import DEFAULT_ROOT, forget_stale, suite_settings
from eval.junit import junit_xml
from eval.lines import as_lines, code_digest
from eval.load import find_suite, load_suite, shipped_suites
from eval.progress import asking
from eval.report import print_report, report_console
from eval.results import CaseError, NotRun, SuiteResult
from eval.run import open_suite, run_suite
from eval.sides import side_of
from eval.written import writing_line
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from eval.baseline import Baseline
    from eval.cases import Case, Suite
    from eval.history import PastRun
    from eval.results import CaseResult
    from eval.run import Door
    from rag.settings import Settings

Strictness = Literal["case", "overall"]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line; no names means every shipped suite."""

    names: tuple[str, ...] = ()
    articles: Path | None = None
    root: Path = DEFAULT_ROOT
    cases: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    strictness: Strictness = "case"
    fail_fast: bool = False
    update_baseline: bool = False
    lines: Path | None = None
    junit: Path | None = None
    page: Path | None = None
    verbose: bool = False
    baseline: str = BASELINE


@dataclass(frozen=True, slots=True)
class Planned:
    """A suite with the cases to ask of it, and what they are held against."""

    suite: Suite
    asked: tuple[Case, ...]
    baseline: Baseline | None


@dataclass(frozen=True, slots=True)
class Held:
    """A suite that ran, held against its baseline, with its last runs on this machine."""

    result: SuiteResult
    changes: Changes
    runs: tuple[PastRun, ...]


def evaluate(request: Request, settings: Settings, door: Door) -> int:
    """Run what was asked for, print it, write what is to be written; returns the exit code.

    Raises SuiteError, before anything is run, when a suite or a baseline can't be used.
    """
    planned = plan(request)
    results = [_run(each, request, settings, door) for each in planned]
    held = [
        _hold(each.baseline, result, request)
        for each, result in zip(planned, results, strict=True)
        if isinstance(result, SuiteResult)
    ]
    not_run = [result for result in results if isinstance(result, NotRun)]
    console = report_console()
    ran = [(each.result, each.changes) for each in held]
    print_report(console, ran, not_run, request.verbose)
    for line in filter(None, (writing_line(each.result) for each in held)):
        console.print(line, soft_wrap=True)
    if request.lines:
        write_file(request.lines, "".join(f"{line}\n" for line in as_lines(results, settings)))
    if request.junit:
        write_file(request.junit, junit_xml(ran, not_run))
    if request.page:
        _write_page(request.page, held, not_run, settings)
        console.print(f"report: {request.page}", soft_wrap=True)
    changes = [each.changes for each in held]
    if request.update_baseline:
        changes = [_save(console, each, request.baseline) for each in held]
    return exit_code(changes, not_run, request.strictness)


def plan(request: Request) -> list[Planned]:
    """The suites asked for that have a case asked for; raises SuiteError when there is none."""
    if request.update_baseline and (request.cases or request.tags or request.fail_fast):
        raise SuiteError(
            "--update-baseline needs whole suites; leave out --case, --only and --fail-fast"
        )
    folders = dict.fromkeys(find_suite(name) for name in request.names)
    suites = [load_suite(folder) for folder in folders or shipped_suites()]
    if not suites:
        raise SuiteError("there is no suite; see docs/evaluation.md for how to write one")
    planned = [
        Planned(suite, asked, read_baseline(suite.folder, request.baseline))
        for suite in suites
        if (asked := tuple(case for case in suite.cases if _is_asked(case, request)))
    ]
    if not planned:
        wanted = ", ".join(sorted(request.cases | request.tags))
        raise SuiteError(f"no case is called or tagged {wanted} in {_names(suites)}")
    return planned


def exit_code(
    changes: Sequence[Changes], not_run: Sequence[NotRun], strictness: Strictness = "case"
) -> int:
    """1 when a suite got worse, else 2 when something could not be run, else 0.

    A suite without a baseline could not be held against anything. One that merely lacks its
    articles leaves the code to the others, but where none ran there is nothing that held.
    """
    if any(is_worse(change, strictness) for change in changes):
        return WORSE
    unheld = any(change.before is None for change in changes)
    faulty = any(suite.fault for suite in not_run)
    return COULD_NOT_RUN if unheld or faulty or not changes else HELD


def is_worse(changes: Changes, strictness: Strictness) -> bool:
    """Whether a run got worse: a measure over all by more than chance, or a case that raised.

    Strictly by "case", also where a case that passed fails, however many others pass now.
    """
    if changes.raised or changes.worse_over_all:
        return True
    return strictness == "case" and changes.lost


def _is_asked(case: Case, request: Request) -> bool:
    named = not request.cases or case.id in request.cases
    tagged = not request.tags or bool(request.tags & {case.kind, case.refusal, *case.tags})
    return named and tagged


def _names(suites: Sequence[Suite]) -> str:
    return ", ".join(suite.name for suite in suites)


def _run(
    planned: Planned, request: Request, settings: Settings, door: Door
) -> SuiteResult | NotRun:
    own = suite_settings(settings, request.root, planned.suite.name)
    forget_stale(own.index)
    engine = open_suite(planned.suite, own, door, request.articles)
    if isinstance(engine, NotRun):
        return replace(engine, fault=True) if request.names else engine
    passed = {
        name
        for name, case in (planned.baseline.cases if planned.baseline else {}).items()
        if case.passed
    }

    def goes_on(outcome: CaseResult | CaseError) -> bool:
        advance()
        lost = isinstance(outcome, CaseError) or (outcome.failures and outcome.case.id in passed)
        return not (request.fail_fast and lost)

    try:
        with asking(planned.suite.name, len(planned.asked)) as advance:
            result = run_suite(planned.suite, planned.asked, engine, goes_on, door.pin(own))
        return door.finish(engine, result)
    finally:
        engine.close()


def _hold(baseline: Baseline | None, result: SuiteResult, request: Request) -> Held:
    changes = compare(baseline.side() if baseline else None, side_of(result))
    folder = request.root / result.suite.name
    if request.baseline != BASELINE:  # runs with a language model are a history of their own
        folder /= request.baseline.removesuffix(".json")
    if not result.whole:
        return Held(result, changes, read_runs(folder))
    run = past_run(result, code_digest(), datetime.now(UTC))
    return Held(result, changes, keep_run(folder, run))


def _write_page(
    path: Path, held: Sequence[Held], not_run: Sequence[NotRun], settings: Settings
) -> None:
    from eval.page.build import page_html  # late, as most runs draw nothing

    write_file(path, page_html(held, not_run, settings, datetime.now(UTC)))


def _save(console: Console, held: Held, baseline: str) -> Changes:
    """Make the run its suite's baseline, so that nothing is worse than it any more."""
    result, name = held.result, held.result.suite.name
    if held.changes.raised:
        count = len(held.changes.raised)
        console.print(f"{name}: baseline kept as it was: {count} cases raised", style="red")
        return held.changes
    path = write_baseline(result, baseline)
    console.print(f"{name}: baseline written to {path}", soft_wrap=True)
    saved = read_baseline(result.suite.folder, baseline)
    return compare(saved.side() if saved else None, side_of(result))
