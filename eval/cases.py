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


Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Wording = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_has_word)]
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
    in `refusal` why it can't be answered.
    """

    id: Name
    question: Text
    kind: Name
    as_of: date | None = None
    history: tuple[HistoryTurn, ...] = ()
    answerable: Annotated[bool, Field(strict=True)]
    facts: tuple[Annotated[tuple[Wording, ...], Field(min_length=1)], ...] = ()
    forbidden: tuple[Wording, ...] = ()
    sources: tuple[ArticlePath, ...] = ()
    every_source: Annotated[bool, Field(strict=True)] = False
    refusal: Refusal | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.answerable:
            self._refuse_unless(bool(self.facts), "an answerable case needs at least one fact")
            self._refuse_unless(bool(self.sources), "an answerable case needs at least one source")
            self._refuse_unless(self.refusal is None, "refusal is for unanswerable cases only")
        else:
            self._refuse_unless(not self.facts, "an unanswerable case has no facts")
            self._refuse_unless(not self.sources, "an unanswerable case has no sources")
            kinds = ", ".join(REFUSALS)
            self._refuse_unless(
                self.refusal is not None, f"an unanswerable case needs refusal: one of {kinds}"
            )
        self._refuse_unless(
            not self.every_source or len(self.sources) > 1, "every_source needs two sources or more"
        )
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
    """A suite as loaded: `folder` holds its `cases.yaml` and its baseline."""

    name: str
    folder: Path
    articles: Path | None
    files: tuple[NamedFile, ...]
    cases: tuple[Case, ...]
