"""`python -m eval answers`: sentence choice, refusals and disagreement on public sets."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from eval.answers.measure import ask_all, figures
from eval.answers.sets import SETS
from eval.answers.stories import stories
from eval.exits import COULD_NOT_RUN, HELD, exit_with
from eval.indexes import DEFAULT_ROOT
from eval.options import ModelOption, RootOption  # noqa: TC001 - typer reads the annotations
from eval.retrieval.corpus import index_corpus
from rag.errors import SuiteError
from rag.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.answers.measure import Figures
    from eval.answers.sets import AnswerSet
    from rag.settings import Settings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Folder that holds the public sets, a folder each."),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", help="Measure only this set; repeatable.", show_default=False),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, help="Ask only the first so many of each set.")
]
JsonOption = Annotated[Path | None, typer.Option("--json", help="File to write the figures to.")]
ReaderOption = Annotated[
    str | None, typer.Option("--reader", help="auto, none or a cross-encoder; see the settings.")
]

STORIES = "stories"

# What a row is called, the figure it shows, and how.
ROWS = (
    ("best sentence answers", "right_sentence", "{:.3f}"),
    ("answer holds the answer", "held", "{:.3f}"),
    ("words an answer", "words", "{:.0f}"),
    ("answerable or not, AUC", "auc", "{:.3f}"),
    ("refused, of unanswerable", "refused", "{:.3f}"),
    ("refused, of answerable", "wrongly_refused", "{:.3f}"),
    ("both values shown", "both_shown", "{:.3f}"),
    ("said to disagree", "disputed", "{:.3f}"),
    ("median answer, ms", "milliseconds", "{:.0f}"),
)


@app.command()
def run(
    data: DataOption = None,
    only: SetOption = None,
    limit: LimitOption = None,
    index_root: RootOption = DEFAULT_ROOT / "answers",
    lines: JsonOption = None,
    model: ModelOption = None,
    reader: ReaderOption = None,
) -> None:
    """Which sentence is chosen, what is refused, and whether a planted answer stands beside the
    right one: on the invented stories and, with --data, public sets. Exit code 2 where it could
    not run."""

    def command() -> int:
        settings = load_settings(model=model, reader=reader)
        measured = {
            each.name: measure(each, settings, index_root, limit)
            for each in read_sets(data, only or [STORIES, *(SETS if data else ())])
        }
        Console(highlight=False).print(table(measured))
        if lines is not None:
            lines.write_text(json.dumps({k: asdict(v) for k, v in measured.items()}, indent=1))
        return HELD if measured else COULD_NOT_RUN

    exit_with(command)


def read_sets(data: Path | None, names: list[str]) -> list[AnswerSet]:
    """The sets of those names; raises SuiteError for one that is unknown or can't be read."""
    for name in names:
        if name not in (STORIES, *SETS):
            raise SuiteError(
                f"There is no question set {name}: name one of {', '.join([STORIES, *SETS])}."
            )
        if name != STORIES and data is None:
            raise SuiteError(f"{name}: name the folder of the public sets with --data")
    try:
        return [
            stories() if data is None or name == STORIES else SETS[name](data) for name in names
        ]
    except OSError as error:
        raise SuiteError(
            f"{error.filename}: {error.strerror}; name the folder of the public sets"
        ) from None


def measure(each: AnswerSet, settings: Settings, root: Path, limit: int | None) -> Figures:
    """Index a set's corpus, ask its questions, and sum up."""
    from rag.embedding import load_embedder
    from rag.engine import query_engine

    engine = query_engine(index_corpus(each.corpus, settings, root, load_embedder))
    questions = each.questions[:limit]
    try:
        with Progress() as progress:
            task = progress.add_task(each.name, total=len(questions))
            outcomes = ask_all(questions, engine, lambda: progress.advance(task))
    finally:
        engine.close()
    return figures(questions, outcomes)


def table(measured: Mapping[str, Figures]) -> Table:
    """One column a set; a dash where a figure has no say."""
    shown = Table("", *measured)
    shown.add_row("questions", *(str(each.questions) for each in measured.values()))
    for label, name, form in ROWS:
        values = [getattr(each, name) for each in measured.values()]
        shown.add_row(label, *("–" if value is None else form.format(value) for value in values))
    return shown
