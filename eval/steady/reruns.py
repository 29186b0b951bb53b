"""Runs of an unchanged system, each held against the first of them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.changes import compare
from eval.comparing.results_file import read_results
from eval.gate import is_worse
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from eval.changes import Changes

    # Makes a run and writes its results into a file, as `python -m eval --json FILE` does.
    Once = Callable[[Path], None]

# How much is shown of what a run wrote that could not be made.
_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Rerun:
    """A run held against the first: what changed by suite, and the seconds it took.

    `same` says whether its results are the first's, byte for byte but for times.
    """

    number: int
    changes: Mapping[str, Changes]
    same: bool
    seconds: float

    @property
    def alarms(self) -> tuple[str, ...]:
        """The suites in which the gate takes it for worse, strictly by case."""
        return tuple(name for name, each in self.changes.items() if is_worse(each, "case"))


def reruns(once: Once, folder: Path, count: int) -> Iterator[Rerun]:
    """A first run, which is not given, and so many more, each as soon as it is made.

    Raises SuiteError where a run could not be made, or where another system answered.
    """
    files = [folder / f"{number}.jsonl" for number in range(count + 1)]
    once(files[0])
    first = read_results(files[0])
    told = without_times(files[0])
    for number, file in enumerate(files[1:], start=1):
        begun = time.perf_counter()
        once(file)
        seconds = time.perf_counter() - begun
        now = read_results(file)
        if now.keys() != first.keys() or any(now[name].pins != first[name].pins for name in now):
            raise SuiteError(
                f"run {number} was not made with what the first was: code, articles, settings or"
                " versions changed in between; leave them alone and begin again"
            )
        changes = {name: compare(first[name].side, now[name].side) for name in now}
        yield Rerun(number, changes, without_times(file) == told, seconds)


def without_times(file: Path) -> list[str]:
    """The lines of a file of results without what stands under "seconds"."""
    kept = []
    for line in file.read_text(encoding="utf-8").splitlines():
        content = json.loads(line)
        content.pop("seconds", None)
        kept.append(json.dumps(content, ensure_ascii=False))
    return kept


def in_a_program(arguments: Sequence[str]) -> Once:
    """Runs of `python -m eval` with these arguments, each in a program of its own."""

    def once(file: Path) -> None:
        command = [sys.executable, "-m", "eval", *arguments, "--json", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not file.is_file():
            told = (done.stderr or done.stdout)[-_SHOWN:].strip()
            raise SuiteError(f"python -m eval {' '.join(arguments)} could not run: {told}")

    return once
