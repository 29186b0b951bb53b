"""What a generation begins with: nothing, a copy, or the changes since another one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import IndexDamagedError
from rag.index import layout

if TYPE_CHECKING:
    from pathlib import Path

    from rag.index.layout import Manifest

_CHROMA_DATABASE = "chroma.sqlite3"


@dataclass(frozen=True, slots=True)
class Start:
    """What a generation begins with: `copied` or `layered` on the published one, or neither.

    A layered one holds what has changed since a base, and goes on from `published`.
    """

    copied: Manifest | None = None
    published: Manifest | None = None

    @property
    def base(self) -> str | None:
        """The generation that a layered one changes."""
        if self.published is None:
            return None
        return self.published.base or self.published.generation


def begin(index: Path, start: Start, target: Path) -> None:
    """Fill the folder of a generation with what it begins with."""
    if start.copied is not None:
        source = layout.generation_folder(index, start.copied.generation)
        _copy_articles(source, target)
        _link_words(source, target)
    elif start.published is not None:
        source = layout.generation_folder(index, start.published.generation)
        if start.published.base is not None:
            _copy_articles(source, target)
        _link_words(source, target)


def _link_words(source: Path, target: Path) -> None:
    """Have tantivy's files under a second name: it never writes again to one that it closed.

    Those that name the others are replaced, not written, but are small enough to be copied.
    """
    (target / layout.LEXICAL).mkdir()
    for path in (source / layout.LEXICAL).iterdir():
        if path.name.startswith(".tantivy-"):
            continue
        copied = target / layout.LEXICAL / path.name
        if path.suffix == ".json":
            shutil.copyfile(path, copied)
            continue
        try:
            copied.hardlink_to(path)
        except OSError:  # a file system without links
            shutil.copyfile(path, copied)


def _copy_articles(source: Path, target: Path) -> None:
    """Copy articles and vectors."""
    shutil.copyfile(source / layout.ARTICLES, target / layout.ARTICLES)
    database = shutil.ignore_patterns(f"{_CHROMA_DATABASE}*")
    shutil.copytree(source / layout.VECTORS, target / layout.VECTORS, ignore=database)
    # A reader that opens it writes to Chroma's database, so a plain copy could come out torn.
    database_file = (source / layout.VECTORS / _CHROMA_DATABASE).absolute()
    try:
        with (
            closing(sqlite3.connect(f"{database_file.as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target / layout.VECTORS / _CHROMA_DATABASE)) as new,
        ):
            old.backup(new)
    except sqlite3.DatabaseError as error:
        raise IndexDamagedError(f"{database_file} can't be copied ({error})") from error
