"""Drafts of cases, as the chat page leaves them when somebody judges an answer.

One JSON file each, in a folder; docs/evaluation.md has the format for whoever writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.cases import HistoryTurn, Text
from rag.errors import SuiteError

if TYPE_CHECKING:
    from pathlib import Path


class DraftCitation(BaseModel):
    """A citation of the answer that was judged."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    n: int
    file: str
    quote: str


class DraftAnswer(BaseModel):
    """The answer that was judged, in the words of the JSON contract."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    answer: str
    abstained: bool
    citations: tuple[DraftCitation, ...] = ()


class Draft(BaseModel):
    """A question with the answer it got, and what somebody thought of that."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: Literal[1]
    at: datetime
    verdict: Literal["up", "down"]
    question: Text
    as_of: date | None = None
    history: tuple[HistoryTurn, ...] = ()
    comment: str | None = None
    answer: DraftAnswer


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft and the file it is in."""

    path: Path
    draft: Draft


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file in the folder that is no draft, and why."""

    path: Path
    reason: str


def read_drafts(folder: Path) -> tuple[tuple[DraftFile, ...], tuple[Unreadable, ...]]:
    """The drafts of a folder, oldest first, and the files that are none; none without a folder."""
    drafts: list[DraftFile] = []
    unreadable: list[Unreadable] = []
    for path in sorted(folder.glob("*.json")):
        try:
            drafts.append(DraftFile(path, Draft.model_validate_json(path.read_bytes())))
        except OSError as error:
            unreadable.append(Unreadable(path, f"can't be read ({error.strerror})"))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            unreadable.append(
                Unreadable(path, f"{place}: {first['msg']}" if place else first["msg"])
            )
    return tuple(sorted(drafts, key=lambda each: (each.draft.at, each.path))), tuple(unreadable)


def drop(file: DraftFile) -> None:
    """Remove a draft; raises SuiteError where it can't be."""
    try:
        file.path.unlink(missing_ok=True)
    except OSError as error:
        raise SuiteError(f"{file.path}: can't be removed ({error.strerror})") from None
