"""Who reads which generation: a locked file for each reader, free as soon as its process ends."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from filelock import FileLock, Timeout

from rag.index.layout import READERS


def start_reading(index: Path, generation: str) -> FileLock:
    """Mark a generation as being read until `stop_reading`, or the end of this process.

    The caller checks afterwards that the generation is still the published one: an ingest only
    removes others, and looks for marks after it has published.
    """
    folder = index / READERS
    folder.mkdir(exist_ok=True)
    lock = FileLock(
        folder / f"{generation}.{os.getpid()}-{secrets.token_hex(4)}", thread_local=False
    )
    lock.acquire(timeout=0)
    return lock


def stop_reading(lock: FileLock) -> None:
    """Take a mark away; a second call does nothing."""
    if lock.is_locked:
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def is_read(index: Path, generation: str) -> bool:
    """True while a process reads the generation; clears the marks of those that have ended."""
    for path in sorted((index / READERS).glob(f"{generation}.*")):
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        path.unlink(missing_ok=True)
    return False
