"""Statements out of checked quotes: how sure each is, who says it, and what it refers to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.attribution import attribution, poster
from rag.answer.reference import reference
from rag.answer.status import status_of
from rag.answer.surroundings import surroundings
from rag.answer.verify import Check
from rag.types import Part, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rag.answer.verify import Checked
    from rag.types import Article, Citation


def state(
    checked: Iterable[Checked], article: Callable[[str], Article], heading: str | None = None
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """A statement for each quote that held, numbered anew so that no number is missing.

    `heading` is a list's first line, which rests on all of them.
    """
    statements: list[Statement] = []
    citations: list[Citation] = []
    for each in checked:
        if each.check is Check.EXACT:
            citation = replace(each.citation, n=len(citations) + 1)
            citations.append(citation)
            statements.append(statement(citation, article(citation.file)))
    if heading and statements:
        numbers = tuple(citation.n for citation in citations)
        statements.insert(0, Statement(heading, "written", None, numbers))
    return tuple(statements), tuple(citations)


def statement(citation: Citation, article: Article) -> Statement:
    """One quote with what the article's own words say about it.

    Of a part of a sentence, the whole says how sure it is and by whom.
    """
    around = surroundings(article, citation.start, citation.end)
    by = attribution(around.whole, around.paragraph)
    if citation.part is Part.POST and by is None:
        by = poster(around.after)
    return Statement(
        text=citation.quote,
        kind="quote",
        status=status_of(around.whole, citation.part, around.paragraph, citation.title),
        citations=(citation.n,),
        by=by,
        refers_to=reference(citation.quote, around.before),
    )
