"""A folder of articles, an index beside it, and what the index holds."""

from __future__ import annotations

from contextlib import closing

import pytest

from ingest.sync import sync
from rag.index.generation import open_generation
from rag.settings import Settings
from rag.types import PassageFilter

WORDS = ("harbour", "ferry", "bridge", "captain", "inquiry", "pier", "lighthouse", "tide")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(tmp_path):
    return Settings(index=tmp_path / "index")


@pytest.fixture
def write(folder):
    """Write an article of the folder."""

    def write_article(file, text):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_article


@pytest.fixture
def ingest(folder, settings, hashing_embedder):
    """Bring the index in step with the folder, as the command does."""

    def run(embedder=hashing_embedder, settings=settings, folder=folder, **more):
        return sync(folder, settings, lambda: embedder, **more)

    return run


def contents_of(index):
    """All that a question can meet in an index: what it lists, holds and finds."""
    with closing(open_generation(index, None)) as opened:
        records = opened.articles()
        ids = sorted(
            {
                hit.passage_id
                for word in WORDS
                for hit in opened.lexical(word, 10_000, PassageFilter())
            }
        )
        vectors = opened.sentence_vectors(ids)
        return {
            "articles": {record.file: opened.article(record.file) for record in records},
            "records": records,
            "passages": opened.passages(ids),
            "words": {word: opened.document_frequency(word) for word in WORDS},
            "vectors": {each: rows.tobytes() for each, rows in vectors.items()},
        }


@pytest.fixture
def contents(settings):
    return lambda index=settings.index: contents_of(index)
