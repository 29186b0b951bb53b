"""What is noted while an ingest goes on."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.progress import Watcher
    from ingest.report import Failure


@dataclass(slots=True)
class Run:
    """The one thing in an ingest that changes: what failed, and where the time went."""

    watcher: Watcher
    failed: list[Failure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    embedded: int = 0

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds spent inside to a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - begun
            self.seconds[stage] = self.seconds.get(stage, 0.0) + spent

    def begin(self, files: int, size: int) -> None:
        """Files are read, perhaps for a second time; failures of the first time are forgotten."""
        self.failed.clear()
        self.watcher.begin(files, size)

    def note(self, failures: Iterable[Failure]) -> None:
        """Note what could not be read."""
        self.failed.extend(failures)

    def count_embedded(self, passages: int) -> None:
        """Note passages that the model embedded."""
        self.embedded += passages
        self.watcher.embedded(passages)
