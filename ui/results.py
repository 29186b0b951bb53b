"""What the endpoints for programs give, as types; the words are those of the JSON contract."""

from __future__ import annotations

from typing import Literal, TypedDict


class StatementResult(TypedDict):
    """One thing an answer says."""

    text: str
    kind: Literal["quote", "written"]
    status: str | None
    citations: list[int]


class CitationResult(TypedDict):
    """A numbered quote: characters `start` to `end` of the article's text."""

    n: int
    file: str
    title: str
    date: str | None
    part: str
    start: int
    end: int
    quote: str


class DisputedResult(TypedDict):
    """One of several values that sources give for the same thing."""

    value: str
    citations: list[int]


CoverageResult = TypedDict(
    "CoverageResult",
    {"articles": int, "from": str | None, "to": str | None, "undated": int, "as_of": str | None},
)


class PassageResult(TypedDict):
    """A passage that was found."""

    file: str
    start: int
    end: int
    part: str
    score: float
    text: str


class SecondsResult(TypedDict):
    """How long an answer took."""

    retrieve: float
    answer: float
    total: float


class AnswerResult(TypedDict):
    """An answer, or an abstention."""

    id: str | int | None
    question: str
    answer: str
    statements: list[StatementResult]
    citations: list[CitationResult]
    disagreement: list[DisputedResult] | None
    abstained: bool
    reason: str | None
    confidence: float
    coverage: CoverageResult
    passages: list[PassageResult]
    seconds: SecondsResult


class ArticleResult(TypedDict):
    """What is listed of an article."""

    file: str
    title: str
    date: str | None
    author: str | None
    source: str | None
    parts: list[str]
    passages: int
    duplicate_of: str | None
