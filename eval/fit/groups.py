"""What the reader is fitted on: questions with the passages they are read against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence, whether it answers, and the answer's characters in it where they are known."""

    text: str
    answers: bool = False
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A passage as sentences under a title."""

    title: str
    sentences: tuple[LabelledSentence, ...]

    @property
    def answers(self) -> bool:
        """Whether any sentence answers."""
        return any(each.answers for each in self.sentences)

    @property
    def text(self) -> str:
        """Title and sentences as running text."""
        return " ".join([self.title, *(each.text for each in self.sentences)])


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the passage it was asked about, and the short answers, lower case."""

    question: str
    passage: LabelledPassage
    golden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One question with the passages it is to be read against."""

    question: str
    passages: tuple[LabelledPassage, ...]
