"""The door to the articles that the command line uses: ingest, and the query engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eval.articles import digest_of
from eval.results import Pinned
from eval.run import Door
from rag.errors import SuiteError

if TYPE_CHECKING:
    from eval.run import Engine
    from rag.settings import Settings


def index_folder(folder: Path, settings: Settings) -> None:
    """Bring the index that the settings name in step with a folder.

    Raises DatelineError, also where an article can't be indexed.
    """
    from ingest.progress import TerminalBar
    from ingest.sync import sync
    from rag.embedding import load_embedder

    with TerminalBar() as bar:
        report = sync(folder, settings, lambda: load_embedder(settings), replace=True, watcher=bar)
    if report.failed:
        listed = "; ".join(f"{each.file}: {each.error}" for each in report.failed)
        raise SuiteError(f"articles that can't be indexed: {listed}")


def open_index(settings: Settings) -> Engine:
    """The index that the settings name; raises DatelineError."""
    from rag.open_index import OpenIndex

    return OpenIndex(settings)


def pin_index(settings: Settings) -> Pinned | None:
    """What is in the index that the settings name; raises IndexDamagedError."""
    from rag.index.layout import current_generation, read_manifest

    name = current_generation(settings.index)
    if name is None:
        return None
    manifest = read_manifest(settings.index, name)
    return Pinned(name, manifest.fingerprint, digest_of(Path(manifest.folder)))


DOOR = Door(index=index_folder, open=open_index, pin=pin_index)
