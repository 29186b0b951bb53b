"""The article files of a folder."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read: its path relative to the folder with "/", its bytes, its time stamp.

    What can't be opened is there too, so that reading it says why: a folder without permission,
    and, with a backslash for each wrong byte, a name that is not valid Unicode.
    """

    file: str
    size: int
    mtime_ns: int


def scan(folder: Path) -> tuple[FoundFile, ...]:
    """All article files under a folder, by name; which are articles, the suffix says.

    Left out: what is hidden (a name with a leading dot), what is no regular file, links to
    folders, and links to files outside the folder. A linked folder inside is found by its own
    name. Raises OSError where the folder itself can't be listed.
    """
    root = folder.resolve()
    os.listdir(root)  # noqa: PTH208 - only to raise where the folder can't be listed
    return tuple(sorted(_walk(root, root, ""), key=lambda found: found.file))


def _walk(root: Path, folder: Path, prefix: str) -> Iterator[FoundFile]:
    try:
        with os.scandir(folder) as listed:
            entries = list(listed)
    except OSError:
        yield FoundFile(prefix.rstrip("/"), 0, 0)
        return
    for entry in entries:
        file = prefix + entry.name
        if entry.name.startswith("."):
            continue
        if not _is_unicode(entry.name):
            if entry.is_dir(follow_symlinks=False) or _has_suffix(entry.name):
                yield FoundFile(_escaped(file), 0, 0)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(root, Path(entry.path), f"{file}/")
        elif _has_suffix(entry.name) and (found := _found(root, entry, file)):
            yield found


def _found(root: Path, entry: os.DirEntry[str], file: str) -> FoundFile | None:
    """The file, or None where it is none that may be read; a link to nothing inside is one."""
    try:
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
            return None
        status = entry.stat()
    except (OSError, RuntimeError):
        # A link in a circle, or a file that is gone by now: reading it says so.
        return FoundFile(file, 0, 0)
    if not stat.S_ISREG(status.st_mode):
        return None
    return FoundFile(file, status.st_size, status.st_mtime_ns)


def _has_suffix(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _escaped(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
