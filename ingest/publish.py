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
from rag.index.layered_vectors import LayeredVectors
from rag.index.lexical import LexicalIndex
from rag.index.readers import is_read
from rag.types import PassageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.index.articles import ArticleStore
    from rag.index.layout import Manifest
    from rag.index.vectors import VectorIndex

# How many passages are looked for by their own vector and their own words before publishing.
SAMPLED = 50
# And how many of those that have just been added, where the others were looked for before, and
# how many of the others then by their words, whose index was changed.
SAMPLED_OF_CHANGES, SAMPLED_OF_BASE = 15, 5
# A passage and its copies in other articles share a vector; more copies than this are not told
# from a passage that can't be found.
SAME_VECTOR = 0.999
SAMPLE_DEPTH = 10
# A graph is searched by approximation: with 12,000 passages of 400 topics it missed 1 in 200. They
# are still found by words; where deletions have broken a graph, far more are missed. This allows 3
# of 50 and 1 of 15; of fewer, none.
MOST_MISSED = 0.07
MOST_OF_ONE_ARTICLE = 10_000


def check(index: Path, manifest: Manifest) -> None:
    """Read a finished generation as its readers will.

    Raises IndexDamagedError where its parts don't hold the same passages, or where one of some
    passages is not found by its own vector or its own words. Of a generation that changes another
    only the changes are read, since the other one was published whole.
    """
    layered = manifest.base is not None
    lexical = LexicalIndex.open(
        layout.generation_folder(index, manifest.generation) / layout.LEXICAL
    )
    with (
        closing(open_articles(*layout.article_files(index, manifest))) as articles,
        closing(LayeredVectors.open(index, manifest, articles.places)) as vectors,
    ):
        own = articles.own_retrievable_ids()
        if vectors.own.ids() != own or vectors.count() != manifest.retrievable:
            raise IndexDamagedError("the vectors are not those of its passages")
        if lexical.count() != manifest.retrievable or (not layered and lexical.ids() != own):
            raise IndexDamagedError("the lexical entries are not those of its passages")
        sample = _spread(sorted(own), SAMPLED_OF_CHANGES if layered else SAMPLED)
        _check_vectors(vectors.own, articles, sample)
        if layered:
            sample += _spread(sorted(articles.retrievable_ids() - own), SAMPLED_OF_BASE)
        _check_words(lexical, articles, sample)


def _check_vectors(vectors: VectorIndex, articles: ArticleStore, sample: Sequence[str]) -> None:
    missed = []
    for passage_id, vector in vectors.vectors(sample).items():
        hits = vectors.nearest(vector, SAMPLE_DEPTH, PassageFilter(), articles.places)
        copies = len(hits) == SAMPLE_DEPTH and hits[-1].score > SAME_VECTOR
        if not copies and passage_id not in {hit.passage_id for hit in hits}:
            missed.append(passage_id)
    if len(missed) > MOST_MISSED * len(sample):
        raise IndexDamagedError(
            f"{len(missed)} of {len(sample)} passages are not found by their vectors,"
            f" as {missed[0]}"
        )


def _check_words(lexical: LexicalIndex, articles: ArticleStore, sample: Sequence[str]) -> None:
    for passage in articles.passages(sample).values():
        where = PassageFilter(files=frozenset({passage.file}))
        hits = lexical.search(passage.text, MOST_OF_ONE_ARTICLE, where)
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
    """Remove the generations, finished or not, that are neither published nor read.

    One that another of these changes is read with it, and stays.
    """
    generations = index / layout.GENERATIONS
    if not generations.is_dir():
        return
    names = [folder.name for folder in generations.iterdir()]
    needed = {name for name in names if name == keep or is_read(index, name)}
    needed |= {base for name in needed if (base := layout.base_of(index, name))}
    for name in names:
        if name not in needed:
            shutil.rmtree(generations / name, ignore_errors=True)


def _spread(items: Sequence[str], count: int) -> list[str]:
    """At most `count` of them, evenly spread."""
    step = max(1, -(-len(items) // count))
    return list(islice(items, 0, None, step))


def _sync_file(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
