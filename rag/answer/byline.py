"""Questions about an article itself: who wrote it, and when it appeared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.compose import Quote
from rag.answer.evidence import Evidence
from rag.text.words import words
from rag.types import Part, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.types import Article, FoundPassage

_PIECE = (
    r"(?:article|piece|report|story|column|op-?ed|essay|analysis|text|post|commentary|interview)"
)
_AUTHOR = re.compile(
    rf"\bwho\s+(?:\w+\s+)?(?:wrote|authored|penned|reported)\b.*\b{_PIECE}\b"
    rf"|\bauthors?\s+of\s+(?:the|this|that|an?)\s+(?:\w+\s+){{0,3}}{_PIECE}\b"
    rf"|\b{_PIECE}\b.*\bwritten\s+by\s+(?:whom|who)\b|\bby\s+whom\b.*\b{_PIECE}\b.*\bwritten\b"
    r"|\bbyline\b",
    re.IGNORECASE,
)
# Articles whose head is looked at, nearest first.
NEAREST = 3
HEAD_CHARACTERS = 2_000


def asks_for_author(question: str) -> bool:
    """Whether a question asks who wrote an article."""
    return _AUTHOR.search(question) is not None


def byline_quotes(
    found: Sequence[FoundPassage], article: Callable[[str], Article]
) -> tuple[Quote, ...]:
    """The line that names the author of the nearest article that has one; none where none does."""
    files = list(dict.fromkeys(each.passage.file for each in found))[:NEAREST]
    for file in files:
        read = article(file)
        span = _line_of(read)
        if span is not None:
            first = next(each for each in found if each.passage.file == file)
            return (_quote(read, span, first),)
    return ()


def _line_of(article: Article) -> Span | None:
    """The line of the article's head that holds its author's name."""
    if not article.author:
        return None
    place = article.text.find(article.author, 0, HEAD_CHARACTERS)
    if place < 0:
        return None
    start = article.text.rfind("\n", 0, place) + 1
    end = article.text.find("\n", place)
    line = article.text[start : end if end >= 0 else len(article.text)]
    lead = len(line) - len(line.lstrip())
    return Span(start + lead, start + len(line.rstrip()))


def _quote(article: Article, span: Span, found: FoundPassage) -> Quote:
    text = article.text[span.start : span.end]
    passage = Passage(
        id=f"{found.passage.id} byline",
        file=article.file,
        position=found.passage.position,
        start=span.start,
        end=span.end,
        part=Part.BODY,
        text=text,
        sentences=(span,),
        title=article.title or "",
        date=article.date,
    )
    evidence = Evidence(found, 0, span, text, words(text), 0.0, 0.0, 0.0, True)
    return Quote(passage, span, evidence)
