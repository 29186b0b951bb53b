"""`python -m eval steady`: does an unchanged system raise an alarm?"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from eval.exits import HELD, WORSE, exit_with
from eval.indexes import DEFAULT_ROOT
from eval.options import (  # noqa: TC001 - typer reads the command's annotations
    ArticlesOption,
    ModelOption,
    RootOption,
    SuitesArgument,
)
from eval.progress import asking
from eval.report import report_console
from eval.steady.reruns import in_a_program, reruns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eval.steady.reruns import Once, Rerun

RunsOption = Annotated[
    int, typer.Option("--runs", min=1, help="How many runs to hold against a first one.")
]


def build_app(program: Callable[[Sequence[str]], Once]) -> typer.Typer:
    """The command line in front of what makes a run out of the arguments of `python -m eval`."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def run(
        suites: SuitesArgument = None,
        runs: RunsOption = 20,
        articles: ArticlesOption = None,
        index_root: RootOption = DEFAULT_ROOT,
        model: ModelOption = None,
    ) -> None:
        """Run suites again and again and hold each run against the first, as against a baseline.

        Nothing changes in between, so every alarm is a false one. Exit code 0: there was none.
        1: there was one. 2: could not run.
        """
        arguments = [*(suites or ()), "--index-root", str(index_root)]
        arguments += ["--articles", str(articles)] if articles else []
        arguments += ["--model", model] if model else []
        exit_with(lambda: _steady(program(arguments), runs))

    return app


def _steady(once: Once, count: int) -> int:
    made: list[Rerun] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        asking("runs after a first one", count) as advance,
    ):
        for each in reruns(once, Path(folder), count):
            made.append(each)
            advance()
    console = report_console()
    for line in told(made):
        console.print(line, soft_wrap=True)
    return WORSE if any(each.alarms for each in made) else HELD


def told(made: Sequence[Rerun]) -> Iterator[Text]:
    """How the runs went, first what differed in which."""
    for each in made:
        for suite, changes in each.changes.items():
            cases = [*changes.newly_failing, *changes.newly_passing, *changes.changed]
            for case in (*cases, *changes.raised):
                yield Text(f"run {each.number}: {suite}: another answer: {case.case}", "yellow")
            for metric in changes.worse_over_all if suite in each.alarms else ():
                yield Text(f"run {each.number}: {suite}: worse over all: {metric.label}", "red")
    alarms = sum(bool(each.alarms) for each in made)
    same = sum(each.same for each in made)
    seconds = [each.seconds for each in made]
    suites = ", ".join(made[0].changes)
    yield Text.assemble(
        f"{suites}: {len(made)} runs after a first one: ",
        (f"{alarms or 'no'} {'alarm' if alarms == 1 else 'alarms'}", "red" if alarms else "green"),
        f", {same} the same byte for byte but for times,"
        f" {median(seconds):.1f} s a run ({min(seconds):.1f} to {max(seconds):.1f})",
    )


app = build_app(in_a_program)
