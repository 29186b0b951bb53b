"""`python -m eval sweep`: what do other settings do to answers, and to their time?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from eval.comparing.sweep import choices, together, unbeaten
from eval.door import DOOR
from eval.exits import HELD, exit_with
from eval.files import write_file
from eval.gate import Request, plan
from eval.indexes import DEFAULT_ROOT, forget_stale, suite_settings
from eval.options import (  # noqa: TC001 - typer reads the command's annotations
    ArticlesOption,
    CaseOption,
    ModelOption,
    OnlyOption,
    RootOption,
    SuitesArgument,
)
from eval.progress import asking
from eval.report import report_console
from eval.results import CaseError, CaseResult, NotRun
from eval.run import open_suite, run_suite
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.comparing.sweep import Choice, Swept
    from eval.gate import Planned
    from eval.results import SuiteResult
    from eval.run import Door

SetOption = Annotated[
    list[str],
    typer.Option("--set", help="A setting and its values, NAME=VALUE,VALUE; repeatable."),
]
PageOption = Annotated[
    Path | None, typer.Option("--report", help="File to draw quality against time in, as HTML.")
]
LinesOption = Annotated[
    Path | None, typer.Option("--json", help="File to write a JSON line for each choice to.")
]


def build_app(door: Door) -> typer.Typer:
    """The command line in front of a door to the articles."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def run(
        ranges: SetOption,
        suites: SuitesArgument = None,
        articles: ArticlesOption = None,
        index_root: RootOption = DEFAULT_ROOT,
        case: CaseOption = None,
        only: OnlyOption = None,
        model: ModelOption = None,
        report: PageOption = None,
        lines: LinesOption = None,
    ) -> None:
        """Ask suites under every choice of settings; nothing is held against a baseline.

        Exit code 0: asked. 2: could not run.
        """

        def command() -> int:
            request = Request(
                names=tuple(suites or ()),
                articles=articles,
                root=index_root,
                cases=frozenset(case or ()),
                tags=frozenset(only or ()),
            )
            planned = plan(request)
            swept = [_ask(each, planned, request, door) for each in choices(ranges, model)]
            best = unbeaten(swept)
            report_console().print(sweep_table(swept, best))
            if lines:
                write_file(lines, "".join(f"{_line(each, each in best)}\n" for each in swept))
            if report:
                _draw(report, [each.suite.name for each in planned], swept, best)
            return HELD

        exit_with(command)

    return app


def sweep_table(swept: Sequence[Swept], best: Sequence[Swept]) -> Table:
    """A row for each choice; a star where nothing else is both better and faster."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, _ in swept[0].choice.values:
        table.add_column(name, justify="right")
    for heading in ("cases passed", "95 %", "facts", "MRR", "words", "median", ""):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in swept:
        table.add_row(
            *(value for _, value in each.choice.values),
            *cells(each),
            "*" if each in best else "",
            style="bold" if each in best else "",
        )
    return table


def cells(swept: Swept) -> tuple[str, ...]:
    """The figures of a choice as people read them."""
    facts, mrr, words = swept.facts, swept.mrr, swept.words
    return (
        f"{swept.passed.mean:.1%} of {swept.cases}",
        f"{swept.passed.low:.0%} to {swept.passed.high:.0%}",
        "–" if facts is None else f"{facts:.1%}",
        "–" if mrr is None else f"{mrr:.3f}",
        "–" if words is None else f"{words:.0f}",
        f"{1000 * swept.seconds:.0f} ms",
    )


def _ask(choice: Choice, planned: Sequence[Planned], request: Request, door: Door) -> Swept:
    results = []
    for each in planned:
        result = _run(choice, each, request, door)
        # Of all shipped suites, those whose articles are elsewhere are left out of every choice.
        if isinstance(result, NotRun) and (result.fault or request.names):
            raise SuiteError(f"{result.suite}: {choice.name}: {result.reason}")
        if not isinstance(result, NotRun):
            results.append(result)
    if not results:
        raise SuiteError("no suite has its articles; say where they are with --articles DIR")
    return together(choice, results)


def _run(choice: Choice, planned: Planned, request: Request, door: Door) -> SuiteResult | NotRun:
    own = suite_settings(choice.settings, request.root, planned.suite.name)
    forget_stale(own.index)
    engine = open_suite(planned.suite, own, door, request.articles)
    if isinstance(engine, NotRun):
        return engine
    try:
        with asking(f"{choice.name}: {planned.suite.name}", len(planned.asked)) as advance:

            def goes_on(_: CaseResult | CaseError) -> bool:
                advance()
                return True

            return run_suite(planned.suite, planned.asked, engine, goes_on)
    finally:
        engine.close()


def _line(swept: Swept, best: bool) -> str:
    return json.dumps(
        {
            "settings": swept.choice.settings.model_dump(
                mode="json", exclude={"index", "cache", "host", "port"}
            ),
            "swept": dict(swept.choice.values),
            "cases": swept.cases,
            "passed": [swept.passed.mean, swept.passed.low, swept.passed.high],
            "fact_recall": swept.facts,
            "reciprocal_rank": swept.mrr,
            "words": swept.words,
            "unbeaten": best,
            "seconds": swept.seconds,
        }
    )


def _draw(path: Path, suites: Sequence[str], swept: Sequence[Swept], best: Sequence[Swept]) -> None:
    from eval.page.build import render
    from eval.page.charts import Dot, scatter

    dots = {each.choice: Dot(each.seconds, each.passed.mean, each.choice.name) for each in swept}
    html = render(
        "sweep.html.j2",
        suites=suites,
        at=datetime.now(UTC),
        names=[name for name, _ in swept[0].choice.values],
        rows=[
            ([value for _, value in each.choice.values], cells(each), each in best)
            for each in swept
        ],
        picture=scatter(list(dots.values()), [dots[each.choice] for each in best]),
    )
    write_file(path, html)
    report_console().print(f"report: {path}", soft_wrap=True)


app = build_app(DOOR)
