"""Web pages: the article without the page around it, by trafilatura."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.settings import Document

from ingest.dates import FoundDate, parse_date
from ingest.readers.draft import Block, Draft, heading_block, lay_out
from rag.errors import ArticleUnreadableError
from rag.types import Part, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
# Dates that stand anywhere on the page say when something happened, not when it was published.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01"}
_MARKUP = re.compile(
    r"</?(?:p|div|br|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote)\b[^<>]*>", re.I
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "tr",
        "table",
        "section",
    ]
)
_UNSEEN = frozenset({"script", "style", "noscript", "template"})


def declared_charset(data: bytes) -> str | None:
    """The charset that a page says it is in."""
    match = _CHARSET.search(data[:_HEAD_BYTES]) or _XML_CHARSET.match(data[:_HEAD_BYTES])
    return match[1].decode("ascii") if match else None


def read(page: str) -> Draft:
    """A draft of the article on a page, its headings, captions and comments told apart.

    Raises ArticleUnreadableError where there is none on it.
    """
    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=True, date_extraction_params=_DATES
    )
    # Anything but a Document it gives only where that is asked for, or where it found nothing.
    if not isinstance(found, Document) or found.body is None:
        raise ArticleUnreadableError("has no article text in it; save the article's own page")
    body = list(_body_blocks(found.body))
    title = _title(found.title, body)
    blocks = [block for block in body if " ".join(block.text.split()) != title]
    opening = [Block(title, Part.HEADLINE)] if title else []
    layout = lay_out(
        [*opening, *blocks, *_captions(page, blocks), *_comment_blocks(found.commentsbody)]
    )
    first = layout.known[0] if title else None
    day = parse_date(found.date)
    return Draft(
        layout.text,
        title=title,
        title_span=Span(first.start, first.end) if first else None,
        date=FoundDate(day, "metadata") if day else None,
        author=found.author,
        url=found.url,
        source=found.sitename,
        known=layout.known[1:] if title else layout.known,
        start=first.end if first else 0,
    )


def is_markup(text: str) -> bool:
    """Whether a text from a feed is HTML."""
    return bool(_MARKUP.search(text))


def text_of(markup: str) -> str:
    """The text of a piece of HTML, a line for each of its blocks."""
    try:
        tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return _MARKUP.sub("\n", markup)
    return re.sub(r"\s*\n\s*", "\n\n", "".join(_texts(tree))).strip()


def _texts(element: _Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    if element.tag in _BLOCKS:
        yield "\n"
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _texts(child)
        yield " ".join((child.tail or "").split("\n"))
    if element.tag in _BLOCKS:
        yield "\n"


def _body_blocks(body: _Element) -> Iterator[Block]:
    """Paragraphs, headings, list items and table rows in the order of the page."""
    for element in body.iterchildren():
        words = _words(element)
        if element.tag == "head":
            yield heading_block(words)
        elif element.tag == "list":
            yield Block("\n".join(f"- {_words(item)}" for item in element.iter("item")))
        elif element.tag == "table":
            rows = (" | ".join(map(_words, row.iter("cell"))) for row in element.iter("row"))
            yield Block("\n".join(rows))
        elif len(element.findall(".//p")) > 1:
            yield from (Block(_words(each)) for each in element.iter("p"))
        else:
            yield Block(words)


def _comment_blocks(comments: _Element | None) -> Iterator[Block]:
    heading = "Comments"
    for element in comments.iterchildren() if comments is not None else ():
        if element.tag == "head":
            heading = _words(element) or heading
            yield Block(heading, Part.BOILERPLATE)
        else:
            yield Block(_words(element), Part.COMMENTS, heading)


def _captions(page: str, blocks: list[Block]) -> Iterator[Block]:
    """What stands under the pictures of the article, which trafilatura leaves out."""
    try:
        tree = lxml_html.document_fromstring(page.encode(), parser=_utf8_parser())
    except (etree.ParserError, ValueError):
        return
    seen = {block.text for block in blocks}
    for caption in tree.xpath("(//article | //main)//figcaption"):
        words = " ".join(caption.text_content().split())
        if words and words not in seen:
            seen.add(words)
            yield Block(words, Part.CAPTION)


def _utf8_parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8")


def _title(title: str | None, body: list[Block]) -> str | None:
    """The headline as the page shows it: its first heading, where the title begins with that."""
    words = " ".join(title.split()) if title else None
    first = body[0] if body else None
    if first and first.part is Part.HEADLINE and (not words or words.startswith(first.text)):
        return first.text
    return words


def _words(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
