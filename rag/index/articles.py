"""Articles, passages and sentence vectors of a generation, in SQLite."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from rag.errors import ArticleMissingError, IndexDamagedError
from rag.index.layers import lay, read_only
from rag.index.packing import unpack
from rag.index.where import Place, day_number
from rag.types import Article, ArticleRecord, Part, Passage, Section, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.embedding.protocol import Matrix

# SQLite's oldest limit on the variables of one statement is 999.
_MOST_IDS = 900
# Bytes of the file that are read where they lie: a search reads a hundred passages with vectors.
# More would count as memory of an answer without making it quicker.
_MOST_MAPPED = 1 << 29
_PASSAGE = 'id, file, position, start, "end", part, text, sentences, title, heading, date'
_ARTICLE = "file, version, text, sections, title, date, date_source, author, url, source"


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file as it was when it was read; times in nanoseconds since 1970.

    `complete` is false where some article in it could not be read.
    """

    path: str
    size: int
    mtime_ns: int
    seen_ns: int
    sha256: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a generation holds, and from when to when its articles are."""

    articles: int
    passages: int
    retrievable: int
    since: date | None
    until: date | None
    undated: int


class ArticleStore:
    """The articles of a published generation, read only; safe to use from several threads.

    `beneath` is the file of the generation that this one changes, where there is one.
    """

    def __init__(self, path: Path, beneath: Path | None = None) -> None:
        self._connection = sqlite3.connect(read_only(path), uri=True, check_same_thread=False)
        self._connection.execute(f"PRAGMA mmap_size = {_MOST_MAPPED}")
        lay(self._connection, beneath)
        self._records: tuple[ArticleRecord, ...] | None = None

    def article(self, file: str) -> Article:
        """One article with its text; raises ArticleMissingError."""
        row = self._connection.execute(
            f"SELECT {_ARTICLE} FROM every_article WHERE file = ?", (file,)
        ).fetchone()
        if row is None:
            raise ArticleMissingError(
                f"There is no article {file!r} in the index: its name must be as citations give"
                " it, and a file added since must be ingested first."
            )
        return _article(row)

    def records(self) -> tuple[ArticleRecord, ...]:
        """All articles by file name; of equal texts, all but the first name the first."""
        if self._records is None:
            self._records = tuple(self._read_records())
        return self._records

    def _read_records(self) -> Iterator[ArticleRecord]:
        parts: dict[str, dict[str, int]] = {}
        for file, part, count in self._connection.execute(
            "SELECT file, part, count(*) FROM every_place GROUP BY file, part"
        ):
            parts.setdefault(file, {})[part] = count
        first: dict[str, str] = {}
        for file, content, day, *about in self._connection.execute(
            "SELECT file, content, date, version, title, date_source, author, url, source,"
            " characters FROM every_article ORDER BY file"
        ):
            version, title, date_source, author, url, source, characters = about
            original = first.setdefault(content, file)
            counts = parts.get(file, {})
            yield ArticleRecord(
                file=file,
                version=version,
                title=title or "",
                date=_day(day),
                date_source=date_source,
                author=author,
                url=url,
                source=source,
                characters=characters,
                passages=sum(counts.values()),
                parts=tuple(part for part in Part if part.value in counts),
                duplicate_of=None if original == file else original,
            )

    def families(self, files: Iterable[str]) -> dict[str, str]:
        """What each of some articles shares with its near-copies, and with no other article."""
        return dict(self._among("file, family", "every_article", "file", sorted(set(files))))

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id, in the order asked for; ids that are not there are left out."""
        found = {row[0]: _passage(row) for row in self._by_id(_PASSAGE, ids)}
        return {each: found[each] for each in ids if each in found}

    def passages_at(self, places: Mapping[str, Collection[int]]) -> tuple[Passage, ...]:
        """Retrievable passages of articles at some positions; those not there are left out."""
        return tuple(
            _passage(row)
            for file, positions in places.items()
            for row in self._connection.execute(
                f"SELECT {_PASSAGE} FROM every_passage WHERE file = ? AND retrievable"
                f" AND position IN ({', '.join('?' * len(positions))})",
                (file, *positions),
            )
        )

    def places(self, ids: Sequence[str]) -> dict[str, Place]:
        """What a filter looks at in passages, by id."""
        return {
            passage_id: Place(file, Part(part), day_number(_day(day)))
            for passage_id, file, part, day in self._by_id("id, file, part, date", ids)
        }

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """Unit vectors of the sentences of each retrievable passage, by its id."""
        found = self._by_id("id, vectors, json_array_length(sentences)", ids)
        rows = [(each, packed, count) for each, packed, count in found if packed is not None]
        if not rows:
            return {}
        names, vectors, counts = zip(*rows, strict=True)
        return dict(zip(names, unpack(vectors, counts), strict=True))

    def own_retrievable_ids(self) -> set[str]:
        """The ids of those passages that are not from the generation beneath."""
        rows = self._connection.execute("SELECT id FROM main.passages WHERE retrievable")
        return {passage_id for (passage_id,) in rows}

    def retrievable_ids(self) -> set[str]:
        """The ids of all passages that both indexes must hold."""
        rows = self._connection.execute("SELECT id FROM every_place WHERE retrievable")
        return {passage_id for (passage_id,) in rows}

    def files(self) -> dict[str, IndexedFile]:
        """The files that were read, by their path relative to the ingested folder."""
        rows = self._connection.execute(
            "SELECT path, size, mtime_ns, seen_ns, sha256, complete FROM every_file"
        )
        return {
            path: IndexedFile(path, size, mtime_ns, seen_ns, sha256, bool(complete))
            for path, size, mtime_ns, seen_ns, sha256, complete in rows
        }

    def versions(self) -> dict[str, dict[str, str]]:
        """The versions of the articles in each file: path, then article, then version."""
        found: dict[str, dict[str, str]] = {}
        for path, file, version in self._connection.execute(
            "SELECT path, file, version FROM every_article"
        ):
            found.setdefault(path, {})[file] = version
        return found

    def retrievable_in(self, paths: Iterable[str]) -> int:
        """How many passages of some files are in both indexes."""
        files = [
            file
            for path in paths
            for (file,) in self._connection.execute(
                "SELECT file FROM every_article WHERE path = ?", (path,)
            )
        ]
        query = "SELECT count(*) FROM every_place WHERE retrievable AND file = ?"
        return sum(self._connection.execute(query, (file,)).fetchone()[0] for file in files)

    def counts(self) -> Counts:
        """How much there is."""
        return count_all(self._connection)

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self._connection.close()

    def _by_id(self, columns: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        return self._among(columns, "every_passage", "id", ids)

    def _among(
        self, columns: str, view: str, key: str, values: Sequence[str]
    ) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), _MOST_IDS):
            some = values[start : start + _MOST_IDS]
            marks = ", ".join("?" * len(some))
            yield from self._connection.execute(
                f"SELECT {columns} FROM {view} WHERE {key} IN ({marks})", tuple(some)
            )


