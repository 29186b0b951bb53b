"""The values that flow from a file to an answer; all frozen, none with behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date


class Part(StrEnum):
    """Which part of an article a stretch of its text belongs to."""

    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    POST = "post"
    COMMENTS = "comments"
    BOILERPLATE = "boilerplate"


class Status(StrEnum):
    """How sure the text itself is of what it says."""

    REPORTED = "reported"
    ALLEGED = "alleged"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an article's text that is all of one part, under one heading ("" where none)."""

    part: Part
    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: identified by `file`, its version by the hash of its content.

    `file` is relative to the ingested folder, with "/"; one inside a list has "#KEY" after it.
    `sections` are in order, don't overlap, and cover every character that is not white space.
    """

    file: str
    version: str
    text: str
    sections: tuple[Section, ...]
    title: str | None = None
    date: date | None = None
    date_source: str | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article, sized to fit the embedding model.

    `start`, `end` and `sentences` count characters of the article's text; `text` is that slice.
    `position` counts the article's passages from 0. `id` is made of file, version and position.
    """

    id: str
    file: str
    position: int
    start: int
    end: int
    part: Part
    text: str
    sentences: tuple[Span, ...]
    title: str = ""
    heading: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What the index lists of an article, without its text."""

    file: str
    version: str
    title: str
    date: date | None
    date_source: str | None
    author: str | None
    url: str | None
    source: str | None
    characters: int
    passages: int
    parts: tuple[Part, ...]
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """Which passages may be found; the default lets every retrievable part and date through.

    `since` and `until` are inclusive. `undated` says whether articles without a date pass a
    date limit. A filter that leaves nothing finds nothing.
    """

    since: date | None = None
    until: date | None = None
    undated: bool = True
    parts: frozenset[Part] | None = None
    files: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found by one retriever; a higher score is better, zero-score hits never occur."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked, with the conversation before it and the day it is asked as of.

    `files` and `parts` limit it to those; None asks all. `since` and `until`, both inclusive, limit
    it to articles published between them, and leave out the undated ones.
    """

    text: str
    history: tuple[Turn, ...] = ()
    as_of: date | None = None
    files: frozenset[str] | None = None
    since: date | None = None
    until: date | None = None
    parts: frozenset[Part] | None = None


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with the score that retrieval gave it.

    `copies` are the articles that have the same passage from the same agency text.
    """

    passage: Passage
    score: float
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote: `quote` is exactly `text[start:end]` of the article `file`."""

    n: int
    file: str
    title: str
    date: date | None
    part: Part
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the answer says, and the numbers of the citations it rests on.

    `by` is who says so, and `refers_to` what its first words ("He", "The strike") stand for, both
    in the article's own words; None where the article doesn't show it.
    """

    text: str
    kind: Literal["quote", "written"]
    status: Status | None
    citations: tuple[int, ...]
    by: str | None = None
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class DisputedValue:
    """One of several values that sources give for the same thing."""

    value: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched: how many articles, from when to when, how many undated."""

    articles: int
    since: date | None
    until: date | None
    undated: int
    as_of: date | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall-clock seconds of one answer."""

    retrieve: float
    answer: float
    total: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or an abstention with its reason; `text` is for people, with [n] markers."""

    question: str
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    abstained: bool
    reason: str | None
    confidence: float
    coverage: Coverage
    passages: tuple[FoundPassage, ...]
    seconds: Seconds
    disagreement: tuple[DisputedValue, ...] | None = None
    understood: str | None = None
    notices: tuple[str, ...] = field(default=())
