"""The indexed articles as the page lists them, read once for each generation."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.types import ArticleRecord
    from ui.engine import Engine


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """All articles of one generation, and the version of each by its file."""

    generation: str
    records: tuple[ArticleRecord, ...]
    versions: dict[str, str]


class Catalogue:
    """What is indexed now; safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._listed: Listed | None = None

    def now(self) -> Listed:
        """The articles of the newest generation."""
        self._engine.refresh()
        with self._lock:
            generation = self._engine.generation
            if self._listed is None or self._listed.generation != generation:
                records = self._engine.articles()
                versions = {each.file: each.version for each in records}
                self._listed = Listed(generation, records, versions)
            return self._listed
