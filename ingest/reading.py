"""Reading the files of a folder, one after the other."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.report import Failure
from rag.index.articles import IndexedFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ingest.run import Run
    from ingest.scan import FoundFile
    from rag.settings import Settings
    from rag.types import Article

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read: its articles, and what could not be made one."""

    file: IndexedFile
    articles: tuple[Article, ...]
    failures: tuple[Failure, ...]


def read_files(
    folder: Path, files: Iterable[str], found: Mapping[str, FoundFile], settings: Settings, run: Run
) -> Iterator[Reading]:
    """Read files in the order of their names; what fails is noted, and never raised."""
    names = sorted(files)
    run.begin(len(names), sum(found[name].size for name in names))
    for name in names:
        with run.timed("read"):
            reading = _read(folder, found[name], settings)
        run.note(reading.failures)
        yield reading
        run.watcher.read(found[name].size)


def _read(folder: Path, found: FoundFile, settings: Settings) -> Reading:
    # Imported late because the readers' libraries take a second.
    from ingest.readers import read_articles

    path = folder / found.file
    seen = time.time_ns()
    # Before it is read: a file that is written in between is then read again next time.
    sha256 = file_digest(path) or ""
    articles, failed = read_articles(path, found.file, settings)
    failures = tuple(Failure(each.file, each.error) for each in failed)
    file = IndexedFile(found.file, found.size, found.mtime_ns, seen, sha256, not failures)
    return Reading(file, tuple(articles), failures)


def file_digest(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None where it can't be read."""
    sha256 = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                sha256.update(block)
    except OSError:
        return None
    return sha256.hexdigest()