def open_articles(path: Path, beneath: Path | None = None) -> ArticleStore:
    """The articles of a generation; raises IndexDamagedError where SQLite can't read them."""
    try:
        store = ArticleStore(path, beneath)
        store.counts()
    except (sqlite3.Error, OSError) as error:
        raise IndexDamagedError(f"the articles in {path} can't be read ({error})") from error
    return store


def count_all(connection: sqlite3.Connection) -> Counts:
    """How much a file of articles holds, with what is beneath it."""
    articles, since, until, dated = connection.execute(
        "SELECT count(*), min(date), max(date), count(date) FROM every_date"
    ).fetchone()
    passages, found = connection.execute(
        "SELECT count(*), coalesce(sum(retrievable), 0) FROM every_place"
    ).fetchone()
    return Counts(articles, passages, found, _day(since), _day(until), articles - dated)


def _article(row: tuple[Any, ...]) -> Article:
    file, version, text, sections, title, day, *about = row
    return Article(
        file,
        version,
        text,
        tuple(
            Section(Part(part), start, end, heading)
            for part, start, end, heading in json.loads(sections)
        ),
        title,
        _day(day),
        *about,
    )


def _passage(row: tuple[Any, ...]) -> Passage:
    passage_id, file, position, start, end, part, text, sentences, title, heading, day = row
    return Passage(
        id=passage_id,
        file=file,
        position=int(position),
        start=int(start),
        end=int(end),
        part=Part(part),
        text=text,
        sentences=tuple(Span(*span) for span in json.loads(sentences)),
        title=title,
        heading=heading,
        date=_day(day),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
