"""Writing the SQLite file of articles, passages and sentence vectors of a generation."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import TYPE_CHECKING

from rag.index.articles import count_all
from rag.types import Part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from rag.index.articles import Counts, IndexedFile
    from rag.types import Article, Passage

SCHEMA = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    seen_ns INTEGER NOT NULL, sha256 TEXT NOT NULL, complete INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE articles (
    file TEXT PRIMARY KEY, path TEXT NOT NULL, version TEXT NOT NULL, text TEXT NOT NULL,
    sections TEXT NOT NULL, title TEXT, date TEXT, date_source TEXT, author TEXT, url TEXT,
    source TEXT, content TEXT NOT NULL
);
CREATE INDEX articles_of_path ON articles (path);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, part TEXT NOT NULL, text TEXT NOT NULL,
    sentences TEXT NOT NULL, title TEXT NOT NULL, heading TEXT NOT NULL, date TEXT,
    retrievable INTEGER NOT NULL, vectors BLOB
);
CREATE INDEX passages_of_file ON passages (file, position);
"""


def retrievable(passage: Passage) -> bool:
    """False for adverts and pleas to subscribe, which are kept but never found."""
    return passage.part is not Part.BOILERPLATE


class ArticleWriter:
    """The articles of a generation that is being built; nothing lasts before `close`."""

    def __init__(self, path: Path) -> None:
        """Goes on with the file where there is one."""
        fresh = not path.exists()
        self._connection = sqlite3.connect(path)
        # A crash here costs a generation that nobody knows of yet, so there is nothing to guard.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA journal_mode = MEMORY")
        if fresh:
            self._connection.executescript(SCHEMA)

    def articles_of(self, path: str) -> list[str]:
        """The articles in a file of the folder."""
        rows = self._connection.execute("SELECT file FROM articles WHERE path = ?", (path,))
        return [file for (file,) in rows]

    def remove_file(self, path: str) -> list[str]:
        """Remove a file's articles; gives the ids of those passages that both indexes hold."""
        rows = self._connection.execute(
            "SELECT id FROM passages WHERE retrievable AND file IN"
            " (SELECT file FROM articles WHERE path = ?)",
            (path,),
        ).fetchall()
        self._connection.execute(
            "DELETE FROM passages WHERE file IN (SELECT file FROM articles WHERE path = ?)",
            (path,),
        )
        self._connection.execute("DELETE FROM articles WHERE path = ?", (path,))
        self._connection.execute("DELETE FROM files WHERE path = ?", (path,))
        return [passage_id for (passage_id,) in rows]

    def set_file(self, file: IndexedFile) -> None:
        """Note a file as read."""
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            (file.path, file.size, file.mtime_ns, file.seen_ns, file.sha256, file.complete),
        )

    def add_article(self, path: str, article: Article) -> None:
        """Add an article that stands in the file `path`."""
        sections = [(each.part, each.start, each.end, each.heading) for each in article.sections]
        self._connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.file,
                path,
                article.version,
                article.text,
                json.dumps(sections),
                article.title,
                _iso(article.date),
                article.date_source,
                article.author,
                article.url,
                article.source,
                content_hash(article.text),
            ),
        )

    def add_passages(self, pairs: Iterable[tuple[Passage, bytes | None]]) -> None:
        """Add passages, each with its packed sentence vectors."""
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    passage.id,
                    passage.file,
                    passage.position,
                    passage.start,
                    passage.end,
                    passage.part.value,
                    passage.text,
                    json.dumps([(span.start, span.end) for span in passage.sentences]),
                    passage.title,
                    passage.heading,
                    _iso(passage.date),
                    retrievable(passage),
                    packed,
                )
                for passage, packed in pairs
            ),
        )

    def counts(self) -> Counts:
        """How much there is by now."""
        return count_all(self._connection)

    def close(self) -> None:
        """Write everything, and let go of the file."""
        self._connection.commit()
        self._connection.close()

    def abandon(self) -> None:
        """Let go of the file, whatever is in it; also after `close`."""
        self._connection.close()


def content_hash(text: str) -> str:
    """A hash that texts share which differ only in white space."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
