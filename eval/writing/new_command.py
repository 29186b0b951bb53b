"""`python -m eval new`: a case from a question."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.door import DOOR
from eval.exits import HELD, exit_with
from eval.indexes import DEFAULT_ROOT
from eval.options import ArticlesOption, ModelOption, RootOption  # noqa: TC001 - read by typer
from eval.writing.session import open_session, suite_to_write
from rag.settings import load_settings

if TYPE_CHECKING:
    from eval.run import Door

SuiteArgument = Annotated[str, typer.Argument(metavar="SUITE", help="Name or folder of a suite.")]
QuestionArgument = Annotated[
    str | None, typer.Argument(metavar="QUESTION", help="What to ask; asked for when left out.")
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Leave out articles after this day."),
]
BeginOption = Annotated[
    Path | None, typer.Option("--begin", help="Begin a suite over this folder of articles.")
]


def build_app(door: Door) -> typer.Typer:
    """The command line in front of a door to the articles."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def run(
        suite: SuiteArgument,
        question: QuestionArgument = None,
        as_of: AsOfOption = None,
        begin: BeginOption = None,
        articles: ArticlesOption = None,
        index_root: RootOption = DEFAULT_ROOT,
        model: ModelOption = None,
    ) -> None:
        """Ask a question, see what is answered now, and write the case it makes.

        Exit code 0: done, also where nothing was written. 2: could not.
        """

        def command() -> int:
            settings = load_settings(model=model)
            day: date | None = as_of.date() if as_of else None
            written = suite_to_write(suite, begin)
            with open_session(written, articles, index_root, settings, door) as session:
                asked = question if question is not None else typer.prompt("Question")
                session.add(asked, day)
            return HELD

        exit_with(command)

    return app


app = build_app(DOOR)
