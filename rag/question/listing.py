"""Questions that are answered by a list: which articles mention something, what happened when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rag.text.days import named_days
from rag.text.words import Word, content_words, words

if TYPE_CHECKING:
    from rag.question.query import Query


class Listing(StrEnum):
    """What is to be listed."""

    ARTICLES = "articles"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A list that a question asks for, and the words for what the items are about.

    `topic` has no words of asking ("which articles mention") and no dates; it may be empty.
    """

    kind: Listing
    topic: tuple[Word, ...]


_FILLER = r"(?:\s+(?:me|all|of|the|any|other|every|each|these|those|your|are|there))*"
_ARTICLE = r"(?:articles?|files?|story|stories|texts?|pieces?|documents?)"
_ARTICLES = re.compile(
    rf"\b(?:which|what|how many|list|show|find|give|name|enumerate|(?:is|are) there|do|does)"
    rf"{_FILLER}\s+{_ARTICLE}\b(?:\s+(?:that\s+|which\s+)?(?:deal|deals|dealing)\s+with\b)?"
    rf"|\b(?:which|how many|list|show|find|give){_FILLER}\s+(?:sources|reports)\b",
    re.IGNORECASE,
)
# Asking which articles differ, or which is to be trusted, is no matter of what they mention.
_JUDGES = re.compile(
    r"\b(?:disagree|contradict|differ|conflict|agree|reliable|trust|best|latest|newest|oldest|first|"
    r"longest|shortest)\w*\b",
    re.IGNORECASE,
)
_MENTIONS = re.compile(
    r"\b(?:mention\w*|refer\w*|discuss\w*|cover\w*|contain\w*|includ\w*|speak\w*|spoke|"
    r"talk\w*|report\w*|concern\w*|regard\w*|use[ds]?|word|phrase|publish\w*|written|dated|exist\w*|archive|"
    r"index|folder)\b",
    re.IGNORECASE,
)
_EVENTS = re.compile(
    r"\bwhat\s+(?:else\s+|all\s+)?(?:has\s+|have\s+|had\s+)?(?:happened|took place|occurred|"
    r"went on|was going on|was reported|were the (?:main )?events)\b(?!\s+(?:to|with|when|if)\b)",
    re.IGNORECASE,
)
_TIMELINE = re.compile(
    r"^\s*(?:give|show|make|list|write|what (?:is|are|were))?\s*(?:me\s+)?(?:an?\s+|the\s+)?"
    r"(?:full\s+)?(?:timeline|chronology|events)\b(?:\s+(?:of|in|on|for|between|from|since)\b)?",
    re.IGNORECASE,
)
# "In Baghdad" is a list; "after the second attack on the convoy" asks for something of its own.
MOST_TOPIC_WORDS = 2


def list_asked(query: Query) -> ListAsked | None:
    """The list that a question asks for; None where it asks for something else."""
    match = _ARTICLES.search(query.text)
    if match and not _JUDGES.search(query.text):
        return ListAsked(Listing.ARTICLES, _topic(query, match))
    match = _EVENTS.search(query.text) if query.periods else None
    if match:
        topic = _topic(query, match)
        return ListAsked(Listing.EVENTS, topic) if len(topic) <= MOST_TOPIC_WORDS else None
    match = _TIMELINE.search(query.text)
    return ListAsked(Listing.EVENTS, _topic(query, match)) if match else None


def _topic(query: Query, asking: re.Match[str]) -> tuple[Word, ...]:
    """Content words of the question but those of asking and those of dates."""
    days = [(each.start, each.end) for each in named_days(query.text, query.where.until)]
    by_stem: dict[str, Word] = {}
    for word in content_words(words(query.text)):
        left_out = any(start <= word.start < end for start, end in (asking.span(), *days))
        if not left_out and not _MENTIONS.fullmatch(word.surface):
            by_stem.setdefault(word.stem, word)
    return tuple(by_stem.values())
