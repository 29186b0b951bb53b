"""What a story is, and reading the ones that come with the project."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from rag.errors import SuiteError

TEXTS = Path(__file__).with_name("texts")
# Hundreds of stories take the plain parser many seconds.
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
# One story of so many is measured with, and never fitted on.
HELD_OUT_OF = 6


class QuestionKind(StrEnum):
    """What a question asks for; the last two have no answer in the story."""

    FACT = "fact"
    TWO_FACTS = "two-facts"
    DISPUTED = "disputed"
    OPINION = "opinion"
    NEAR_MISS = "near-miss"
    FALSE_PREMISE = "false-premise"


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StoryArticle(_Read):
    """One outlet's article."""

    id: str
    outlet: str
    date: dt.date | None = None
    title: str
    author: str | None = None
    text: str


class StoryQuestion(_Read):
    """A question with the exact words that answer it, or what is missing."""

    ask: str
    kind: QuestionKind
    answers: tuple[str, ...] = ()
    missing: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the story answers it."""
        return self.kind not in (QuestionKind.NEAR_MISS, QuestionKind.FALSE_PREMISE)


class Story(_Read):
    """Articles about one event; `name` is that of its file."""

    name: str
    story: str
    articles: tuple[StoryArticle, ...]
    questions: tuple[StoryQuestion, ...]

    @model_validator(mode="after")
    def _answers_stand_in_the_articles(self) -> Story:
        texts = [plain(each.text) for each in self.articles]
        for question in self.questions:
            if question.answerable != bool(question.answers):
                raise ValueError(f"{question.ask!r} is {question.kind} and must say so")
            for answer in question.answers:
                if not any(plain(answer) in text for text in texts):
                    raise ValueError(f"{question.ask!r}: {answer!r} stands in no article")
        return self


def plain(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def read_stories(folder: Path = TEXTS) -> list[Story]:
    """All stories of a folder by name; raises SuiteError for one that can't be used."""
    return [_story(path) for path in sorted(folder.glob("*.yaml"))]


def _story(path: Path) -> Story:
    try:
        return Story(name=path.stem, **yaml.load(path.read_text("utf-8"), LOADER))
    except (ValidationError, yaml.YAMLError, TypeError) as error:
        raise SuiteError(f"{path}: {error}") from None


def held_out(story: Story) -> bool:
    """Whether the story is kept for measuring; by its name, so that new stories change nothing."""
    return sha256(story.name.encode()).digest()[0] % HELD_OUT_OF == 0
