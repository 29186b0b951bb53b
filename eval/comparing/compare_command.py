"""`python -m eval compare A B`: what changed from one file of results to another?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from eval.changes import compare
from eval.comparing.results_file import read_results
from eval.exits import HELD, WORSE, exit_with
from eval.gate import Strictness, is_worse
from eval.metrics import METRICS
from eval.report import amount, changed, report_console
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.changes import Side
    from eval.comparing.results_file import SuiteFileResult

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

BeforeArgument = Annotated[Path, typer.Argument(metavar="A", help="Results of before.")]
NowArgument = Annotated[Path, typer.Argument(metavar="B", help="Results of now.")]
GateOption = Annotated[
    Strictness, typer.Option("--gate", help="What counts as worse, as in a run.")
]


@app.command()
def run(a: BeforeArgument, b: NowArgument, gate: GateOption = "case") -> None:
    """Compare two files of results, as --json writes them, suite by suite and case by case.

    Exit code 0: B is no worse than A. 1: it is. 2: could not compare.
    """
    exit_with(lambda: compare_files(a, b, gate))


def compare_files(a: Path, b: Path, gate: Strictness) -> int:
    """Print what changed from A to B; returns the exit code.

    Raises SuiteError where they have no suite in common or can't be read.
    """
    before, now = read_results(a), read_results(b)
    both = [name for name in now if name in before]
    if not both:
        raise SuiteError(f"{a} and {b} have no suite in common: nothing to compare")
    console = report_console()
    worse = False
    for name in both:
        changes = compare(before[name].side, now[name].side)
        console.print(totals_table(name, before[name].side, now[name].side))
        for line in (*changed(name, changes), *other_pins(before[name], now[name])):
            console.print(line, soft_wrap=True)
        worse = worse or is_worse(changes, gate)
    for name in before.keys() ^ now.keys():
        console.print(f"{name}: only in {a if name in before else b}", soft_wrap=True)
    return WORSE if worse else HELD


def totals_table(suite: str, before: Side, now: Side) -> Table:
    """Metrics down, the two results across."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(suite)
    table.add_column("A", justify="right")
    table.add_column("B", justify="right")
    table.add_row("cases passed", *(_passed(side) for side in (before, now)))
    for metric in METRICS:
        values = [side.totals.get(metric.name) for side in (before, now)]
        if any(value is not None for value in values):
            table.add_row(metric.label, *(amount(metric, value) for value in values))
    return table


def other_pins(before: SuiteFileResult, now: SuiteFileResult) -> Iterator[Text]:
    """What the two were made with that is not the same."""
    for name in dict.fromkeys((*before.pins, *now.pins)):
        was, is_now = before.pins.get(name, "none"), now.pins.get(name, "none")
        if was != is_now:
            yield Text.assemble((f"{before.suite}: {name}: ", "bold"), f"{was}, now {is_now}")


def _passed(side: Side) -> str:
    return f"{sum(case.passed for case in side.cases.values())} of {len(side.cases)}"
