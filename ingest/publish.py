"""Checking a generation and publishing it in one step; removing those that nobody reads."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from rag.errors import IndexDamagedError
from rag.index import layout
from rag.index.articles import open_articles
from rag.index.lexical import LexicalIndex
from rag.index.readers import is_read
from rag.index.vectors import VectorIndex
from rag.types import PassageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# How many passages are looked for by their own vector and their own words before publishing.
SAMPLED = 50
# A passage and its copies in other articles share a vector; more copies than this are not told
# from a passage that can't be found.
SAME_VECTOR = 0.999
SAMPLE_DEPTH = 10


def check(folder: Path) -> None:
    """Read a finished generation as its readers will.

    Raises IndexDamagedError where its parts don't hold the same passages, or where one of
    `SAMPLED` passages is not found by its own vector or its own words.
    """
    with (
        closing(open_articles(folder / layout.ARTICLES)) as articles,
        closing(VectorIndex.open(folder / layout.VECTORS)) as vectors,
    ):
        lexical = LexicalIndex.open(folder / layout.LEXICAL)
        ids = articles.retrievable_ids()
        if vectors.ids() != ids or vectors.count() != len(ids):
            raise IndexDamagedError("the vectors are not those of its passages")
        if lexical.ids() != ids or lexical.count() != len(ids):
            raise IndexDamagedError("the lexical entries are not those of its passages")
        sample = _spread(sorted(ids), SAMPLED)
        for passage_id, vector in vectors.vectors(sample).items() if sample else ():
            hits = vectors.nearest(vector, SAMPLE_DEPTH, PassageFilter(), articles.places)
            copies = len(hits) == SAMPLE_DEPTH and hits[-1].score > SAME_VECTOR
            if not copies and passage_id not in {hit.passage_id for hit in hits}:
                raise IndexDamagedError(f"passage {passage_id} is not found by its vector")
        for passage in articles.passages(sample).values():
            where = PassageFilter(files=frozenset({passage.file}))
            hits = lexical.search(passage.text, len(ids), where)
            found = passage.id in {hit.passage_id for hit in hits}
            if not found and lexical.looks_for_words(passage.text):
                raise IndexDamagedError(f"passage {passage.id} is not found by its words")


def publish(index: Path, generation: str) -> None:
    """Make a finished generation the one that readers open from now on."""
    folder = layout.generation_folder(index, generation)
    for path in folder.rglob("*"):
        if path.is_dir():
            layout.sync_folder(path)
        else:
            _sync_file(path)
    layout.sync_folder(folder)
    layout.sync_folder(folder.parent)
    layout.set_current(index, generation)
    (index / layout.DAMAGED).unlink(missing_ok=True)


def remove_unread(index: Path, keep: str | None) -> None:
    """Remove the generations, finished or not, that are neither published nor read."""
    generations = index / layout.GENERATIONS
    if not generations.is_dir():
        return
    for folder in generations.iterdir():
        if folder.name != keep and not is_read(index, folder.name):
            shutil.rmtree(folder, ignore_errors=True)


def _spread(items: Sequence[str], count: int) -> list[str]:
    """At most `count` of them, evenly spread."""
    step = max(1, -(-len(items) // count))
    return list(islice(items, 0, None, step))


def _sync_file(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
