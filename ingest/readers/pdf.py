"""PDF files: the text layer, its lines put back together to paragraphs."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ingest.readers.draft import Block, Draft, lay_out
from rag.errors import ArticleUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What it would say of a broken file, the error says in one line.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# What pypdf lets through from a file whose parts contradict each other.
_BROKEN = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
# A page of text has hundreds; a scan has at most a stamp or a page number.
_LEAST_LETTERS = 20
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_LIST_ITEM = re.compile(r"(?:[-*•–]|\(?\d{1,3}[.)])\s")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?$", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"untitled|microsoft|\.(?:docx?|pdf|indd|qxd|rtf|html?|tex)\b", re.IGNORECASE
)


def read(data: bytes) -> Draft:
    """A draft of a PDF's text, with the title and author of its properties.

    The dates of its properties are the file's, not the article's, and are not used. Raises
    ArticleUnreadableError for a broken or locked file, and one without a text layer.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleUnreadableError("is locked with a password; save a copy without one")
        pages = [page.extract_text().splitlines() for page in reader.pages]
        title, author = _property(reader, "/Title"), _property(reader, "/Author")
    except DependencyError as error:
        raise ArticleUnreadableError("is encrypted; save a copy that is not") from error
    except _BROKEN as error:
        raise ArticleUnreadableError("is not a whole PDF file; get a new copy of it") from error
    layout = lay_out(Block(each) for each in _paragraphs(_without_running_lines(pages)))
    if sum(map(str.isalpha, layout.text)) < _LEAST_LETTERS:
        raise ArticleUnreadableError(
            "has no text layer, only pictures; run text recognition (OCR) on it first"
        )
    usable = title if title and " " in title and not _NO_TITLE.search(title) else None
    return Draft(layout.text, title=usable, author=author)


def _property(reader: PdfReader, name: str) -> str | None:
    value = reader.metadata.get(name) if reader.metadata else None
    return str(value).strip() or None if value is not None else None


def _without_running_lines(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without page numbers, and without first and last lines that stand on most."""
    edges = Counter(
        line for page in pages for line in {each.strip() for each in (*page[:1], *page[-1:])}
    )
    running = {line for line, times in edges.items() if times >= 3 and 2 * times > len(pages)}
    return [
        [
            line
            for n, line in enumerate(page)
            if n not in (0, len(page) - 1)
            or not (line.strip() in running or _PAGE_NUMBER.match(line.strip()))
        ]
        for page in pages
    ]


def _paragraphs(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines joined to paragraphs: one ends at a blank line, or where a line ends early."""
    lines = [line.strip() for page in pages for line in page]
    width = max(map(len, lines), default=0)
    paragraph = ""
    for n, line in enumerate(lines):
        if paragraph and (not line or _LIST_ITEM.match(line)):
            yield paragraph
            paragraph = ""
        if not line:
            continue
        paragraph = _joined(paragraph, line)
        if n + 1 < len(lines) and _ends_early(line, lines[n + 1], width):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _joined(paragraph: str, line: str) -> str:
    """A line put after the ones before; a word that was divided between them is whole again."""
    if re.search(r"[^\W\d_]-$", paragraph) and line[:1].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}" if paragraph else line


def _ends_early(line: str, following: str, width: int) -> bool:
    """Whether the next word would have fitted: by a little after a full stop, else by much."""
    room = width - len(line)
    needed = len(following.split(" ", 1)[0]) + 1
    slack = 0.05 if _SENTENCE_END.search(line) else 0.25
    return room > needed + slack * width
