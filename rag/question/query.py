"""A question, read: its words, names and dates, and the kind of thing it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rag.errors import QuestionError
from rag.question.context import said_before
from rag.question.dates import Period, find_periods
from rag.question.followup import resolve
from rag.question.limits import limits, narrowed
from rag.text.words import Word, content_words, words

if TYPE_CHECKING:
    from rag.types import PassageFilter, Question


LONGEST_QUESTION = 5_000


class Wanted(StrEnum):
    """The kind of thing that answers a question."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    LIST = "list"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """What to search for and what would answer it.

    `text` is the question with what the conversation adds to it; `understood` says so where they
    differ. `terms` are its content words. `names` are the folded ones among them that are written
    as names. `periods` date what happened; `where` limits the articles. `beside` are texts of the
    conversation with the weight that their words have in a search. `said` are quotes of the last
    answer whose source is asked for.
    """

    text: str
    asked: str
    terms: tuple[Word, ...]
    names: frozenset[str]
    wanted: Wanted
    periods: tuple[Period, ...]
    where: PassageFilter
    wants_comments: bool = False
    wants_posts: bool = False
    understood: str | None = None
    beside: tuple[tuple[str, float], ...] = ()
    said: tuple[str, ...] = ()


_WANTED: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.LIST,
        r"^\s*(?:list|name all|enumerate)\b|\b(?:which|what) (?:articles|files|sources)\b",
    ),
    (
        Wanted.NUMBER,
        r"\bhow (?:many|much|large|big|high|old|long|far|tall|often|fast)\b"
        r"|\bwhat (?:number|percentage|share|proportion|amount|price|sum)\b"
        r"|\b(?:number|amount|value|size|cost|worth) of\b"
        r"|\b(?:death|casualty) toll\b|\bhow much\b",
    ),
    (
        Wanted.TIME,
        r"\bwhen\b"
        r"|\b(?:what|which) (?:exact )?(?:time|day|date|year|month|hour|decade|century)\b"
        r"|\bhow (?:soon|late|early)\b",
    ),
    (
        Wanted.REASON,
        r"\bwhy\b|\bhow come\b|\bwhat (?:caused|prompted|triggered|led|motivat\w+)\b"
        r"|\b(?:for )?what reasons?\b|\bthe reasons? (?:for|behind)\b",
    ),
    (
        Wanted.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:country|countries|city|town|place|location|province|"
        r"region|neighbou?rhood|area|state|village|airport|border)\b",
    ),
    (
        Wanted.PERSON,
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|people|man|woman|general|commander|leader|"
        r"minister|president|official|author|journalist|reporter|group|militia|organi[sz]ation)\b",
    ),
)
_COMMENTS = re.compile(r"\b(?:comment(?:s|er|ers|ator|ators|ing|ed)?|readers?)\b", re.IGNORECASE)
_POSTS = re.compile(
    r"\b(?:tweet(?:s|ed|ing)?|twitter|posts?|posted|social[- ]media|hashtags?)\b", re.IGNORECASE
)


def wanted(text: str) -> Wanted:
    """The kind of answer that the question word asks for; the leftmost question word decides."""
    found = [
        (match.start(), rank, kind)
        for rank, (kind, pattern) in enumerate(_WANTED)
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    return min(found)[2] if found else Wanted.ANY


def _names(found: tuple[Word, ...]) -> frozenset[str]:
    """Words written as names; a capital at the start of the question says nothing by itself."""
    return frozenset(
        word.folded
        for word in found
        if word.capitalised and (word.start > 0 or word.surface[1:].isupper())
    )


def read_question(question: Question) -> Query:
    """Read a question; raises QuestionError where it is empty or too long."""
    asked = " ".join(question.text.split())
    if not asked or not words(asked):
        raise QuestionError("The question is empty: type what you want to know.")
    if len(question.text) > LONGEST_QUESTION:
        length = f"{len(question.text):,}"
        raise QuestionError(
            f"The question has {length} characters: ask in at most {LONGEST_QUESTION:,}."
        )
    resolved = resolve(asked, question.history, question.as_of)
    found = words(resolved.text)
    periods = find_periods(resolved.text, question.as_of)
    return Query(
        text=resolved.text,
        asked=asked,
        terms=_unique(content_words(found)),
        names=_names(found),
        wanted=wanted(resolved.asks),
        periods=periods,
        where=narrowed(limits(resolved.text, periods, question.as_of), question),
        wants_comments=bool(_COMMENTS.search(asked)),
        wants_posts=bool(_POSTS.search(asked)),
        understood=resolved.understood,
        said=resolved.said,
        beside=said_before(question.history, leaning=resolved.changed),
    )


def _unique(found: tuple[Word, ...]) -> tuple[Word, ...]:
    by_stem: dict[str, Word] = {}
    for word in found:
        kept = by_stem.get(word.stem)
        if kept is None or (word.capitalised and not kept.capitalised):
            by_stem[word.stem] = word
    return tuple(by_stem.values())
