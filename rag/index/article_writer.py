"""Writing the SQLite file of articles, passages and sentence vectors of a generation."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.index.articles import count_all
from rag.index.layers import lay
from rag.types import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
    file TEXT PRIMARY KEY, path TEXT NOT NULL, version TEXT NOT NULL, title TEXT, date TEXT,
    date_source TEXT, author TEXT, url TEXT, source TEXT, content TEXT NOT NULL,
    family TEXT NOT NULL, characters INTEGER NOT NULL, sections TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX articles_of_path ON articles (path);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, part TEXT NOT NULL, date TEXT,
    retrievable INTEGER NOT NULL, title TEXT NOT NULL, heading TEXT NOT NULL,
    sentences TEXT NOT NULL, text TEXT NOT NULL, vectors BLOB
);
CREATE INDEX passages_of_file ON passages (file, part, retrievable, id);
CREATE TABLE bands (
    band INTEGER NOT NULL, file TEXT NOT NULL, PRIMARY KEY (band, file)
) WITHOUT ROWID;
CREATE INDEX bands_of_file ON bands (file);
CREATE TABLE hidden (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE hidden_articles (file TEXT PRIMARY KEY) WITHOUT ROWID;
"""


def retrievable(passage: Passage) -> bool:
    """False for adverts and pleas to subscribe, which are kept but never found."""
    return passage.part is not Part.BOILERPLATE


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An article that shares a band of its signature with another; `family` is all its copies'."""

    file: str
    family: str
    text: str


class ArticleWriter:
    """The articles of a generation that is being built; nothing lasts before `close`.

    `beneath` is the file of the generation that this one changes, which stays as it is.
    """

    def __init__(self, path: Path, beneath: Path | None = None) -> None:
        """Goes on with the file where there is one."""
        fresh = not path.exists()
        self._connection = sqlite3.connect(path.absolute().as_uri(), uri=True)
        # A crash here costs a generation that nobody knows of yet, so there is nothing to guard.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA journal_mode = MEMORY")
        if fresh:
            self._connection.executescript(SCHEMA)
        lay(self._connection, beneath)
        self._layered = beneath is not None

    def articles_of(self, path: str) -> list[str]:
        """The articles in a file of the folder."""
        return self._column("SELECT file FROM every_article WHERE path = ?", path)

    def remove_file(self, path: str) -> tuple[list[str], int]:
        """Remove a file's articles.

        Gives the ids of those passages that both indexes hold, and how many more of them the
        generation beneath goes on holding.
        """
        ids = self._column(
            "SELECT id FROM main.passages WHERE retrievable AND file IN"
            " (SELECT file FROM main.articles WHERE path = ?)",
            path,
        )
        for table in ("passages", "bands"):
            self._connection.execute(
                f"DELETE FROM main.{table} WHERE file IN"
                " (SELECT file FROM main.articles WHERE path = ?)",
                (path,),
            )
        self._connection.execute("DELETE FROM main.articles WHERE path = ?", (path,))
        self._connection.execute("DELETE FROM main.files WHERE path = ?", (path,))
        return ids, self._hide(path) if self._layered else 0

    def _hide(self, path: str) -> int:
        """Let a file beneath no longer count; gives how many of its passages could be found."""
        files = self._column("SELECT file FROM every_article WHERE path = ?", path)
        found = sum(
            int(
                self._column(
                    "SELECT count(*) FROM every_place WHERE retrievable AND file = ?", file
                )[0]
            )
            for file in files
        )
        self._connection.execute("INSERT OR IGNORE INTO main.hidden VALUES (?)", (path,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO main.hidden_articles VALUES (?)", [(file,) for file in files]
        )
        return found

    def set_file(self, file: IndexedFile) -> None:
        """Note a file as read."""
        self._connection.execute(
            "INSERT OR REPLACE INTO main.files VALUES (?, ?, ?, ?, ?, ?)",
            (file.path, file.size, file.mtime_ns, file.seen_ns, file.sha256, file.complete),
        )

    def lookalikes(self, bands: Sequence[int], most: int) -> list[Lookalike]:
        """Articles that share a band, those that share most of them first."""
        marks = ", ".join("?" * len(bands))
        files = self._column(
            f"SELECT file FROM every_band WHERE band IN ({marks})"
            " GROUP BY file ORDER BY count(*) DESC, file LIMIT ?",
            *bands,
            most,
        )
        return [
            Lookalike(*row)
            for file in files
            for row in self._connection.execute(
                "SELECT file, family, text FROM every_article WHERE file = ?", (file,)
            )
        ]

    def add_article(
        self, path: str, article: Article, family: str, bands: Iterable[int] = ()
    ) -> None:
        """Add an article that stands in the file `path`; its near-copies have its `family`."""
        sections = [(each.part, each.start, each.end, each.heading) for each in article.sections]
        row = (
            article.file,
            path,
            article.version,
            article.title,
            _iso(article.date),
            article.date_source,
            article.author,
            article.url,
            article.source,
            content_hash(article.text),
            family,
            len(article.text),
            json.dumps(sections),
            article.text,
        )
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT INTO main.articles VALUES ({marks})", row)
        self._connection.executemany(
            "INSERT OR IGNORE INTO main.bands VALUES (?, ?)",
            [(band, article.file) for band in bands],
        )

    def add_passages(self, pairs: Iterable[tuple[Passage, bytes | None]]) -> None:
        """Add passages, each with its packed sentence vectors."""
        self._connection.executemany(
            "INSERT INTO main.passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    passage.id,
                    passage.file,
                    passage.position,
                    passage.start,
                    passage.end,
                    passage.part.value,
                    _iso(passage.date),
                    retrievable(passage),
                    passage.title,
                    passage.heading,
                    json.dumps([(span.start, span.end) for span in passage.sentences]),
                    passage.text,
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

    def _column(self, query: str, *values: object) -> list[Any]:
        return [row[0] for row in self._connection.execute(query, values)]


def content_hash(text: str) -> str:
    """A hash that texts share which differ only in white space."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
