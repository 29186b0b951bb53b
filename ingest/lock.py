"""One ingest at a time for each index."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from rag.errors import FolderError, IndexBusyError
from rag.index.layout import LOCK, OWNER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def exclusive(index: Path) -> Iterator[None]:
    """Hold the index against other ingests, until the end or until this process dies.

    Raises IndexBusyError at once where another one holds it.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index / LOCK)
        lock.acquire(timeout=0)
    except Timeout:
        raise IndexBusyError(
            f"Another ingest (process {_owner(index)}) is writing the index {index}."
            " Wait until it has ended, then try again."
        ) from None
    except OSError as error:
        raise FolderError(
            f"The index folder {index} can't be written ({error.strerror}): choose another one"
            " with --index."
        ) from error
    try:
        (index / OWNER).write_text(f"{os.getpid()}\n", encoding="utf-8")
        yield
    finally:
        lock.release()


def _owner(index: Path) -> str:
    try:
        return (index / OWNER).read_text(encoding="utf-8").strip() or "unknown"
    except OSError:
        return "unknown"
