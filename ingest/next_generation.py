"""The next generation of an index while it is being built."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.copies import MOST_COMPARED, bands, family_of
from ingest.start import begin
from rag.index import layout
from rag.index.article_writer import ArticleWriter, retrievable
from rag.index.lexical import LexicalIndex
from rag.index.vectors import VectorIndex
from rag.index.where import Place, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ingest.cache import StoredVectors
    from ingest.start import Start
    from rag.embedding.protocol import Vector
    from rag.index.articles import IndexedFile
    from rag.index.layout import Manifest
    from rag.types import Article, Passage

# Vectors that are kept back until they are written together; 8 MB of them.
MOST_WAITING = 5_000


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
    """An article with its passages, and with what its near-copies are known by."""

    article: Article
    passages: tuple[Passage, ...]
    shingles: frozenset[str] = frozenset()


class NextGeneration:
    """A generation that is being built; nobody knows of it before `publish`."""

    def __init__(self, index: Path, start: Start) -> None:
        self.name = _next_name(index)
        self.folder = layout.generation_folder(index, self.name)
        self.folder.mkdir(parents=True)
        self._start = start
        try:
            begin(index, start, self.folder)
            self._vectors = _vectors(self.folder / layout.VECTORS)
            self._lexical = _lexical(self.folder / layout.LEXICAL)
            beneath = start.base and layout.generation_folder(index, start.base) / layout.ARTICLES
            self._articles = ArticleWriter(self.folder / layout.ARTICLES, beneath or None)
        except BaseException:
            # Also on Ctrl-C, since a large index takes a while to copy.
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self._waiting: list[tuple[Passage, Vector]] = []
        self._removed = self._hidden = self._added = 0

    @property
    def empty(self) -> bool:
        """True while there is no article in it."""
        return self._articles.counts().articles == 0

    def remove_file(self, path: str) -> None:
        """Remove a file's articles."""
        for file in self._articles.articles_of(path):
            self._lexical.delete_article(file)
        ids, hidden = self._articles.remove_file(path)
        if ids:
            self._add_waiting()
            self._vectors.delete(ids)
        self._removed += len(ids) + hidden
        self._hidden += hidden

    def add_files(
        self,
        files: Sequence[tuple[IndexedFile, Sequence[SplitArticle]]],
        vectors: Mapping[str, StoredVectors],
    ) -> None:
        """Add files that are not there; `vectors` has all passages that can be retrieved."""
        for file, articles in files:
            self._articles.set_file(file)
            for each in articles:
                self._add_article(file.path, each)
        every = [passage for _, articles in files for each in articles for passage in each.passages]
        found = [passage for passage in every if retrievable(passage)]
        self._articles.add_passages(
            (passage, vectors[passage.id].sentences if retrievable(passage) else None)
            for passage in every
        )
        self._lexical.add(found)
        self._waiting += [(passage, vectors[passage.id].passage) for passage in found]
        self._added += len(found)
        if len(self._waiting) >= MOST_WAITING:
            self._add_waiting()

    def _add_article(self, path: str, split: SplitArticle) -> None:
        keys = bands(split.shingles)
        alike = self._articles.lookalikes(keys, MOST_COMPARED) if keys else []
        family = family_of(split.article.version, split.shingles, alike)
        self._articles.add_article(path, split.article, family, keys)

    def _add_waiting(self) -> None:
        """Hand vectors to Chroma, which writes its whole graph to disk after each lot."""
        if self._waiting:
            self._vectors.add(
                [passage.id for passage, _ in self._waiting],
                np.stack([vector for _, vector in self._waiting]),
                [place(passage) for passage, _ in self._waiting],
            )
            self._waiting.clear()

    def finish(self, recipe: Recipe) -> Manifest:
        """Write everything and close the files; gives the manifest, which is written too."""
        self._add_waiting()
        self._lexical.commit()
        counts = self._articles.counts()
        self._articles.close()
        self._vectors.close()
        before = self._start.copied or self._start.published
        layered = self._start.published
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
            deleted=(before.deleted if before else 0) + self._removed,
            base=self._start.base,
            hidden=(layered.hidden if layered else 0) + self._hidden,
            changes=layered.changes + self._added + self._removed if layered else 0,
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
