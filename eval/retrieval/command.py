"""The command line of the retrieval measurements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

DataOption = Annotated[Path, typer.Option("--data", help="Folder of the public sets.")]


@app.command()
def run(data: DataOption) -> None:
    """Measure retrieval over the public sets against the baseline."""
    typer.echo(f"no set can be read in {data}", err=True)
    raise typer.Exit(2)
