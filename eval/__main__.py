"""`python -m eval`: did answers get worse?"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands import subcommand
from eval.gate import COULD_NOT_RUN, Request, evaluate
from eval.indexes import DEFAULT_ROOT
from eval.run import Door
from rag.errors import DatelineError, SuiteError
from rag.settings import load_settings

if TYPE_CHECKING:
    from eval.run import Engine
    from rag.settings import Settings

SuitesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SUITE",
        help="Names or folders of suites; all shipped ones when left out.",
        show_default=False,
    ),
]
ArticlesOption = Annotated[
    Path | None, typer.Option("--articles", help="Folder of articles that suites name, not ship.")
]
RootOption = Annotated[
    Path, typer.Option("--index-root", help="Folder that keeps the suites' indexes between runs.")
]
UpdateOption = Annotated[
    bool, typer.Option("--update-baseline", help="Make this run the baseline, shown first.")
]
LinesOption = Annotated[
    Path | None, typer.Option("--json", help="File to write results to, as JSON lines.")
]
CaseOption = Annotated[
    list[str] | None,
    typer.Option("--case", help="Ask only the case of this id; repeatable.", show_default=False),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only", help="Ask only cases of this kind or refusal; repeatable.", show_default=False
    ),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="Embedding model to index and ask with.")
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", help="Show each failing case: expected and given.")
]


def build_app(door: Door) -> typer.Typer:
    """The command line in front of a door to the articles."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def run(
        suites: SuitesArgument = None,
        articles: ArticlesOption = None,
        index_root: RootOption = DEFAULT_ROOT,
        update_baseline: UpdateOption = False,
        lines: LinesOption = None,
        case: CaseOption = None,
        only: OnlyOption = None,
        model: ModelOption = None,
        verbose: VerboseOption = False,
    ) -> None:
        """Run suites against their baselines.

        Exit code 0: held. 1: a case that passed fails, or a case raised. 2: could not run.
        """
        request = Request(
            names=tuple(suites or ()),
            articles=articles,
            root=index_root,
            cases=frozenset(case or ()),
            tags=frozenset(only or ()),
            update_baseline=update_baseline,
            lines=lines,
            verbose=verbose,
        )
        try:
            code = evaluate(request, load_settings(model=model), door)
        except DatelineError as error:
            typer.echo(str(error), err=True)
            code = COULD_NOT_RUN
        except Exception:  # noqa: BLE001 - a crash that exits with 1 would read as worse answers
            traceback.print_exc()
            code = COULD_NOT_RUN
        raise typer.Exit(code)

    return app


def _index(folder: Path, settings: Settings) -> None:
    from ingest.progress import TerminalBar
    from ingest.sync import sync
    from rag.embedding import load_embedder

    with TerminalBar() as bar:
        report = sync(folder, settings, lambda: load_embedder(settings), replace=True, watcher=bar)
    if report.failed:
        listed = "; ".join(f"{each.file}: {each.error}" for each in report.failed)
        raise SuiteError(f"articles that can't be indexed: {listed}")


def _open(settings: Settings) -> Engine:
    from rag.engine import query_engine

    return query_engine(settings)


if __name__ == "__main__":
    if (other := subcommand(sys.argv[1:])) is not None:
        other(sys.argv[2:], prog_name=f"python -m eval {sys.argv[1]}")
    build_app(Door(index=_index, open=_open))()
