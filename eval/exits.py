"""What each exit code of `python -m eval` means, and how every command comes to one."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, NoReturn

import typer

from rag.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Callable

HELD, WORSE, COULD_NOT_RUN = 0, 1, 2


def exit_with(command: Callable[[], int]) -> NoReturn:
    """Run a command and leave with its exit code; with 2, and why, where it could not be run."""
    try:
        code = command()
    except DatelineError as error:
        typer.echo(str(error), err=True)
        code = COULD_NOT_RUN
    except Exception:  # noqa: BLE001 - a crash that exits with 1 would read as worse answers
        traceback.print_exc()
        code = COULD_NOT_RUN
    raise typer.Exit(code)
