"""Articles, passages and sentence vectors of a generation, in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from rag.errors import ArticleMissingError, IndexDamagedError
from rag.index.packing import unpack
from rag.index.where import Place, day_number
from rag.types import Article, ArticleRecord, Part, Passage, Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rag.embedding.protocol import Matrix

# SQLite's oldest limit on the variables of one statement is 999.
_MOST_IDS = 900
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
    """The articles of a published generation, read only; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        # The file never changes, so SQLite need not lock it or look for a journal.
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )

    def article(self, file: str) -> Article:
        """One article with its text; raises ArticleMissingError."""
        row = self._connection.execute(
            f"SELECT {_ARTICLE} FROM articles WHERE file = ?", (file,)
        ).fetchone()
        if row is None:
            raise ArticleMissingError(
                f"There is no article {file!r} in the index: its name must be as citations give"
                " it, and a file added since must be ingested first."
            )
        return _article(row)

    def records(self) -> tuple[ArticleRecord, ...]:
        """All articles by file name; of equal texts, all but the first name the first."""
        parts: dict[str, list[str]] = {}
        counts: dict[str, int] = {}
        for file, part, count in self._connection.execute(
            "SELECT file, part, count(*) FROM passages GROUP BY file, part"
        ):
            parts.setdefault(file, []).append(part)
            counts[file] = counts.get(file, 0) + count
        first: dict[str, str] = {}
        records = []
        for (
            file,
            version,
            title,
            day,
            about,
            author,
            url,
            source,
            length,
            content,
        ) in self._connection.execute(
            "SELECT file, version, title, date, date_source, author, url, source,"
            " length(text), content FROM articles ORDER BY file"
        ):
            original = first.setdefault(content, file)
            records.append(
                ArticleRecord(
                    file=file,
                    version=version,
                    title=title or "",
                    date=_day(day),
                    date_source=about,
                    author=author,
                    url=url,
                    source=source,
                    characters=length,
                    passages=counts.get(file, 0),
                    parts=tuple(part for part in Part if part.value in parts.get(file, ())),
                    duplicate_of=None if original == file else original,
                )
            )
        return tuple(records)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id, in the order asked for; ids that are not there are left out."""
        found = {row[0]: _passage(row) for row in self._by_id(_PASSAGE, ids)}
        return {each: found[each] for each in ids if each in found}

    def places(self, ids: Sequence[str]) -> dict[str, Place]:
        """What a filter looks at in passages, by id."""
        return {
            passage_id: Place(file, Part(part), day_number(_day(day)))
            for passage_id, file, part, day in self._by_id("id, file, part, date", ids)
        }

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """Unit vectors of the sentences of each retrievable passage, by its id."""
        return {
            passage_id: unpack(packed, len(json.loads(sentences)))
            for passage_id, packed, sentences in self._by_id("id, vectors, sentences", ids)
            if packed is not None
        }

    def retrievable_ids(self) -> set[str]:
        """The ids of all passages that both indexes must hold."""
        rows = self._connection.execute("SELECT id FROM passages WHERE retrievable")
        return {passage_id for (passage_id,) in rows}

    def files(self) -> dict[str, IndexedFile]:
        """The files that were read, by their path relative to the ingested folder."""
        rows = self._connection.execute(
            "SELECT path, size, mtime_ns, seen_ns, sha256, complete FROM files"
        )
        return {
            path: IndexedFile(path, size, mtime_ns, seen_ns, sha256, bool(complete))
            for path, size, mtime_ns, seen_ns, sha256, complete in rows
        }

    def versions(self) -> dict[str, dict[str, str]]:
        """The versions of the articles in each file: path, then article, then version."""
        found: dict[str, dict[str, str]] = {}
        for path, file, version in self._connection.execute(
            "SELECT path, file, version FROM articles"
        ):
            found.setdefault(path, {})[file] = version
        return found

    def retrievable_in(self, paths: Iterable[str]) -> int:
        """How many passages of some files are in both indexes."""
        query = (
            "SELECT count(*) FROM passages JOIN articles USING (file)"
            " WHERE retrievable AND path = ?"
        )
        return sum(self._connection.execute(query, (path,)).fetchone()[0] for path in paths)

    def counts(self) -> Counts:
        """How much there is."""
        return count_all(self._connection)

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self._connection.close()

    def _by_id(self, columns: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(ids), _MOST_IDS):
            some = ids[start : start + _MOST_IDS]
            marks = ", ".join("?" * len(some))
            yield from self._connection.execute(
                f"SELECT {columns} FROM passages WHERE id IN ({marks})", tuple(some)
            )


def open_articles(path: Path) -> ArticleStore:
    """The articles of a generation; raises IndexDamagedError where SQLite can't read them."""
    try:
        store = ArticleStore(path)
        store.counts()
    except (sqlite3.Error, OSError) as error:
        raise IndexDamagedError(f"the articles in {path} can't be read ({error})") from error
    return store


def count_all(connection: sqlite3.Connection) -> Counts:
    """How much a file of articles holds."""
    articles, since, until, dated = connection.execute(
        "SELECT count(*), min(date), max(date), count(date) FROM articles"
    ).fetchone()
    passages, found = connection.execute(
        "SELECT count(*), coalesce(sum(retrievable), 0) FROM passages"
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
