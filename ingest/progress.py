"""A bar on the terminal while an ingest runs."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from types import TracebackType

# Where there is no terminal, a line at most this often, and none in an ingest that is shorter.
LINE_SECONDS = 10.0
# A run shorter than this shows no bar.
QUIET_SECONDS = 0.5


class Watcher(Protocol):
    """Is told how an ingest goes on."""

    def begin(self, files: int, size: int) -> None:
        """So many files, of so many bytes in all, are to be read."""

    def read(self, size: int) -> None:
        """A file of so many bytes is done."""

    def embedded(self, passages: int) -> None:
        """The model has embedded so many more passages."""

    def stage(self, name: str) -> None:
        """What is done now, in a word or two."""


class Silent:
    """A watcher that shows nothing."""

    def begin(self, files: int, size: int) -> None:
        """Nothing."""

    def read(self, size: int) -> None:
        """Nothing."""

    def embedded(self, passages: int) -> None:
        """Nothing."""

    def stage(self, name: str) -> None:
        """Nothing."""


# Below this share of the bytes, time left is a guess that says nothing.
SURE_SHARE = 0.02


class TerminalBar:
    """A bar with files, rate and time left on a terminal; a line now and then elsewhere.

    Time left goes by bytes, since files differ in size. Everything goes to standard error.
    """

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[done]:,}/{task.fields[files]:,} files"),
            TextColumn("{task.fields[rate]:,.0f} passages/s"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("Reading", done=0, files=0, rate=0.0)
        self._begun = self._shown = time.monotonic()
        self._files = self._done = self._passages = self._size = self._bytes = 0

    def __enter__(self) -> TerminalBar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Stopping a bar that was never shown writes an empty line.
        if self._bar.live.is_started:
            self._bar.stop()

    def begin(self, files: int, size: int) -> None:
        """So many files, of so many bytes in all, are to be read."""
        self._begun = time.monotonic()
        self._files, self._size = files, size
        self._done = self._bytes = self._passages = 0
        self._bar.reset(self._task, total=max(size, 1), done=0, files=files, rate=0.0)
        self._show()

    def read(self, size: int) -> None:
        """A file of so many bytes is done."""
        self._done += 1
        self._bytes += size
        self._show()

    def embedded(self, passages: int) -> None:
        """The model has embedded so many more passages."""
        self._passages += passages
        self._show()

    def stage(self, name: str) -> None:
        """What is done now, in a word or two."""
        self._bar.update(self._task, description=name)

    def _show(self) -> None:
        now = time.monotonic()
        spent = max(now - self._begun, 1e-9)
        if not self._console.is_terminal:
            if now - self._shown >= LINE_SECONDS:
                self._shown = now
                share = self._bytes / max(self._size, 1)
                left = f", {spent / share - spent:,.0f} s left" if share > SURE_SHARE else ""
                rate = self._passages / spent
                sys.stderr.write(
                    f"{self._done:,}/{self._files:,} files, {rate:,.0f} passages/s{left}\n"
                )
            return
        self._bar.update(
            self._task,
            completed=self._bytes,
            done=self._done,
            files=self._files,
            rate=self._passages / spent,
        )
        if spent >= QUIET_SECONDS and not self._bar.live.is_started:
            self._bar.start()
