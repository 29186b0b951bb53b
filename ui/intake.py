"""Bringing articles in from the page: files, folders, removals, and a watched folder.

All of it changes the indexed folder itself and then brings the index in step with it, in a thread
of its own. The page goes on answering meanwhile.
"""

from __future__ import annotations

import logging
import shutil
import threading
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import watchfiles

from ingest.scan import SUFFIXES, scan
from ingest.sync import sync
from rag.errors import DatelineError, FolderError, IndexBusyError
from ui.uploads import Upload, checked_uploads, free_path, safe_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.report import IngestReport
    from rag.embedding.protocol import Embedder
    from rag.settings import Settings
    from ui.texts import Texts

# Within the indexed folder; the second begins with a dot, so that ingest passes over it.
ADDED = "added"
REMOVED = ".removed"
BUSY_SECONDS = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """What an ingest from the page is at, or what the last one came to.

    `done` of `files` are read. `report` is that of the last one that ended, `error` why it failed.
    """

    running: bool = False
    files: int = 0
    done: int = 0
    report: IngestReport | None = None
    error: str | None = None


class Intake:
    """The one way in which the page changes the indexed folder; safe to use from several threads.

    `local` says that the page serves this machine alone, so that folders of it may be named.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        embedder: Callable[[], Embedder],
        texts: Texts,
        *,
        local: bool,
    ) -> None:
        self.folder = folder
        self.local = local
        self.watched = False
        self._settings = settings
        self._embedder = embedder
        self._texts = texts
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        self._ended = threading.Event()
        self._work = Work()
        self._worker: threading.Thread | None = None

    @property
    def work(self) -> Work:
        """What is going on."""
        with self._lock:
            return self._work

    @property
    def most_mb(self) -> int:
        """The largest file that is taken, in megabytes."""
        return self._settings.max_file_mb

    def add_files(self, paths: Sequence[Path]) -> tuple[str, ...]:
        """Take in uploaded files; gives a line for each that is refused."""
        uploads = [Upload(path.name, path) for path in paths]
        taken, refused = checked_uploads(uploads, self.most_mb, self._texts)
        target = self.folder / ADDED
        if taken:
            target.mkdir(exist_ok=True)
        for upload in taken:
            shutil.move(upload.path, free_path(target, safe_name(upload.name)))
        for path in paths:
            path.unlink(missing_ok=True)
        if taken:
            self.look()
        return refused

    def add_folder(self, named: str) -> None:
        """Copy the articles of a folder of this machine.

        Raises FolderError where the page may not be told folders, or it is none with articles.
        """
        if not self.local:
            raise FolderError(self._texts.add_not_here)
        folder = Path(named.strip()).expanduser()
        missing = FolderError(self._texts.add_no_folder.format(folder=named.strip()))
        if not named.strip() or not folder.is_dir():
            raise missing
        try:
            found = [each for each in scan(folder) if each.size]
        except OSError:
            raise missing from None
        if not found:
            raise missing
        if not folder.resolve().is_relative_to(self.folder):
            target = free_path(self.folder / ADDED, safe_name(folder.resolve().name))
            for each in found:
                path = target / PurePosixPath(each.file)
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / each.file, path)
        self.look()

    def remove(self, file: str) -> None:
        """Move an article's file out of the way, to a hidden folder beside the articles.

        Raises FolderError where it is no file of the folder.
        """
        known = {each.file for each in scan(self.folder)}
        if file not in known:
            raise FolderError(self._texts.add_no_article.format(file=file))
        target = self.folder / REMOVED / PurePosixPath(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self.folder / file, free_path(target.parent, target.name))
        self.look()

    def look(self) -> None:
        """Bring the index in step, soon; one ingest at a time, and one more after it if need be."""
        with self._lock:
            self._work = replace(self._work, running=True, error=None)
            if self._worker is None:
                self._worker = threading.Thread(target=self._run, daemon=True, name="intake")
                self._worker.start()
        # Last, so that an ingest that ends meanwhile can't leave it looking as if it went on.
        self._wanted.set()

    def watch(self) -> None:
        """Bring the index in step whenever something changes in the folder."""
        self.watched = True
        threading.Thread(target=self._watch, daemon=True, name="watch").start()

    def close(self) -> None:
        """Watch no more; an ingest that is going on comes to its end."""
        self._ended.set()

    # The methods of ingest.progress.Watcher, through which an ingest tells how it goes on.

    def begin(self, files: int, size: int) -> None:  # noqa: ARG002 - the protocol's
        """So many files are to be read."""
        with self._lock:
            self._work = replace(self._work, files=files, done=0)

    def read(self, size: int) -> None:  # noqa: ARG002 - the protocol's
        """One of them is done."""
        with self._lock:
            self._work = replace(self._work, done=self._work.done + 1)

    def embedded(self, passages: int) -> None:
        """The model has embedded passages; files are what is shown."""

    def stage(self, name: str) -> None:
        """Stages are not shown."""

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            with self._lock:
                self._work = Work(running=True)
            report, error = self._sync()
            with self._lock:
                going_on = self._wanted.is_set()
                self._work = Work(running=going_on, report=report, error=error)

    def _sync(self) -> tuple[IngestReport | None, str | None]:
        while True:
            try:
                return sync(self.folder, self._settings, self._embedder, watcher=self), None
            except IndexBusyError:
                # Somebody runs `python -m ingest`: when that has ended, it is this one's turn.
                if self._ended.wait(BUSY_SECONDS):
                    return None, None
            except DatelineError as error:
                return None, str(error)
            except Exception:
                # This thread must go on: nothing else would take in what is added next.
                log.exception("The index could not be brought in step with %s", self.folder)
                return None, self._texts.add_broken

    def _watch(self) -> None:
        for changes in watchfiles.watch(self.folder, stop_event=self._ended, raise_interrupt=False):
            if any(Path(path).suffix.lower() in SUFFIXES for _, path in changes):
                self.look()
