"""From what a format's reader found to an article, the same for all formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.dates import FoundDate, date_from_file_name
from ingest.head import read_head
from ingest.parts import sections
from rag.errors import ArticleUnreadableError
from rag.text.paragraphs import is_white, paragraph_spans
from rag.types import Article, Part, Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_GAP = "\n\n"
# What can't be written to a file or a database: NUL, and halves of surrogate pairs.
_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format says itself of an article.

    `known` are the sections that the format names, `title_span` is where the headline stands,
    `start` is where the text after the format's own head begins. `date` is None where the format
    gives none; the text's first lines, its dateline and the file's name are asked then.
    """

    text: str
    title: str | None = None
    title_span: Span | None = None
    date: FoundDate | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None
    known: tuple[Section, ...] = ()
    start: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of a format that has no text of its own; `part` where it is known."""

    text: str
    part: Part | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks as one text with a blank line between, and the sections that they make."""

    text: str
    known: tuple[Section, ...]


def lay_out(blocks: Iterable[Block]) -> Layout:
    """Put blocks together, each cleaned; empty ones are left out."""
    texts: list[str] = []
    known: list[Section] = []
    position = 0
    for block in blocks:
        text = clean(block.text).strip()
        if not text:
            continue
        if block.part:
            known.append(Section(block.part, position, position + len(text), block.heading))
        texts.append(text)
        position += len(text) + len(_GAP)
    return Layout(_GAP.join(texts), tuple(known))


def heading_block(words: str) -> Block:
    """An inner heading."""
    line = " ".join(clean(words).split())
    return Block(line, Part.HEADLINE, line)


def clean(text: str) -> str:
    """A text from a parser, without characters that can't be stored, and with plain newlines."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def article(draft: Draft, file: str, version: str, name: str | None = None) -> Article:
    """The article that a draft makes, its parts told apart.

    `name` is the file name that may hold a date, where `file` is not only that. Raises
    ArticleUnreadableError where the text is empty.
    """
    if all(is_white(character) for character in draft.text):
        raise ArticleUnreadableError("has no text in it; fill it, or remove it")
    head = read_head(draft.text, draft.start)
    title_span = draft.title_span or _title_span(draft, head.title)
    shown = draft.text[title_span.start : title_span.end] if title_span else None
    date = draft.date or head.date or date_from_file_name(file if name is None else name)
    furniture = tuple(Section(Part.BOILERPLATE, each.start, each.end) for each in head.furniture)
    known = tuple(
        each for each in furniture if not any(_overlap(each, other) for other in draft.known)
    )
    return Article(
        file=file,
        version=version,
        text=draft.text,
        sections=sections(draft.text, title_span, (*draft.known, *known)),
        title=_line(draft.title or shown),
        date=date.day if date else None,
        date_source=date.source if date else None,
        author=_line(draft.author or head.author),
        url=_line(draft.url or head.url),
        source=_line(draft.source or head.source),
    )


def _title_span(draft: Draft, found: Span | None) -> Span | None:
    """Where the headline stands: the one that the format names, if the text opens with it."""
    if draft.title is None:
        return found
    first = next(iter(paragraph_spans(draft.text, draft.start, draft.start + 2000)), None)
    opening = draft.text[first.start : first.end] if first else ""
    return first if opening.split() == draft.title.split() else None


def _overlap(one: Section, other: Section) -> bool:
    return one.start < other.end and other.start < one.end


def _line(value: str | None) -> str | None:
    """A field's value on one line; None where it is empty."""
    return " ".join(clean(value).split()) or None if value else None
