"""What the question box sends: a question's limits, and whether it takes another's place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from rag.errors import QuestionError
from rag.types import Part, Question

if TYPE_CHECKING:
    from ui.texts import Texts

MOST_FILES = 200


class Asked(BaseModel):
    """Limits that a reader has chosen; `instead_of` is the exchange that is being edited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    parts: frozenset[Part] = frozenset()
    files: tuple[str, ...] = Field((), max_length=MOST_FILES)
    instead_of: str | None = None

    @field_validator("since", "until", "as_of", "instead_of", mode="before")
    @classmethod
    def _nothing(cls, value: object) -> object:
        # A date field that was emptied says "".
        return None if value == "" else value

    def question(self, text: str) -> Question:
        """The question with these limits."""
        return Question(
            text,
            as_of=self.as_of,
            files=frozenset(self.files) if self.files else None,
            since=self.since,
            until=self.until,
            parts=self.parts or None,
        )


def read_asked(sent: str | None, texts: Texts) -> Asked:
    """What the page sent, as JSON; raises QuestionError where it can't be read."""
    try:
        return Asked.model_validate_json(sent or "{}")
    except ValidationError:
        raise QuestionError(texts.bad_limits) from None


def limits_in_words(question: Question, texts: Texts) -> tuple[str, ...]:
    """Each limit of a question as a person reads it; empty where there is none."""
    said = []
    if question.since and question.until:
        said.append(texts.days(question.since, question.until))
    elif question.since:
        said.append(texts.limit_from_day.format(day=texts.day(question.since)))
    elif question.until:
        said.append(texts.limit_to_day.format(day=texts.day(question.until)))
    if question.as_of:
        said.append(texts.limit_as_of_day.format(day=texts.day(question.as_of)))
    if question.parts:
        said += [texts.any_part(part) for part in Part if part in question.parts]
    if question.files:
        said += sorted(question.files)
    return tuple(said)
