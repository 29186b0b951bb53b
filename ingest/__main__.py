"""`python -m ingest FOLDER`: bring the index in step with a folder of articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.progress import TerminalBar
from ingest.report import json_line, summary
from ingest.sync import sync
from rag.errors import DatelineError
from rag.settings import load_settings

if TYPE_CHECKING:
    from ingest.report import IngestReport
    from rag.embedding.protocol import Embedder
    from rag.settings import Settings

# What a shell says of a program that was ended with Ctrl-C: 128 and the signal's number.
INTERRUPTED = 130

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


FolderArgument = Annotated[Path, typer.Argument(help="The folder of articles.")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index.")]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="Embedding model: a name or a folder.")
]
RebuildOption = Annotated[
    bool, typer.Option("--rebuild", help="Begin with nothing but the embeddings made before.")
]
ReplaceOption = Annotated[
    bool, typer.Option("--replace", help="Let this folder take the place of the indexed one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="End with one line of JSON.")]


@app.command()
def ingest(
    folder: FolderArgument,
    index: IndexOption = None,
    model: ModelOption = None,
    rebuild: RebuildOption = False,
    replace: ReplaceOption = False,
    as_json: JsonOption = False,
) -> None:
    """Bring the index in step with FOLDER: adds, edits, renames and removals.

    Exit code 0 when every file is indexed; 1 when one could not be read, or nothing was done.
    """
    settings = load_settings(index=index, model=model)
    try:
        with TerminalBar() as bar:
            report = sync(
                folder,
                settings,
                lambda: _load_embedder(settings),
                rebuild=rebuild,
                replace=replace,
                watcher=bar,
            )
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. The index is whole; the next ingest goes on from here.\n")
        raise typer.Exit(INTERRUPTED) from None
    _tell(report, as_json)


def _load_embedder(settings: Settings) -> Embedder:
    # Imported late because an ingest with nothing to do needs no model.
    from rag.embedding import load_embedder

    return load_embedder(settings)


def _tell(report: IngestReport, as_json: bool) -> None:
    for failure in report.failed:
        sys.stderr.write(f"Not indexed: {failure.error}\n")
    sys.stdout.write(f"{json_line(report) if as_json else summary(report)}\n")
    if report.failed:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; an error a user can meet is one line and exit code 1."""
    try:
        app(prog_name="python -m ingest")
    except DatelineError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
