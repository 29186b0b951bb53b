"""Programs that are timed from their start to their end, with the memory they came to hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# What `wait4` counts memory in: kilobytes on Linux, bytes on macOS.
_UNIT = 1 if sys.platform == "darwin" else 1024
_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Ran:
    """A program that has ended: seconds from start to end, and those of all cores that it used.

    `memory` is the most it held, in MB, and never less than this process held when it started the
    program (Linux counts what a process was before it became another); `said` its last line.
    """

    seconds: float
    processor: float
    memory: float
    said: dict[str, Any]


def run(*command: str) -> Ran:
    """Run `python -m` with these words; its last line of output has to be JSON, if it is any.

    Raises SuiteError where the program fails, with the end of what it wrote.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        begun = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", *command], stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        lines = out.read().splitlines()
        if process.returncode:
            errors.seek(0)
            raise SuiteError(
                f"python -m {' '.join(command)} failed: {errors.read()[-_SHOWN:].strip()}"
            )
    return Ran(
        seconds=seconds,
        processor=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss * _UNIT / 1e6,
        said=_json(lines[-1] if lines else ""),
    )


class Waiting:
    """A program that has said that it is ready, and goes on when it is told to."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._line()

    def go(self) -> dict[str, Any]:
        """Let it go on, and give what it says at its end."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        said = _json(self._line())
        self._process.communicate()
        return said

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SuiteError("The program that waits for an article has ended; see above.")
        return line


def size_of(folder: Path, leave_out: Sequence[str] = ()) -> float:
    """Megabytes on disk of a folder's files, each counted once whatever its names."""
    found = {
        (state.st_dev, state.st_ino): state.st_blocks * 512
        for path in folder.rglob("*")
        if path.is_file() and path.name.split(".")[0] not in leave_out
        for state in [path.stat()]
    }
    return sum(found.values()) / 1e6


def _json(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
