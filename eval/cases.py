"""What a suite says: its cases, and the articles they are asked of."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from rag.types import Status

CASES = "cases.yaml"

Refusal = Literal["near-miss", "false-premise", "far-off"]
REFUSALS: tuple[Refusal, ...] = ("near-miss", "false-premise", "far-off")


def _inside(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or not pure.parts:
        raise ValueError(f"{path!r} is not a path inside the articles' folder, written with /")
    return path


def _has_word(wording: str) -> str:
    if not re.search(r"\w", wording):
        raise ValueError(f"{wording!r} has no letter or digit to look for")
    return wording


NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Name = Annotated[str, StringConstraints(pattern=NAME)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Wording = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_has_word)]
Fact = Annotated[tuple[Wording, ...], Field(min_length=1)]
ArticlePath = Annotated[str, AfterValidator(_inside)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class HistoryTurn(_Strict):
    """One message of the conversation before a case's question."""

    role: Literal["user", "assistant"]
    content: Text


class Case(_Strict):
    """One question and what a right answer to it holds.

    `facts` are lists of accepted wordings, any of which will do; `sources` are files that hold the
    answer, any of which will do unless `every_source`. An unanswerable case has neither, and says
    in `refusal` why it can't be answered, and in `missing` what no article says.
    """

    id: Name = Field(description="name of the case in its suite")
    question: Text = Field(description="what is asked")
    kind: Name = Field(description="what sort of question it is, to choose and to compare by")
    tags: tuple[Name, ...] = Field((), description="more words to choose cases by")
    as_of: date | None = Field(None, description="articles after this day are left out")
    history: tuple[HistoryTurn, ...] = Field(
        (), description="the conversation before, oldest first"
    )
    answerable: Annotated[bool, Field(strict=True)] = Field(
        description="whether the articles hold the answer"
    )
    facts: tuple[Fact, ...] = Field(
        (), description="what the answer must say: each a list of wordings, any of which will do"
    )
    forbidden: tuple[Wording, ...] = Field(
        (), description="wordings that must not appear in the answer"
    )
    sources: tuple[ArticlePath, ...] = Field(
        (), description="files that hold the answer, any of which will do"
    )
    every_source: Annotated[bool, Field(strict=True)] = Field(
        False, description="whether each of the sources has to be cited"
    )
    elsewhere: tuple[ArticlePath, ...] = Field(
        (), description="files that hold a fact's wording without answering the question"
    )
    disagreement: tuple[Fact, ...] = Field(
        (), description="values that the answer must show as disagreeing, each a list of wordings"
    )
    status: Status | None = Field(
        None, description="how sure the answer must say the text is of the facts"
    )
    most_words: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        None, description="most words of the answer's statements"
    )
    refusal: Refusal | None = Field(None, description="why an unanswerable case is one")
    missing: Text | None = Field(None, description="what no article says, if not answerable")
    note: str | None = Field(None, description="for whoever reads the file")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.answerable:
            self._refuse_unless(bool(self.facts), "an answerable case needs at least one fact")
            self._refuse_unless(bool(self.sources), "an answerable case needs at least one source")
            self._refuse_unless(self.refusal is None, "refusal is for unanswerable cases only")
            self._refuse_unless(self.missing is None, "missing is for unanswerable cases only")
        else:
            self._refuse_unless(not self.facts, "an unanswerable case has no facts")
            self._refuse_unless(not self.sources, "an unanswerable case has no sources")
            self._refuse_unless(not self.disagreement, "an unanswerable case has no disagreement")
            self._refuse_unless(self.status is None, "an unanswerable case has no status")
            kinds = ", ".join(REFUSALS)
            self._refuse_unless(
                self.refusal is not None, f"an unanswerable case needs refusal: one of {kinds}"
            )
        self._refuse_unless(
            not self.every_source or len(self.sources) > 1, "every_source needs two sources or more"
        )
        self._refuse_unless(
            len(self.disagreement) != 1, "disagreement needs two values or more, or none"
        )
        twice = set(self.sources) & set(self.elsewhere)
        self._refuse_unless(not twice, f"both in sources and elsewhere: {', '.join(sorted(twice))}")
        return self

    @staticmethod
    def _refuse_unless(holds: bool, otherwise: str) -> None:
        if not holds:
            raise ValueError(otherwise)


class NamedFile(_Strict):
    """An article that is not shipped with the suite, known by the hash of its bytes."""

    file: ArticlePath
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class SuiteFile(_Strict):
    """A whole `cases.yaml`: either `articles`, a folder beside it, or `files`, found elsewhere."""

    suite: Name
    articles: Text | None = None
    files: Annotated[tuple[NamedFile, ...], Field(min_length=1)] | None = None
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.articles is None) == (self.files is None):
            raise ValueError("give either articles (a folder) or files (with sha256), not both")
        return self


class Suite(_Strict):
    """A suite as loaded: `folder` holds its `cases.yaml` and its baseline.

    `lines` are the lines of the file, from 1, at which the cases begin, by id.
    """

    name: str
    folder: Path
    articles: Path | None
    files: tuple[NamedFile, ...]
    cases: tuple[Case, ...]
    lines: dict[str, int] = {}
