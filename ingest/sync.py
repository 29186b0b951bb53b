"""Bring an index in step with a folder of articles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.diff import difference, fits_in_a_layer, rebuild_reason
from ingest.lock import exclusive
from ingest.progress import Silent
from ingest.reading import file_digest, read_files
from ingest.report import IngestReport
from ingest.run import Run
from ingest.scan import scan
from rag.errors import DatelineError, FolderError, IndexDamagedError
from rag.index import layout
from rag.index.articles import open_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.diff import Difference
    from ingest.progress import Watcher
    from ingest.reading import Reading
    from ingest.scan import FoundFile
    from rag.embedding.protocol import Embedder
    from rag.index.articles import IndexedFile
    from rag.index.layout import Manifest
    from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Published:
    """The published generation: its manifest, and the files it was made from.

    `versions` are those of the articles in each file: path, then article, then version.
    """

    manifest: Manifest
    files: dict[str, IndexedFile]
    versions: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Task:
    """A folder, its files as a scan found them, and what to index them with."""

    folder: Path
    found: dict[str, FoundFile]
    settings: Settings
    embedder: Callable[[], Embedder]
    run: Run

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.settings.index

    def read(self, files: frozenset[str]) -> Iterator[Reading]:
        """Read some of the files, one after the other."""
        return read_files(self.folder, files, self.found, self.settings, self.run)


def sync(
    folder: Path,
    settings: Settings,
    embedder: Callable[[], Embedder],
    *,
    rebuild: bool = False,
    replace: bool = False,
    watcher: Watcher | None = None,
) -> IngestReport:
    """Add, replace and remove articles so that the index holds those of the folder.

    `embedder` is only called when there is something to embed. `rebuild` begins with nothing but
    the embedding cache. `replace` lets the index of one folder become that of another. A
    file that can't be read is listed in the report, is not in the index even where an earlier
    state of it was, and is tried again next time.

    Raises FolderError where the folder is missing or has no articles, or is not the one the index
    was made from; IndexBusyError where another ingest is at work; ModelError. Whatever is raised,
    the published index is as it was.
    """
    run = Run(watcher or Silent())
    with run.timed("total"):
        with run.timed("scan"):
            found = _files_of(folder, settings.index)
        task = Task(folder.resolve(), found, settings, _once(embedder, run), run)
        with exclusive(settings.index):
            try:
                changes, manifest = _bring_in_step(task, rebuild, replace)
            except (OSError, sqlite3.Error) as error:
                raise DatelineError(
                    f"The index {settings.index} can't be written ({error}); what was published"
                    " is as it was. Free some space, or choose another folder with --index."
                ) from error
    return _report(run, changes, manifest)


def _once(embedder: Callable[[], Embedder], run: Run) -> Callable[[], Embedder]:
    """Load the model when it is first asked for, and only then."""

    @cache
    def load() -> Embedder:
        with run.timed("model"):
            return embedder()

    return load


def _files_of(folder: Path, index: Path) -> dict[str, FoundFile]:
    if not folder.exists():
        raise FolderError(f"The folder {folder} does not exist: check its name.")
    if not folder.is_dir():
        raise FolderError(f"{folder} is not a folder: name the folder that holds the articles.")
    try:
        scanned = scan(folder)
    except OSError as error:
        raise FolderError(f"The folder {folder} can't be read: {error.strerror}.") from error
    # An index may lie inside the folder, as with `python -m ingest .`.
    inside, root = index.resolve(), folder.resolve()
    found = {each.file: each for each in scanned if not (root / each.file).is_relative_to(inside)}
    if not found:
        raise FolderError(
            f"The folder {folder} has no article in it (.txt .md .html .pdf .docx .json .jsonl);"
            f" the index {index} is left as it was."
        )
    return found


def _bring_in_step(task: Task, rebuild: bool, replace: bool) -> tuple[Difference, Manifest | None]:
    published = _published(task.index)
    moved = published is not None and Path(published.manifest.folder) != task.folder
    if published and moved and not replace:
        raise FolderError(
            f"The index {task.index} was made from {published.manifest.folder}, not from"
            f" {task.folder}. If that folder was moved, or this one is to take its place, add"
            " --replace; otherwise name another index with --index."
        )
    with task.run.timed("scan"):
        changes = _changes(task, published)
    if published is None or moved or rebuild:
        return changes, _rebuild(task)
    deleting = _deleting(task.index, published, changes)
    if rebuild_reason(published.manifest, task.settings, deleting) is not None:
        return changes, _rebuild(task)
    return changes, _update(task, published, changes, deleting)


def _changes(task: Task, published: Published | None) -> Difference:
    return difference(
        published.files if published else {},
        task.found,
        lambda file: file_digest(task.folder / file),
    )


def _deleting(index: Path, published: Published, changes: Difference) -> int:
    """How many passages that can be found the changes remove."""
    with closing(open_articles(*layout.article_files(index, published.manifest))) as articles:
        return articles.retrievable_in(changes.removed | changes.changed)


def _rebuild(task: Task) -> Manifest | None:
    from ingest.build import Workshop, build
    from ingest.start import Start

    workshop = Workshop(task.folder, task.settings, task.embedder, task.run)
    try:
        return build(workshop, Start(), (), task.read(frozenset(task.found)))
    except IndexDamagedError as error:
        raise IndexDamagedError(
            f"The index {task.index} did not come out whole: {error}. What was published before is"
            " as it was. Ingest once more; if it happens again, please report it."
        ) from error


def _update(
    task: Task, published: Published, changes: Difference, deleting: int
) -> Manifest | None:
    """Publish what has changed, in a layer or in a copy; nothing where nothing has."""
    readings = (each for each in task.read(changes.to_read) if _matters(each, published))
    first = next(readings, None)
    if first is None and not changes.removed:
        return published.manifest
    if (
        first is not None
        and first.articles
        and task.embedder().fingerprint != published.manifest.fingerprint
    ):
        return _rebuild(task)
    # Imported late because Chroma takes a second, and an ingest with nothing to do needs none.
    from ingest.build import Workshop, build
    from ingest.start import Start

    workshop = Workshop(task.folder, task.settings, task.embedder, task.run)
    changed = readings if first is None else chain([first], readings)
    sizes = [task.found[file].size for file in changes.to_read]
    try:
        if fits_in_a_layer(published.manifest, sizes, deleting):
            start = Start(published=published.manifest)
            return build(workshop, start, changes.removed, changed)
        if published.manifest.base is not None:
            published = _read_published(task.index, published.manifest.base)
            changes = _changes(task, published)
            changed = (each for each in task.read(changes.to_read) if _matters(each, published))
        return build(workshop, Start(copied=published.manifest), changes.removed, changed)
    except IndexDamagedError:
        # What it was copied from looks whole, but is not.
        return _rebuild(task)


def _matters(reading: Reading, published: Published) -> bool:
    """False for a file that failed as it did before, so that nothing is to be noted."""
    known = published.files.get(reading.file.path)
    if known is None:
        return bool(reading.articles) or reading.file.complete
    if (reading.file.sha256, reading.file.complete) != (known.sha256, known.complete):
        return True
    versions = {each.file: each.version for each in reading.articles}
    return versions != published.versions.get(reading.file.path, {})


def _published(index: Path) -> Published | None:
    """The published generation; None where there is none, or none that can be read."""
    try:
        name = layout.current_generation(index)
        return _read_published(index, name) if name is not None else None
    except IndexDamagedError:
        return None


def _read_published(index: Path, name: str) -> Published:
    manifest = layout.read_manifest(index, name)
    with closing(open_articles(*layout.article_files(index, manifest))) as articles:
        return Published(manifest, articles.files(), articles.versions())


def _report(run: Run, changes: Difference, manifest: Manifest | None) -> IngestReport:
    failed = {failure.file for failure in run.failed}
    return IngestReport(
        generation=manifest.generation if manifest else None,
        added=len(changes.added - failed),
        changed=len(changes.changed - failed),
        removed=len(changes.removed),
        unchanged=len(changes.unchanged | changes.unfinished - failed),
        failed=tuple(run.failed),
        articles=manifest.articles if manifest else 0,
        passages=manifest.passages if manifest else 0,
        embedded=run.embedded,
        seconds=dict(run.seconds),
    )
