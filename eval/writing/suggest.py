"""What can be filled in of a case from its question, its facts and the articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.lint.texts import holding
from rag.text.words import content_words, fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from eval.lint.texts import ArticleText

_KINDS = (
    (r"\bhow (?:many|much|long|far|old|often)\b", "number"),
    (r"\bwho(?:m|se)?\b", "who"),
    (r"\bwhen\b|\b(?:what|which) (?:time|day|date|year|month|hour)\b", "when"),
    (r"\bwhere\b|\bwhich (?:city|country|place|part)\b", "where"),
    (r"\bwhy\b", "why"),
    (r"\bhow\b", "how"),
)
_WORDS_IN_ID = 4


def suggested_id(question: str, taken: Collection[str]) -> str:
    """An id of the question's words that no other case has."""
    carrying = [word.folded for word in content_words(words(question))]
    cleaned = [
        each for each in (re.sub(r"[^a-z0-9]+", "", fold(word)) for word in carrying) if each
    ]
    name = "-".join(cleaned[:_WORDS_IN_ID]) or "case"
    number = 1
    while (unique := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return unique


def suggested_kind(question: str) -> str:
    """The kind that a question's first telling word names, else "what"."""
    found = [
        (match.start(), order, kind)
        for order, (pattern, kind) in enumerate(_KINDS)
        if (match := re.search(pattern, question, re.IGNORECASE))
    ]
    return min(found)[2] if found else "what"


def reachable(texts: Mapping[str, ArticleText], as_of: date | None) -> dict[str, ArticleText]:
    """The articles that a question as of a day can be answered from."""
    return {
        file: text
        for file, text in texts.items()
        if as_of is None or text.date is None or text.date <= as_of
    }


def suggested_sources(
    facts: Sequence[Sequence[str]], texts: Mapping[str, ArticleText]
) -> tuple[tuple[str, ...], bool]:
    """The articles that hold every fact; else all that hold any, and that each is needed."""
    held = [set(holding(fact, texts, texts)) for fact in facts]
    whole = set.intersection(*held) if held else set()
    if whole:
        return tuple(sorted(whole)), False
    spread = tuple(sorted(set().union(*held)))
    return spread, len(spread) > 1


def also_in(
    facts: Sequence[Sequence[str]], sources: Collection[str], texts: Mapping[str, ArticleText]
) -> tuple[str, ...]:
    """Other articles in which a fact's wording stands."""
    found = {file for fact in facts for file in holding(fact, texts, texts)}
    return tuple(sorted(found.difference(sources)))
