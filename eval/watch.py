"""Running again whenever what a run depends on has changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles
from rich.console import Console

import ingest
import rag
from eval.exits import HELD
from eval.load import find_suite, load_suite, shipped_suites
from rag.errors import SuiteError
from rag.settings import SETTINGS_FILE

if TYPE_CHECKING:
    import threading
    from collections.abc import Collection, Sequence


def run_and_watch(names: Sequence[str], articles: Path | None, arguments: Sequence[str]) -> int:
    """Run `python -m eval` with these arguments, again after each change, until interrupted."""
    command = [sys.executable, "-m", "eval", *(each for each in arguments if each != "--watch")]
    run_again(command, watched(names, articles))
    return HELD


def watched(names: Sequence[str], articles: Path | None) -> tuple[Path, ...]:
    """What a run depends on, as far as it is there: suites, articles, code and settings.

    Raises SuiteError where there is no such suite.
    """
    folders = [find_suite(name) for name in names] or shipped_suites()
    paths = [Path(room.__file__ or "").parent for room in (rag, ingest)]
    paths += [Path(__file__).parent, Path(SETTINGS_FILE)]
    for folder in folders:
        paths.append(folder)
        try:
            suite = load_suite(folder)
        except SuiteError:
            continue  # the run says what is wrong with it, and the next change may mend it
        paths += [suite.articles] if suite.articles else []
    paths += [articles] if articles else []
    return tuple(dict.fromkeys(path.resolve() for path in paths if path.exists()))


def run_again(
    command: Sequence[str], paths: Collection[Path], stop: threading.Event | None = None
) -> None:
    """Run a command now and after each change under the paths, until `stop` or an interrupt."""
    console = Console(stderr=True, highlight=False)
    changes = watchfiles.watch(
        *paths, stop_event=stop, raise_interrupt=False, yield_on_timeout=True, rust_timeout=200
    )
    next(changes, None)  # begins to watch, so that a change during a run is not missed
    while True:
        # In a process of its own, so that changed code is read anew.
        subprocess.run(command, check=False)
        console.print(f"waiting for a change ({len(paths)} places); Ctrl+C ends", style="dim")
        seen = next(filter(None, changes), None)
        if seen is None:
            return
        console.print(f"changed: {', '.join(sorted({Path(name).name for _, name in seen}))}")
