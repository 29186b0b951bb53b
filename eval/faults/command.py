"""`python -m eval faults`: do the suites notice when the system is broken?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from eval.door import DOOR
from eval.exits import COULD_NOT_RUN, HELD, WORSE, exit_with
from eval.faults.check import Breakable, Noticed, notice, open_breakable
from eval.faults.faults import faults_for
from eval.gate import Request, plan
from eval.indexes import DEFAULT_ROOT, forget_stale, suite_settings
from eval.options import (  # noqa: TC001 - typer reads the command's annotations
    ArticlesOption,
    ModelOption,
    RootOption,
    SuitesArgument,
)
from eval.progress import asking
from eval.report import report_console
from eval.results import CaseResult, NotRun
from eval.run import AT_ONCE, Door, ask_all, open_suite
from rag.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.cases import Suite
    from rag.settings import Settings

EveryOption = Annotated[
    bool, typer.Option("--every", help="Ask every case, to count how many notice each fault.")
]

Found = dict[str, "tuple[Noticed, ...] | NotRun"]


def build_app(door: Door) -> typer.Typer:
    """The command line in front of a door whose engine can be broken."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def run(
        suites: SuitesArgument = None,
        articles: ArticlesOption = None,
        index_root: RootOption = DEFAULT_ROOT,
        every: EveryOption = False,
        model: ModelOption = None,
    ) -> None:
        """Break the system on purpose, one way at a time, and see whether a case that passes fails.

        Exit code 0: each suite notices every fault that it can tell. 1: one goes unnoticed, which
        is a missing case. 2: could not run.
        """

        def command() -> int:
            request = Request(names=tuple(suites or ()), articles=articles, root=index_root)
            settings = load_settings(model=model)
            found: Found = {
                each.suite.name: _break(each.suite, request, settings, door, every)
                for each in plan(request)
            }
            return _told(found, every, named=bool(suites))

        exit_with(command)

    return app


def _break(
    suite: Suite, request: Request, settings: Settings, door: Door, every: bool
) -> tuple[Noticed, ...] | NotRun:
    own = suite_settings(settings, request.root, suite.name)
    forget_stale(own.index)
    engine = open_suite(suite, own, door, request.articles)
    if isinstance(engine, NotRun):
        return engine
    if not isinstance(engine, Breakable):
        raise TypeError(f"{type(engine).__name__} has no index that could be broken")
    try:
        with asking(f"{suite.name}, whole", len(suite.cases)) as advance:
            passing = []
            for outcome in ask_all(suite.cases, engine, AT_ONCE):
                advance()
                if isinstance(outcome, CaseResult) and not outcome.failures:
                    passing.append(outcome.case)
        noticed = []
        for fault in faults_for(suite.cases, engine.articles()):
            with asking(f"{suite.name}, {fault.name}", len(passing)) as advance:
                noticed.append(notice(fault, passing, engine, every, advance))
        return tuple(noticed)
    finally:
        engine.close()


def _told(found: Mapping[str, tuple[Noticed, ...] | NotRun], every: bool, named: bool) -> int:
    console = report_console()
    broken = {name: each for name, each in found.items() if not isinstance(each, NotRun)}
    missing = [each for each in found.values() if isinstance(each, NotRun)]
    if broken:
        console.print(faults_table(broken, every))
    for suite in missing:
        line = Text.assemble((f"{suite.suite}: not run: ", "bold yellow"), suite.reason)
        console.print(line, soft_wrap=True)
    unnoticed = [
        (name, each.fault.name) for name, all_ in broken.items() for each in all_ if not each.caught
    ]
    for name, fault in unnoticed:
        advice = f"{name}: no case notices: {fault}; write one that does"
        console.print(Text(advice, "bold red"), soft_wrap=True)
    if unnoticed:
        return WORSE
    faulty = any(suite.fault for suite in missing) or (missing and named)
    return COULD_NOT_RUN if faulty or not broken else HELD


def faults_table(found: Mapping[str, Sequence[Noticed]], every: bool) -> Table:
    """Faults down, suites across: which case notices, or how many do."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("broken on purpose")
    for name in found:
        table.add_column(name)
    for row in zip(*found.values(), strict=True):
        table.add_row(row[0].fault.name, *(_cell(each, every) for each in row))
    return table


def _cell(noticed: Noticed, every: bool) -> Text:
    if noticed.fault.nothing is not None:
        return Text(noticed.fault.nothing, "dim")
    if not noticed.cases:
        return Text("not noticed", "bold red")
    if every:
        return Text(f"{len(noticed.cases)} of {noticed.asked} notice", "green")
    return Text(f"{noticed.cases[0]}, question {noticed.asked}", "green")


app = build_app(replace(DOOR, open=open_breakable))
