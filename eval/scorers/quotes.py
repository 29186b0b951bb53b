"""Whether quotes are the cited articles' text, character for character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.scorers.score import NOT_SCORED, Score
from eval.wording import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.types import Answer, Citation, Statement

_BETWEEN_QUOTES = re.compile(r"""(?:[\s"'\[\]()]|\.\.\.)*""")


def exact_quotes(answer: Answer, texts: Mapping[str, str]) -> Score:
    """Share of the citations whose quote is `text[start:end]` of their article.

    `texts` holds the text of each cited article by file. A statement of kind quote that says more
    than its citations' quotes counts as one more quote that is not exact.
    """
    if not answer.citations and not answer.statements:
        return NOT_SCORED
    reasons = [
        f"quote [{citation.n}] is not {citation.file}[{citation.start}:{citation.end}]"
        for citation in answer.citations
        if not _is_exact(citation, texts)
    ]
    reasons += [
        f"more than its quotes: {statement.text}"
        for statement in answer.statements
        if statement.kind == "quote" and not _is_all_quotes(statement, answer)
    ]
    made = len(answer.citations) + sum(reason.startswith("more") for reason in reasons)
    if not made:
        return NOT_SCORED
    return Score((made - len(reasons)) / made, made, tuple(reasons))


def _is_exact(citation: Citation, texts: Mapping[str, str]) -> bool:
    text = texts.get(citation.file)
    if text is None or not 0 <= citation.start < citation.end <= len(text):
        return False
    return text[citation.start : citation.end] == citation.quote


def _is_all_quotes(statement: Statement, answer: Answer) -> bool:
    """Whether nothing but space, quotation marks and ellipses is left beside the quotes."""
    quotes = [
        plain(citation.quote) for citation in answer.citations if citation.n in statement.citations
    ]
    rest = plain(statement.text)
    for quote in sorted(quotes, key=len, reverse=True):
        rest = rest.replace(quote, " ")
    return bool(quotes) and _BETWEEN_QUOTES.fullmatch(rest) is not None
