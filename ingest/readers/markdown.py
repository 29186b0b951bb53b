"""Markdown: the article's text is the file's own, front matter and marks included."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import yaml

from ingest.readers.draft import Draft
from ingest.readers.fields import Fields, read_fields
from rag.types import Part, Section, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_FRONT_MATTER = re.compile(
    r"\ufeff?\s*(?P<fence>---|\+\+\+)[^\S\n]*\r?\n(?P<fields>.*?)^(?P=fence)[^\S\n]*\r?$",
    re.DOTALL | re.MULTILINE,
)
_TITLE = re.compile(
    r"^\ufeff?[^\S\n]{0,3}#[^\S\n]+(?P<atx>\S.*?)[^\S\n]*#*\r?$|^(?P<setext>\S.*?)\r?\n=+\r?$", re.M
)


def read(text: str) -> Draft:
    """A draft with the fields of YAML or TOML front matter, and the first `#` heading as title.

    Front matter that can't be parsed is kept as page furniture, and not read.
    """
    matter = _FRONT_MATTER.match(text)
    start = matter.end() if matter else 0
    known = (Section(Part.BOILERPLATE, matter.start("fence"), matter.end()),) if matter else ()
    fields = read_fields(_parsed(matter), "front matter") if matter else Fields()
    title_span = _title_span(text, start)
    title = fields.title or (text[title_span.start : title_span.end] if title_span else None)
    if title_span:
        # The marks around the title: they are no words, and belong to no part.
        marks = text[max(start, text.rfind("\n", 0, title_span.start) + 1) : title_span.start]
        if marks.strip():
            first = title_span.start - len(marks.lstrip())
            known = (*known, Section(Part.BOILERPLATE, first, title_span.start))
    return Draft(
        text,
        title=title,
        title_span=title_span,
        date=fields.date,
        author=fields.author,
        url=fields.url,
        source=fields.source,
        known=known,
        start=start,
    )


def _parsed(matter: re.Match[str]) -> Mapping[str, object]:
    try:
        if matter["fence"] == "+++":
            return tomllib.loads(matter["fields"].replace("\r\n", "\n"))
        fields = yaml.safe_load(matter["fields"])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _title_span(text: str, start: int) -> Span | None:
    """Where the words of the first-level heading stand that opens the text."""
    match = _TITLE.search(text, start)
    if match is None or len(text[start : match.start()].split()) > 60:
        return None
    group = "atx" if match["atx"] else "setext"
    return Span(match.start(group), match.end(group))
