"""The command line of the retrieval measurements."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.exits import exit_with
from eval.indexes import DEFAULT_ROOT
from eval.options import ModelOption, RootOption  # noqa: TC001 - typer reads the annotations
from eval.report import report_console
from eval.retrieval.baseline import SHIPPED
from eval.retrieval.gate import Door, Request, evaluate, explain
from eval.retrieval.public import read_sets
from rag.errors import SuiteError
from rag.settings import load_settings

if TYPE_CHECKING:
    from eval.retrieval.gate import Engine
    from rag.embedding.protocol import Embedder
    from rag.settings import Settings

DataOption = Annotated[
    Path, typer.Option("--data", help="Folder that holds the public sets, a folder each.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", help="Measure only this set; repeatable.", show_default=False),
]
UpdateOption = Annotated[
    bool, typer.Option("--update-baseline", help="Make this run the baseline, shown first.")
]
BaselineOption = Annotated[Path, typer.Option("--baseline", help="File of the saved figures.")]
LinesOption = Annotated[
    Path | None, typer.Option("--json", help="File to write all figures to, as JSON.")
]
AblateOption = Annotated[
    bool,
    typer.Option("--ablate", help="Print what each part of the search is worth, in Markdown."),
]
EveryOption = Annotated[
    int, typer.Option("--every", min=1, help="With --ablate: ask only every Nth question.")
]


def build_app(door: Door) -> typer.Typer:
    """The command line in front of an embedding model and an engine."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def run(
        data: DataOption,
        only: SetOption = None,
        index_root: RootOption = DEFAULT_ROOT / "retrieval",
        update_baseline: UpdateOption = False,
        baseline: BaselineOption = SHIPPED,
        lines: LinesOption = None,
        model: ModelOption = None,
        ablate: AblateOption = False,
        every: EveryOption = 1,
    ) -> None:
        """Which passages come first, on public sets, beside plain BM25 and the baseline.

        Exit code 0: held. 1: a figure fell. 2: could not run, or nothing to hold it against.
        """

        def command() -> int:
            sets = read_sets(data, only or ())
            request = Request(index_root, baseline, update_baseline, lines)
            if every > 1 and not ablate:
                raise SuiteError("--every is for --ablate: figures to keep need every question")
            if ablate:
                sets = [replace(each, questions=each.questions[::every]) for each in sets]
            measure = explain if ablate else evaluate
            return measure(sets, request, load_settings(model=model), door, report_console())

        exit_with(command)

    return app


def _embedder(settings: Settings) -> Embedder:
    from rag.embedding import load_embedder

    return load_embedder(settings)


def _engine(settings: Settings) -> Engine:
    from rag.open_index import OpenIndex

    return OpenIndex(settings)


app = build_app(Door(_embedder, _engine))
