"""Questions that ask to list things: one quote for each sentence that names a new one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.compose import Quote, said, says_the_same
from rag.text.words import STOP_WORDS, count_words, words
from rag.types import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.evidence import Evidence

_LIST = re.compile(
    r"^\W*(?:please\s+)?(?:list|enumerate|name\s+(?:all|every|each|some|the\s+\w+s)|"
    r"give me\s+(?:a list of|all|every)|what are all|who are all|which are all)\b",
    re.IGNORECASE,
)
MOST_QUOTES = 8
MOST_WORDS = 140
# Sentences further behind the best one hardly belong to the list.
NEAREST = 20
# A sentence of the list has half as much of the question's words as the one that has most.
SHARE = 0.5


def asks_to_list(question: str) -> bool:
    """Whether a question asks for all of something, item by item."""
    return _LIST.search(question) is not None


def items(evidence: Sequence[Evidence], question: str) -> tuple[Quote, ...]:
    """The best sentences that each name somebody, something or a number not named yet.

    Evidence must be sorted, best first; the best one is said in any case.
    """
    known = {word.folded for word in words(question)}
    chosen: list[Evidence] = []
    left = MOST_WORDS
    nearest = [
        each for each in evidence[:NEAREST] if each.found.passage.part is not Part.HEADLINE
    ] or list(evidence[:1])
    enough = SHARE * max(each.coverage for each in nearest)
    for each in nearest:
        new = _named(each) - known
        length = count_words(each.text)
        if chosen and (not new or length > left or each.coverage < enough):
            continue
        if any(says_the_same(each, other) for other in chosen):
            continue
        chosen.append(each)
        known |= new
        left -= length
        if len(chosen) == MOST_QUOTES:
            break
    return tuple(Quote(each.found.passage, said(each), each) for each in chosen)


def heading(quotes: Sequence[Quote]) -> str:
    """The first line of such a list."""
    articles = len({quote.passage.file for quote in quotes})
    return f"From {articles} article{'' if articles == 1 else 's'}:"


def _named(each: Evidence) -> set[str]:
    """Names and numbers in a sentence; a capital at its start says nothing by itself."""
    return {
        word.folded
        for word in each.words
        if ((word.capitalised and word.start > 0) or word.numeric) and word.folded not in STOP_WORDS
    }
