"""The fields of an article by the names that feeds, archives and front matter give them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.dates import FoundDate, parse_date

# In the order in which they are asked; case, "_", "-" and spaces don't count.
_TITLE = ("title", "headline", "webtitle", "headlinemain", "name")
_DATE = (
    *("date", "published", "publishedat", "datepublished", "publishdate", "publicationdate"),
    *("pubdate", "pubdatetime", "webpublicationdate", "datepublish", "issued", "dateissued"),
)
_AUTHOR = ("author", "authors", "byline", "creator", "writer")
_URL = ("url", "link", "weburl", "permalink", "canonicalurl", "sourceurl")
_SOURCE = ("source", "publisher", "sitename", "publication", "outlet", "newspaper", "sourcename")
_TEXT = (
    *("text", "body", "content", "articlebody", "article", "fulltext", "bodytext", "maintext"),
    *("contenttext", "contenthtml", "story", "description", "summary", "leadparagraph", "abstract"),
)
# Under which key the words stand where a field is an object: {"headline": {"main": "…"}}.
_INNER = ("main", "name", "title", "text", "body", "content", "original", "value", "url", "@value")
_BYLINE = re.compile(r"^\s*by\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fields:
    """An article's fields; None where there is none, or none that can be read."""

    title: str | None = None
    date: FoundDate | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None
    text: str | None = None


def read_fields(record: Mapping[str, object], source: str) -> Fields:
    """The fields of a record; `source` is what its date is said to come from."""
    keyed = {re.sub(r"[\s_-]", "", str(key)).lower(): value for key, value in record.items()}
    days = (parse_date(_scalar(keyed[key])) for key in _DATE if key in keyed)
    day = next(filter(None, days), None)
    author = _first(keyed, _AUTHOR, ", ")
    return Fields(
        title=_first(keyed, _TITLE),
        date=FoundDate(day, source) if day else None,
        author=_BYLINE.sub("", author) if author else None,
        url=_first(keyed, _URL),
        source=_first(keyed, _SOURCE),
        text=_first(keyed, _TEXT, "\n\n"),
    )


def _first(record: Mapping[str, object], keys: Sequence[str], joint: str = ", ") -> str | None:
    """The words of the first of these fields that has any."""
    return next(filter(None, (_words(record.get(key), joint) for key in keys)), None)


def _words(value: object, joint: str) -> str:
    """A value as words: a string, the string inside an object, or the words of a list."""
    if isinstance(value, list):
        return joint.join(filter(None, (_words(each, joint) for each in value)))
    value = _scalar(value)
    return value.strip() if isinstance(value, str) else ""


def _scalar(value: object) -> object:
    """The value itself, or the one inside an object that names it."""
    if isinstance(value, Mapping):
        return next((value[key] for key in _INNER if isinstance(value.get(key), str)), None)
    return value
