"""What `python -m eval` does besides running suites: each by the first word of its command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import typer

# Name on the command line: module and the typer app in it. A suite whose folder has such a name
# is run by its path.
SUBCOMMANDS = {
    "answers": "eval.answers.command:app",
    "bench": "eval.bench.command:app",
    "fit": "eval.fit.command:app",
    "compare": "eval.comparing.compare_command:app",
    "drafts": "eval.writing.drafts_command:app",
    "faults": "eval.faults.command:app",
    "lint": "eval.lint.command:app",
    "new": "eval.writing.new_command:app",
    "ranges": "eval.fit.ranges_command:app",
    "retrieval": "eval.retrieval.command:app",
    "statements": "eval.statements.command:app",
    "schema": "eval.schema:app",
    "steady": "eval.steady.command:app",
    "sweep": "eval.comparing.sweep_command:app",
}


def subcommand(
    arguments: Sequence[str], known: Mapping[str, str] = SUBCOMMANDS
) -> typer.Typer | None:
    """The app that the first argument names, imported only now; None where it names none."""
    if not arguments or arguments[0] not in known:
        return None
    module, name = known[arguments[0]].split(":")
    app: typer.Typer = getattr(import_module(module), name)
    return app
