"""Arguments and options that several commands of `python -m eval` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
CaseOption = Annotated[
    list[str] | None,
    typer.Option("--case", help="Ask only the case of this id; repeatable.", show_default=False),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        help="Ask only cases of this kind, tag or refusal; repeatable.",
        show_default=False,
    ),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="Embedding model to index and ask with.")
]
