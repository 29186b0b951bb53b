"""Running suites against their baselines, and what exit code that makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from eval.baseline import Changes, compare, read_baseline, write_baseline
from eval.exits import COULD_NOT_RUN, HELD, WORSE
from eval.indexes import forget_stale, suite_settings
from eval.lines import as_lines
from eval.load import find_suite, load_suite, shipped_suites
from eval.report import print_report
from eval.results import NotRun, SuiteResult
from eval.run import open_suite, run_suite
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from eval.baseline import Baseline
    from eval.cases import Case, Suite
    from eval.run import Door
    from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line; no names means every shipped suite."""

    names: tuple[str, ...]
    articles: Path | None
    root: Path
    cases: frozenset[str]
    tags: frozenset[str]
    update_baseline: bool
    lines: Path | None
    verbose: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A suite with the cases to ask of it, and what they are held against."""

    suite: Suite
    asked: tuple[Case, ...]
    baseline: Baseline | None


def evaluate(request: Request, settings: Settings, door: Door) -> int:
    """Run what was asked for, print it, write what is to be written; returns the exit code.

    Raises SuiteError, before anything is run, when a suite or a baseline can't be used.
    """
    planned = plan(request)
    results = [_run(each, request, settings, door) for each in planned]
    ran = [
        (result, compare(each.baseline, result))
        for each, result in zip(planned, results, strict=True)
        if isinstance(result, SuiteResult)
    ]
    not_run = [result for result in results if isinstance(result, NotRun)]
    console = Console(highlight=False)
    print_report(console, ran, not_run, request.verbose)
    if request.lines:
        _write_lines(request.lines, as_lines(results, settings))
    if request.update_baseline:
        ran = [_save(console, result, changes) for result, changes in ran]
    return exit_code([changes for _, changes in ran], not_run)


def plan(request: Request) -> list[Planned]:
    """The suites asked for that have a case asked for; raises SuiteError when there is none."""
    if request.update_baseline and (request.cases or request.tags):
        raise SuiteError("--update-baseline needs whole suites; leave out --case and --only")
    folders = dict.fromkeys(find_suite(name) for name in request.names)
    suites = [load_suite(folder) for folder in folders or shipped_suites()]
    if not suites:
        raise SuiteError("there is no suite; see docs/evaluation.md for how to write one")
    planned = [
        Planned(suite, asked, read_baseline(suite.folder))
        for suite in suites
        if (asked := tuple(case for case in suite.cases if _is_asked(case, request)))
    ]
    if not planned:
        wanted = ", ".join(sorted(request.cases | request.tags))
        raise SuiteError(f"no case is called or tagged {wanted} in {_names(suites)}")
    return planned


def exit_code(changes: Sequence[Changes], not_run: Sequence[NotRun]) -> int:
    """1 when a suite got worse, else 2 when something could not be run, else 0.

    A suite without a baseline could not be held against anything. One that merely lacks its
    articles leaves the code to the others, but where none ran there is nothing that held.
    """
    if any(change.worse for change in changes):
        return WORSE
    unheld = any(change.baseline is None for change in changes)
    faulty = any(suite.fault for suite in not_run)
    return COULD_NOT_RUN if unheld or faulty or not changes else HELD


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
    try:
        with _progress() as progress:
            bar = progress.add_task(planned.suite.name, total=len(planned.asked))
            return run_suite(planned.suite, planned.asked, engine, lambda: progress.advance(bar))
    finally:
        engine.close()


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise SuiteError(
            f"{path}: results can't be written there ({error.strerror}); name another file"
        ) from None


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _save(console: Console, result: SuiteResult, changes: Changes) -> tuple[SuiteResult, Changes]:
    """Make the run its suite's baseline, so that nothing is worse than it any more."""
    name = result.suite.name
    if changes.raised:
        count = len(changes.raised)
        console.print(f"{name}: baseline kept as it was: {count} cases raised", style="red")
        return result, changes
    path = write_baseline(result)
    console.print(f"{name}: baseline written to {path}", soft_wrap=True)
    return result, compare(read_baseline(result.suite.folder), result)
