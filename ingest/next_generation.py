"""The next generation of an index while it is being built."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import IndexDamagedError
from rag.index import layout
from rag.index.article_writer import ArticleWriter, retrievable
from rag.index.lexical import LexicalIndex
from rag.index.vectors import VectorIndex
from rag.index.where import Place, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ingest.cache import StoredVectors
    from rag.index.articles import IndexedFile
    from rag.index.layout import Manifest
    from rag.types import Article, Passage

_CHROMA_DATABASE = "chroma.sqlite3"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a generation is built from and with."""

    folder: str
    fingerprint: str
    model: str
    backend: str
    passage_tokens: int


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """An article with its passages."""

    article: Article
    passages: tuple[Passage, ...]


class NextGeneration:
    """A generation that is being built; nobody knows of it before `publish`."""

    def __init__(self, index: Path, base: str | None) -> None:
        """Begins with a copy of the generation `base`, or with nothing."""
        self.name = _next_name(index)
        self.folder = layout.generation_folder(index, self.name)
        self.folder.mkdir(parents=True)
        try:
            if base is not None:
                _copy_generation(layout.generation_folder(index, base), self.folder)
            self._vectors = _vectors(self.folder / layout.VECTORS)
            self._lexical = _lexical(self.folder / layout.LEXICAL)
            self._articles = ArticleWriter(self.folder / layout.ARTICLES)
        except BaseException:
            # Also on Ctrl-C, since a large index takes a while to copy.
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.deleted = 0

    @property
    def empty(self) -> bool:
        """True while there is no article in it."""
        return self._articles.counts().articles == 0

    def remove_file(self, path: str) -> None:
        """Remove a file's articles."""
        for file in self._articles.articles_of(path):
            self._lexical.delete_article(file)
        ids = self._articles.remove_file(path)
        self._vectors.delete(ids)
        self.deleted += len(ids)

    def add_files(
        self,
        files: Sequence[tuple[IndexedFile, Sequence[SplitArticle]]],
        vectors: Mapping[str, StoredVectors],
    ) -> None:
        """Add files that are not there; `vectors` has all passages that can be retrieved."""
        for file, articles in files:
            self._articles.set_file(file)
            for each in articles:
                self._articles.add_article(file.path, each.article)
        every = [passage for _, articles in files for each in articles for passage in each.passages]
        found = [passage for passage in every if retrievable(passage)]
        self._articles.add_passages(
            (passage, vectors[passage.id].sentences if retrievable(passage) else None)
            for passage in every
        )
        if found:
            self._lexical.add(found)
            self._vectors.add(
                [passage.id for passage in found],
                np.stack([vectors[passage.id].passage for passage in found]),
                [place(passage) for passage in found],
            )

    def finish(self, recipe: Recipe, deleted_before: int) -> Manifest:
        """Write everything and close the files; gives the manifest, which is written too."""
        self._lexical.commit()
        counts = self._articles.counts()
        self._articles.close()
        self._vectors.close()
        manifest = layout.Manifest(
            generation=self.name,
            fingerprint=recipe.fingerprint,
            model=recipe.model,
            backend=recipe.backend,
            passage_tokens=recipe.passage_tokens,
            folder=recipe.folder,
            articles=counts.articles,
            passages=counts.passages,
            retrievable=counts.retrievable,
            since=counts.since.isoformat() if counts.since else None,
            until=counts.until.isoformat() if counts.until else None,
            undated=counts.undated,
            deleted=deleted_before + self.deleted,
            files=layout.sizes(self.folder),
        )
        layout.write_manifest(self.folder, manifest)
        return manifest

    def discard(self) -> None:
        """Close the files and remove them; what is not written yet never will be."""
        self._articles.abandon()
        self._lexical.abandon()
        self._vectors.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _vectors(folder: Path) -> VectorIndex:
    if folder.exists():
        return VectorIndex.open(folder)
    folder.mkdir()
    return VectorIndex.create(folder)


def _lexical(folder: Path) -> LexicalIndex:
    if folder.exists():
        return LexicalIndex.open(folder)
    folder.mkdir()
    return LexicalIndex.create(folder)


def place(passage: Passage) -> Place:
    """What a filter looks at in a passage."""
    return Place(passage.file, passage.part, day_number(passage.date))


def _next_name(index: Path) -> str:
    """Numbers count up; the rest keeps a name from coming back after an index was deleted."""
    taken = [path.name for path in (index / layout.GENERATIONS).glob("*")]
    numbers = [int(name.split("-")[0]) for name in taken if name.split("-")[0].isdecimal()]
    return f"{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}"


def _copy_generation(source: Path, target: Path) -> None:
    shutil.copyfile(source / layout.ARTICLES, target / layout.ARTICLES)
    hidden = shutil.ignore_patterns(".tantivy-*")
    shutil.copytree(source / layout.LEXICAL, target / layout.LEXICAL, ignore=hidden)
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
