"""Word files: paragraphs, headings and tables, by python-docx."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml.etree import LxmlError

from ingest.readers.draft import Block, Draft, heading_block, lay_out
from rag.errors import ArticleUnreadableError
from rag.types import Part, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

# What python-docx and the archive under it let through from a damaged file.
_BROKEN = (
    OpcError,
    LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
# The start of the older, and of the locked, kind of Word file.
_COMPOUND = b"\xd0\xcf\x11\xe0"
# A file that unpacks to more than this many times its size is made to fill the memory.
_MOST_UNPACKED = 200
_ANY_UNPACKED = 50_000_000


def read(data: bytes) -> Draft:
    """A draft of a Word file's text, with the title and author of its properties.

    The dates of its properties are the file's, not the article's, and are not used. Raises
    ArticleUnreadableError for a broken or locked file.
    """
    if data.startswith(_COMPOUND):
        raise ArticleUnreadableError("is locked, or an old .doc file; save it as an open .docx")
    try:
        _check_size(data)
        document: WordDocument = Document(io.BytesIO(data))
        blocks = list(_blocks(document))
        title, author = document.core_properties.title, document.core_properties.author
    except _BROKEN as error:
        raise ArticleUnreadableError("is not a whole Word file; save it as .docx again") from error
    layout = lay_out(blocks)
    first = layout.known[0] if layout.known and layout.known[0].part is Part.HEADLINE else None
    shown = first if first and first.start == 0 else None
    return Draft(
        layout.text,
        title=layout.text[shown.start : shown.end] if shown else title or None,
        title_span=Span(shown.start, shown.end) if shown else None,
        author=None if author == "python-docx" else author or None,
        known=layout.known[1:] if shown else layout.known,
        start=shown.end if shown else 0,
    )


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(each.file_size for each in archive.infolist())
    if unpacked > max(_ANY_UNPACKED, _MOST_UNPACKED * len(data)):
        raise ArticleUnreadableError("unpacks to far too much to be an article; leave it out")


def _blocks(document: WordDocument) -> Iterator[Block]:
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                yield Block(" | ".join(cell.text.strip() for cell in row.cells))
            continue
        style = item.style.name if item.style and item.style.name else ""
        if style == "Title" or style.startswith("Heading"):
            yield heading_block(item.text)
        elif style == "Caption":
            yield Block(item.text, Part.CAPTION)
        else:
            yield Block(item.text)
