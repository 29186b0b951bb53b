"""A quoted answer with the prose that was written after it, as one answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.answer.render import line
from rag.writing.events import (
    DroppedSentence,
    ModelNote,
    TokenCost,
    Understood,
    WrittenSentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.types import Answer
    from rag.writing.events import WritingEvent

HEADING = "Written from the quotes, each sentence checked:"


@dataclass(frozen=True, slots=True)
class Written:
    """A whole answer, and what came of the sentences of the model that wrote in it.

    `answer` has the sentences that held as statements after the quotes.
    """

    answer: Answer
    held: int
    dropped: tuple[DroppedSentence, ...]
    notes: tuple[str, ...]
    searches: tuple[str, ...]
    cost: TokenCost | None


def joined(answer: Answer, events: Iterable[WritingEvent]) -> Written:
    """The answer with everything that a writing gave; takes the events until they end.

    Quotes come first and keep their numbers. An abstention out of doubt becomes an answer with
    that doubt as its reason; nothing else of the quoted answer changes.
    """
    taken = tuple(events)
    sentences = [each for each in taken if isinstance(each, WrittenSentence)]
    plans = [each for each in taken if isinstance(each, Understood)]
    notes = tuple(each.line for each in taken if isinstance(each, ModelNote))
    known = {each.n for each in answer.citations}
    added = {each.n: each for sentence in sentences for each in sentence.citations}
    citations = (*answer.citations, *(added[n] for n in sorted(added) if n not in known))
    statements = tuple(each.statement for each in sentences)
    prose = "\n".join([HEADING, *(line(each, citations) for each in statements)])
    whole = replace(
        answer,
        text=f"{answer.text}\n\n{prose}" if statements else answer.text,
        statements=(*answer.statements, *statements),
        citations=citations,
        abstained=answer.abstained and not statements,
        understood=next((each.question for each in plans if each.question), answer.understood),
        notices=(*answer.notices, *notes),
    )
    return Written(
        whole,
        sum(not each.by_code for each in sentences),
        tuple(each for each in taken if isinstance(each, DroppedSentence)),
        notes,
        tuple(search for each in plans for search in each.searches),
        next((each for each in taken if isinstance(each, TokenCost)), None),
    )
