"""`python -m eval drafts`: what people thought of answers, kept as cases or dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from eval.door import DOOR
from eval.exits import COULD_NOT_RUN, HELD, exit_with
from eval.indexes import DEFAULT_ROOT
from eval.options import ArticlesOption, ModelOption, RootOption  # noqa: TC001 - read by typer
from eval.writing.drafts import drop, read_drafts
from eval.writing.session import open_session, suite_to_write
from rag.errors import DatelineError
from rag.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.run import Door
    from eval.writing.drafts import DraftFile, Unreadable
    from eval.writing.session import Session

DRAFTS = Path("drafts")
THUMBS = {"up": "good answer", "down": "bad answer"}

SuiteArgument = Annotated[
    str | None,
    typer.Argument(metavar="SUITE", help="Where to keep them; they are only listed without."),
]
FolderOption = Annotated[Path, typer.Option("--from", help="Folder that the page leaves them in.")]


def build_app(door: Door) -> typer.Typer:
    """The command line in front of a door to the articles."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def run(
        suite: SuiteArgument = None,
        folder: FolderOption = DRAFTS,
        articles: ArticlesOption = None,
        index_root: RootOption = DEFAULT_ROOT,
        model: ModelOption = None,
    ) -> None:
        """List the answers that people judged on the page; with SUITE, keep or drop each.

        Exit code 0: done. 2: could not, or a file in the folder is no draft.
        """

        def command() -> int:
            drafts, unreadable = read_drafts(folder)
            _list(folder, drafts, unreadable)
            if suite is not None and drafts:
                written = suite_to_write(suite, None)
                settings = load_settings(model=model)
                with open_session(written, articles, index_root, settings, door) as session:
                    _go_through(drafts, session)
            return COULD_NOT_RUN if unreadable else HELD

        exit_with(command)

    return app


def _list(folder: Path, drafts: Sequence[DraftFile], unreadable: Sequence[Unreadable]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for each in drafts:
        draft = each.draft
        head = f"{draft.at:%Y-%m-%d %H:%M}  {THUMBS[draft.verdict]}: "
        console.print(Text.assemble((head, "bold"), draft.question))
        if draft.comment:
            console.print(Text(f"    {draft.comment}"))
    for wrong in unreadable:
        console.print(Text(f"{wrong.path}: no draft: {wrong.reason}", "red"))
    if not drafts:
        console.print(Text(f"no drafts in {folder}"))


def _go_through(drafts: Sequence[DraftFile], session: Session) -> None:
    kept = dropped = 0
    for number, each in enumerate(drafts, start=1):
        draft = each.draft
        typer.echo(f"\n{number} of {len(drafts)}: {draft.question}")
        for turn in draft.history:
            typer.echo(f"    before: {turn.role}: {turn.content}")
        typer.echo(f"    then ({THUMBS[draft.verdict]}): {draft.answer.answer}")
        if draft.comment:
            typer.echo(f"    comment: {draft.comment}")
        choice = _choice()
        if choice == "quit":
            break
        if choice == "drop":
            drop(each)
            dropped += 1
        if choice == "keep" and _kept(each, session):
            drop(each)
            kept += 1
    typer.echo(f"\n{kept} kept, {dropped} dropped, {len(drafts) - kept - dropped} left")


def _choice() -> str:
    words = {"k": "keep", "d": "drop", "l": "later", "q": "quit"}
    while True:
        typed = typer.prompt("keep, drop, later or quit", default="later").strip().lower()
        if typed[:1] in words and words[typed[:1]].startswith(typed):
            return words[typed[:1]]
        typer.echo("one of: keep, drop, later, quit")


def _kept(each: DraftFile, session: Session) -> bool:
    """Whether the draft became a case; one that can't is left where it is, and said."""
    draft = each.draft
    try:
        return session.add(draft.question, draft.as_of, draft.history)
    except DatelineError as error:
        typer.echo(str(error), err=True)
        return False


app = build_app(DOOR)
