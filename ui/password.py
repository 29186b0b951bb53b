"""`python -m ui.password NAME`: a line with a hashed password for the file of users."""

from __future__ import annotations

from typing import Annotated

import typer

from rag.errors import DatelineError
from ui.access import user_line

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(name: Annotated[str, typer.Argument(help="The user's name.")]) -> None:
    """Ask for a password and write the line NAME:HASH to standard output."""
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    try:
        typer.echo(user_line(name, password))
    except DatelineError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    app(prog_name="python -m ui.password")
