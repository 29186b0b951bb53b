"""What stands above an article's text: headline, byline, date line, and labelled fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.dates import FoundDate, date_from_dateline, date_token, match_date
from ingest.furniture import is_caption, is_furniture, is_post
from rag.text.bylines import NAME, read_byline
from rag.text.paragraphs import paragraph_spans, strip_span
from rag.types import Span

if TYPE_CHECKING:
    from datetime import date

# The head of an article ends once so many words of it have gone by, or so many paragraphs: a date
# below that is one that is told of, or a comment's.
_MOST_PARAGRAPHS = 8
_MOST_WORDS = 30
_HEAD_CHARACTERS = 20_000

_FIELD = re.compile(
    r"(?P<key>title|headline|date|published|author|by|url|link|source|publisher)\s*:\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_FIELD_NAMES = {
    "headline": "title",
    "published": "date",
    "by": "author",
    "link": "url",
    "publisher": "source",
}
_NAME_AND_DATE = re.compile(rf"{NAME}(?:,\s+{NAME})?\s*[,|·—–-]\s*")
_MOST_TITLE_WORDS = 30
_MOST_TITLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a text say of the article; `furniture` is not part of the report."""

    title: Span | None = None
    date: FoundDate | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None
    furniture: tuple[Span, ...] = ()


def read_head(text: str, start: int = 0) -> Head:
    """Headline, date, author and labelled fields of the text from `start` on."""
    paragraphs = paragraph_spans(text, start, min(len(text), start + _HEAD_CHARACTERS))
    head = Head()
    untouched = True
    words = 0
    for n, paragraph in enumerate(paragraphs[:_MOST_PARAGRAPHS]):
        rest, head = _without_fields(text, paragraph, head, first=untouched)
        if rest is None:
            continue
        line = text[rest.start : rest.end]
        if is_furniture(line):
            continue
        byline = read_byline(line)
        if byline:
            head = _with_byline(rest, head, byline)
        elif day := _after_name(line):
            head = replace(head, date=head.date or day)
        elif head.title is None and untouched and is_headline(text, rest, paragraphs[n + 1 :]):
            head = replace(head, title=rest)
        elif head.date is None:
            head = replace(head, date=date_from_dateline(text, rest.start, rest.end))
        untouched = untouched and bool(byline)
        words += len(line.split()) if rest != head.title else 0
        if words >= _MOST_WORDS:
            break
    return head


def is_headline(text: str, line: Span, following: tuple[Span, ...]) -> bool:
    """Whether a text's first line is its headline: short, no sentence, and not all there is.

    A headline may end in a full stop only where a byline follows it.
    """
    words = text[line.start : line.end]
    if (
        not following
        or len(words) > _MOST_TITLE_CHARACTERS
        or not 2 <= len(words.split()) <= _MOST_TITLE_WORDS
        or words[0].islower()
        or words.startswith(("http://", "https://", "@", "- ", "* "))
        or is_furniture(words)
        or is_caption(words)
        or is_post(words)
    ):
        return False
    if re.search(r"[.;,:][\"'”’)]*$", words) and not words.endswith("..."):
        return read_byline(text[following[0].start : following[0].end]) is not None
    return True


def _after_name(line: str) -> FoundDate | None:
    """The date of a line that gives a place or a newspaper and a date: "Basra, 3 May 2019"."""
    match = _NAME_AND_DATE.match(line)
    found = match_date(line, match.end()) if match else None
    return FoundDate(found[0], "dateline") if found and found[1] == len(line) else None


def _without_fields(
    text: str, paragraph: Span, head: Head, *, first: bool
) -> tuple[Span | None, Head]:
    """What is left of a paragraph without a labelled field or a date, and the head with it."""
    line = text[paragraph.start : paragraph.end]
    if head.date is None and (found := date_token(text, paragraph.start, paragraph.end)):
        date, token = found
        rest = strip_span(text, token.end, paragraph.end)
        if rest is None or first:
            return rest, replace(head, date=date, furniture=(*head.furniture, token))
    field = _FIELD.match(line) if first and len(line.split()) <= _MOST_TITLE_WORDS else None
    if field is None:
        return paragraph, head
    return None, _with_field(head, field, paragraph)


def _with_field(head: Head, field: re.Match[str], paragraph: Span) -> Head:
    key = _FIELD_NAMES.get(field["key"].lower(), field["key"].lower())
    value = field["value"].strip()
    if key == "title":
        start = paragraph.start + field.start("value")
        label = Span(paragraph.start, start)
        title = Span(start, paragraph.end)
        return replace(head, title=title, furniture=(*head.furniture, label))
    head = replace(head, furniture=(*head.furniture, paragraph))
    match key:
        case "author":
            return replace(head, author=value)
        case "url":
            return replace(head, url=value)
        case "source":
            return replace(head, source=value)
        case _:
            # A date that can't be read leaves the article undated; its line is furniture anyhow.
            return head


def _with_byline(line: Span, head: Head, byline: tuple[str, str]) -> Head:
    names, rest = byline
    head = replace(head, author=head.author or names)
    if head.date is None:
        for piece in re.split(r"[|·•@(]|\s[–—-]\s|,\s(?=[A-Z][a-z]{2,8}\.?\s\d)", rest):
            day: tuple[date, int] | None = match_date(piece.strip())
            if day:
                return replace(head, date=FoundDate(day[0], "first line", line))
    return head
