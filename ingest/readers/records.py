"""JSON and JSON Lines: one article, a list of them, or one a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ingest.readers.draft import Block, Draft, article, clean, lay_out
from ingest.readers.fields import read_fields
from ingest.readers.html import is_markup, text_of
from ingest.report import Failure
from rag.errors import ArticleUnreadableError
from rag.types import Article, Part, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# Under which key an answer of a news service has its list.
_LISTS = ("articles", "items", "results", "docs", "data", "posts", "stories", "entries", "value")
_WRAPPERS = ("response", "result", "feed", "channel")
_LONGEST_KEY = 200

Keyed = tuple[str, object]


def read_json(text: str, file: str, version: str) -> tuple[list[Article], list[Failure]]:
    """The articles of a JSON file, and the records that are none.

    One article has the file's name; those of a list have "#" and their key after it. Raises
    ArticleUnreadableError where the file is not JSON, or has no article in it.
    """
    records = _records(_parsed(text))
    if len(records) == 1:
        return [_article(records[0], file, version, name=file)], []
    return _articles(_keyed(list(enumerate(records, 1))), file)


def read_json_lines(text: str, file: str) -> tuple[list[Article], list[Failure]]:
    """The articles of a JSON Lines file, and the lines that are none; the position is the line."""
    records: list[tuple[int, object]] = []
    failures: list[Failure] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append((number, _parsed(line)))
        except ArticleUnreadableError as error:
            failures.append(Failure(f"{file}#{number}", f"line {number} of {file!r} {error}"))
    articles, failed = _articles(_keyed(records), file)
    return articles, [*failures, *failed]


def _parsed(text: str) -> object:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise ArticleUnreadableError(f"is not valid JSON ({where}); mend or remove it") from error
    except (RecursionError, ValueError) as error:
        raise ArticleUnreadableError("is JSON too deep or too large to read; split it") from error


def _records(content: object) -> Sequence[object]:
    """The articles of a file's content: itself, its list, or the list in a service's answer."""
    if isinstance(content, list):
        if not content:
            raise ArticleUnreadableError("is an empty list; fill it, or remove it")
        return content
    if not isinstance(content, Mapping):
        raise ArticleUnreadableError("is no article and no list of articles, but a bare value")
    if read_fields(content, "").text is None:
        for key in _LISTS:
            if isinstance(inner := content.get(key), list) and inner:
                return inner
        for key in _WRAPPERS:
            if isinstance(inner := content.get(key), Mapping):
                return _records(inner)
    return [content]


def _keyed(records: Sequence[tuple[int, object]]) -> list[Keyed]:
    """The records by their own ids, if each has one of its own; else by their positions."""
    ids = [_id(record) for _, record in records]
    if None in ids or len(set(ids)) < len(ids):
        return [(str(position), record) for position, record in records]
    return [(str(key), record) for key, (_, record) in zip(ids, records, strict=True)]


def _id(record: object) -> str | None:
    key = record.get("id") if isinstance(record, Mapping) else None
    if isinstance(key, bool) or not isinstance(key, str | int):
        return None
    words = str(key).strip()
    usable = words and words.isprintable() and len(words) <= _LONGEST_KEY and "://" not in words
    return words if usable else None


def _articles(records: Sequence[Keyed], file: str) -> tuple[list[Article], list[Failure]]:
    articles, failures = [], []
    for key, record in records:
        named = f"{file}#{key}"
        try:
            articles.append(_article(record, named, _version(record), name=""))
        except ArticleUnreadableError as error:
            failures.append(Failure(named, f"record {key} of {file!r} {error}"))
    return articles, failures


def _article(record: object, file: str, version: str, name: str) -> Article:
    """One record as an article; a list's file name is no article's, and gives none its date."""
    if not isinstance(record, Mapping):
        raise ArticleUnreadableError("is not an object with the fields of an article")
    fields = read_fields(_flat(record), "field")
    if fields.text is None:
        names = "text, body, content, article or description"
        raise ArticleUnreadableError(f"has no text: none of the fields {names} has any")
    body = text_of(fields.text) if is_markup(fields.text) else clean(fields.text)
    title = " ".join(clean(fields.title).split()) if fields.title else None
    shown = title and not " ".join(body[: 2 * len(title)].split()).startswith(title)
    opening = [Block(title, Part.HEADLINE)] if title and shown else []
    layout = lay_out([*opening, Block(body)])
    span = Span(0, len(title)) if title and shown else None
    draft = Draft(
        layout.text,
        title=title,
        title_span=span,
        date=fields.date,
        author=fields.author,
        url=fields.url,
        source=fields.source,
        start=span.end if span else 0,
    )
    return article(draft, file, version, name)


def _flat(record: Mapping[object, object]) -> dict[str, object]:
    """The record with the fields of the object inside it in which some services keep the text."""
    flat = {str(key): value for key, value in record.items()}
    for key in ("article", "fields", "_source"):
        inner = flat.get(key)
        if isinstance(inner, Mapping):
            del flat[key]
            flat = {**{str(name): value for name, value in inner.items()}, **flat}
    return flat


def _version(record: object) -> str:
    """The hash of what a record says, whatever the order of its fields."""
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
