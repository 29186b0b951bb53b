"""`python -m eval`: did answers get worse?"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands import subcommand
from eval.door import DOOR
from eval.exits import exit_with
from eval.gate import Request, Strictness, evaluate
from eval.indexes import DEFAULT_ROOT
from eval.options import (  # noqa: TC001 - typer reads the command's annotations
    ArticlesOption,
    CaseOption,
    ModelOption,
    OnlyOption,
    RootOption,
    SuitesArgument,
)
from eval.watch import run_and_watch
from rag.errors import SuiteError
from rag.settings import load_settings

if TYPE_CHECKING:
    from eval.run import Door

UpdateOption = Annotated[
    bool, typer.Option("--update-baseline", help="Make this run the baseline, shown first.")
]
LinesOption = Annotated[
    Path | None, typer.Option("--json", help="File to write results to, as JSON lines.")
]
JunitOption = Annotated[
    Path | None, typer.Option("--junit", help="File to write JUnit XML to, for build servers.")
]
PageOption = Annotated[
    Path | None, typer.Option("--report", help="File to write the report to, as one HTML page.")
]
GateOption = Annotated[
    Strictness,
    typer.Option(
        "--gate",
        help="What counts as worse: any case that is lost, or only a loss over all beyond chance.",
    ),
]
FailFastOption = Annotated[
    bool, typer.Option("--fail-fast", help="Stop at the first case that is lost or raises.")
]
WatchOption = Annotated[
    bool,
    typer.Option("--watch", help="Run again whenever cases, articles, code or settings change."),
]
LlmOption = Annotated[
    bool,
    typer.Option(
        "--llm", help="Let the language model that the settings name write; its own baseline."
    ),
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
        junit: JunitOption = None,
        report: PageOption = None,
        gate: GateOption = "case",
        fail_fast: FailFastOption = False,
        watch: WatchOption = False,
        model: ModelOption = None,
        verbose: VerboseOption = False,
        llm: LlmOption = False,
    ) -> None:
        """Run suites against their baselines.

        Exit code 0: held. 1: a case that passed fails, a case raised, or a measure got worse over
        all by more than chance. 2: could not run.
        """
        request = Request(
            names=tuple(suites or ()),
            articles=articles,
            root=index_root,
            cases=frozenset(case or ()),
            tags=frozenset(only or ()),
            strictness=gate,
            fail_fast=fail_fast,
            update_baseline=update_baseline,
            lines=lines,
            junit=junit,
            page=report,
            verbose=verbose,
        )

        def command() -> int:
            if not watch:
                settings = load_settings(model=model)
                if not llm:
                    return evaluate(request, settings, door)
                from eval.written import baseline_name, writing_door

                named = replace(request, baseline=baseline_name(settings))
                return evaluate(named, settings, writing_door(door))
            if update_baseline:
                raise SuiteError("--watch and --update-baseline don't go together; leave one out")
            return run_and_watch(request.names, articles, sys.argv[1:])

        exit_with(command)

    return app


if __name__ == "__main__":
    if (other := subcommand(sys.argv[1:])) is not None:
        other(sys.argv[2:], prog_name=f"python -m eval {sys.argv[1]}")
    build_app(DOOR)()
