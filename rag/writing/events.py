"""What a written answer consists of, in the order in which a reader gets it; all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.types import Citation, Statement


@dataclass(frozen=True, slots=True)
class Understood:
    """How the model put the question together from the conversation, and what it searched for."""

    question: str | None
    searches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence that held, and the quotes it rests on.

    Numbers go on from those of the quoted answer; a quote that stands there keeps its number.
    `by_code` is True of what code says of the quotes, and not the model.
    """

    statement: Statement
    citations: tuple[Citation, ...]
    by_code: bool = False


@dataclass(frozen=True, slots=True)
class DroppedSentence:
    """A sentence that did not hold, and why; shown, if at all, as not in the articles."""

    text: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class ModelNote:
    """One clear line about the model: where passages go, what went wrong, what is left."""

    line: str


@dataclass(frozen=True, slots=True)
class TokenCost:
    """Tokens that went in and came out; `estimated` where the model's server didn't count them."""

    prompt: int
    completion: int
    estimated: bool


WritingEvent = Understood | WrittenSentence | DroppedSentence | ModelNote | TokenCost
