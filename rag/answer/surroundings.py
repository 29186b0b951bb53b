"""What stands around a quote in its article."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.text.paragraphs import paragraph_spans
from rag.text.sentences import sentence_spans

if TYPE_CHECKING:
    from rag.types import Article, Section

# Characters before a quote in which what it refers to is looked for.
REACH = 6_000


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a quote.

    `before` and `paragraph` are the sentences before it, nearest last, in its article and in its
    paragraph; `whole` is the quote with the rest of the sentences that it is cut from; `after` is
    the rest of the paragraph. Only sentences of the quote's own part count: a reader's comment
    doesn't explain the report.
    """

    before: tuple[str, ...] = ()
    paragraph: tuple[str, ...] = ()
    whole: str = ""
    after: str = ""


def surroundings(article: Article, start: int, end: int) -> Surroundings:
    """What stands around `article.text[start:end]`."""
    text = article.text
    section = _section(article, start)
    part = section.part if section else None
    before = tuple(
        text[span.start : span.end]
        for each in article.sections
        if each.part is part and each.start < start and each.end > start - REACH
        for span in sentence_spans(text, max(each.start, start - REACH), min(each.end, start))
    )
    own = next(
        (span for span in paragraph_spans(text, *_bounds(section, text)) if span.end > start),
        None,
    )
    sentences = sentence_spans(text, own.start, own.end) if own else ()
    inside = [span for span in sentences if span.start < end and span.end > start]
    first, last = (inside[0].start, inside[-1].end) if inside else (start, end)
    return Surroundings(
        before=tuple(each for each in before if each != text[first:start].strip()),
        paragraph=tuple(text[span.start : span.end] for span in sentences if span.end <= first),
        whole=text[min(first, start) : max(last, end)],
        after=text[end : own.end].strip() if own else "",
    )


def _bounds(section: Section | None, text: str) -> tuple[int, int]:
    return (section.start, section.end) if section else (0, len(text))


def _section(article: Article, start: int) -> Section | None:
    place = bisect_right([section.start for section in article.sections], start) - 1
    return article.sections[place] if place >= 0 else None
