"""Answers spoiled after they were made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.types import Citation, Statement

if TYPE_CHECKING:
    from rag.types import Answer


def citations_shifted(answer: Answer) -> Answer:
    """Each quote under the place of the next one; a single one a character further on."""
    cited = answer.citations
    if len(cited) == 1:
        moved = (replace(cited[0], start=cited[0].start + 1, end=cited[0].end + 1),)
        return replace(answer, citations=moved)
    following = (*cited[1:], *cited[:1])
    shifted = tuple(
        replace(other, n=each.n, quote=each.quote)
        for each, other in zip(cited, following, strict=True)
    )
    return replace(answer, citations=shifted)


def quotes_altered(answer: Answer) -> Answer:
    """Each quote with one of its characters exchanged, also where the answer repeats it."""
    altered = {each.quote: _altered(each.quote) for each in answer.citations}
    statements = tuple(
        replace(each, text=altered.get(each.text, each.text)) for each in answer.statements
    )
    citations = tuple(replace(each, quote=altered[each.quote]) for each in answer.citations)
    return replace(answer, citations=citations, statements=statements)


def never_refusing(answer: Answer) -> Answer:
    """In place of a refusal, the first sentence of the best passage; without one, a refusal."""
    if not answer.abstained or not answer.passages or not answer.passages[0].passage.sentences:
        return answer
    passage = answer.passages[0].passage
    span = passage.sentences[0]
    quote = passage.text[span.start - passage.start : span.end - passage.start]
    citation = Citation(
        1, passage.file, passage.title, passage.date, passage.part, span.start, span.end, quote
    )
    statement = Statement(quote, "quote", None, (1,))
    return replace(
        answer,
        abstained=False,
        reason=None,
        text=f"{quote} [1]",
        statements=(statement,),
        citations=(citation,),
    )


def _altered(quote: str) -> str:
    middle = len(quote) // 2
    return (
        f"{quote[:middle]}{'x' if quote[middle : middle + 1] != 'x' else 'y'}{quote[middle + 1 :]}"
    )
