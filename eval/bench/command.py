"""The command line of the benchmark."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from eval.bench.figures import LARGE, SMALL, Figure, compare
from eval.bench.machine import machine, versions
from eval.bench.measure import Plan, measure
from eval.bench.report import as_json, markdown, show
from eval.exits import HELD, WORSE, exit_with
from eval.indexes import DEFAULT_ROOT
from rag.errors import SuiteError

SIZES = f"{SMALL},10000,{LARGE}"
NEEDED = ("matplotlib", "llama_index.vector_stores.chroma", "llama_index.embeddings.huggingface")

SizesOption = Annotated[str, typer.Option("--sizes", help="Passages of each corpus.")]
QuickOption = Annotated[
    bool, typer.Option("--quick", help="One small corpus and few rounds, to see that it runs.")
]
FolderOption = Annotated[
    Path, typer.Option("--folder", help="Where corpora, indexes and results are written.")
]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def run(
    sizes: SizesOption = SIZES,
    quick: QuickOption = False,
    folder: FolderOption = DEFAULT_ROOT / "bench",
) -> None:
    """What Dateline costs beside llama-index's quick start: time, memory and disk, by size.

    Writes bench.json, bench.md and bench.svg into the folder. Exit code 0: every goal that was
    measured is reached. 1: one is not. 2: could not run.
    """
    exit_with(lambda: _bench(plan_of(sizes, quick, folder)))


def plan_of(sizes: str, quick: bool, folder: Path) -> Plan:
    """What the options ask for; raises SuiteError where they make no sense or libraries lack."""
    missing = [name for name in NEEDED if not _there(name)]
    if missing:
        raise SuiteError(
            f"The benchmark needs {', '.join(missing)}:"
            " pip install -e '.[bench]' -c constraints.txt"
        )
    if quick:
        return Plan(folder, (200,), texts=16, questions=10, rounds=1)
    try:
        asked = tuple(int(size) for size in sizes.split(","))
    except ValueError:
        asked = ()
    if not asked or min(asked) < 1:
        raise SuiteError(f"--sizes {sizes!r} are no numbers of passages: as in --sizes {SIZES}")
    return Plan(folder, asked, texts=160, questions=100, rounds=2)


def _there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _bench(plan: Plan) -> int:
    from eval.bench.plot import draw

    console = Console(highlight=False)
    figures = _measured(plan)
    about = {"machine": machine(), "versions": versions()}
    show(figures, about, console)
    (plan.folder / "bench.json").write_text(as_json(figures, about), encoding="utf-8")
    (plan.folder / "bench.md").write_text(markdown(figures), encoding="utf-8")
    draw(figures, plan.folder / "bench.svg")
    console.print(f"Written: {plan.folder}/bench.json, bench.md, bench.svg")
    return WORSE if any(each.reached is False for each in compare(figures)) else HELD


def _measured(plan: Plan) -> list[Figure]:
    """Everything, with a bar that says what is being done; a line for each step without one."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=plan.steps)
        steps = 0

        def step(what: str) -> None:
            nonlocal steps
            bar.update(task, description=what, completed=steps)
            if not console.is_terminal:
                console.print(f"{steps + 1}/{plan.steps} {what}", highlight=False)
            steps += 1

        return list(measure(plan, step))
