"""The JSON that the command line reads and writes, one object a line."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import QuestionError
from rag.types import Question, Turn

if TYPE_CHECKING:
    from rag.types import Answer, Citation, FoundPassage
    from rag.writing.joined import Written

MOST_PASSAGES = 1_000


class TurnLine(BaseModel):
    """One message of the conversation so far."""

    model_config = ConfigDict(extra="ignore")
    role: Literal["user", "assistant"]
    content: str


class AskLine(BaseModel):
    """One question as `ask --jsonl` reads it."""

    model_config = ConfigDict(extra="ignore")
    id: str | int
    question: str
    as_of: date | None = None
    history: list[TurnLine] = Field(default_factory=list)

    def to_question(self) -> Question:
        """The question as the engine takes it."""
        turns = tuple(Turn(turn.role, turn.content) for turn in self.history)
        return Question(self.question, turns, self.as_of)


class SearchLine(AskLine):
    """One question as `search --jsonl` reads it."""

    top_k: int | None = Field(None, ge=1, le=MOST_PASSAGES)


Line = TypeVar("Line", AskLine, SearchLine)


def line_id(line: str) -> str | int | None:
    """The id of a line that may not be valid otherwise, as far as it can be read."""
    try:
        read = json.loads(line)
    except ValueError:
        return None
    found = read.get("id") if isinstance(read, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def parse_line(line: str, kind: type[Line]) -> Line:
    """A line as its model; raises QuestionError that says what is wrong with it."""
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        what = f"{name}: {first['msg']}" if name else first["msg"]
        raise QuestionError(f"This line is no question: {what}.") from None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "file": citation.file,
        "title": citation.title,
        "date": _iso(citation.date),
        "part": citation.part.value,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def passage_object(found: FoundPassage) -> dict[str, Any]:
    """A passage as both commands write it."""
    passage = found.passage
    return {
        "file": passage.file,
        "start": passage.start,
        "end": passage.end,
        "part": passage.part.value,
        "score": found.score,
        "text": passage.text,
    }


def _read_aloud(answer: Answer) -> str:
    """The answer's text, with how a follow-up was understood."""
    if answer.understood is None:
        return answer.text
    return f"{answer.text}\n\nUnderstood as: {answer.understood}"


def written_object(line_id: str | int | None, written: Written) -> dict[str, Any]:
    """An answer in which a language model wrote, as `ask` writes it."""
    cost = written.cost
    return {
        **answer_object(line_id, written.answer),
        "writing": {
            "sentences": written.held + len(written.dropped),
            "dropped": [{"text": each.text, "reason": each.reason} for each in written.dropped],
            "searches": list(written.searches),
            "notes": list(written.notes),
            "tokens": None
            if cost is None
            else {
                "prompt": cost.prompt,
                "completion": cost.completion,
                "estimated": cost.estimated,
            },
        },
    }


def answer_object(line_id: str | int | None, answer: Answer) -> dict[str, Any]:
    """An answer as `ask` writes it."""
    coverage = answer.coverage
    return {
        "id": line_id,
        "question": answer.question,
        "answer": _read_aloud(answer),
        "statements": [
            {
                "text": each.text,
                "kind": each.kind,
                "status": each.status.value if each.status else None,
                "citations": list(each.citations),
            }
            for each in answer.statements
        ],
        "citations": [_citation(each) for each in answer.citations],
        "disagreement": None
        if answer.disagreement is None
        else [
            {"value": each.value, "citations": list(each.citations)} for each in answer.disagreement
        ],
        "abstained": answer.abstained,
        "reason": answer.reason,
        "confidence": answer.confidence,
        "coverage": {
            "articles": coverage.articles,
            "from": _iso(coverage.since),
            "to": _iso(coverage.until),
            "undated": coverage.undated,
            "as_of": _iso(coverage.as_of),
        },
        "passages": [passage_object(each) for each in answer.passages],
        "seconds": {
            "retrieve": round(answer.seconds.retrieve, 4),
            "answer": round(answer.seconds.answer, 4),
            "total": round(answer.seconds.total, 4),
        },
    }
