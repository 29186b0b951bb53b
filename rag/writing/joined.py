"""A quoted answer with the prose that was written after it, as one answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.render import line
from rag.writing.events import ModelNote, Understood, WrittenSentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.types import Answer
    from rag.writing.events import WritingEvent

WRITTEN = "Written by {name} from the quotes it names, each sentence checked:"


def with_writing(answer: Answer, events: Iterable[WritingEvent], name: str) -> Answer:
    """The answer with the sentences that held as statements, and what is to be said as notices.

    Quotes come first and keep their numbers. An abstention out of doubt becomes an answer with
    that doubt as its caveat; nothing else of the quoted answer changes.
    """
    kept = [each for each in events if isinstance(each, WrittenSentence | ModelNote | Understood)]
    sentences = [each for each in kept if isinstance(each, WrittenSentence)]
    notes = tuple(each.line for each in kept if isinstance(each, ModelNote))
    understood = next((e.question for e in kept if isinstance(e, Understood) and e.question), None)
    known = {each.n for each in answer.citations}
    added = {each.n: each for sentence in sentences for each in sentence.citations}
    citations = [*answer.citations, *(added[n] for n in sorted(added) if n not in known)]
    statements = tuple(each.statement for each in sentences)
    prose = "\n".join([WRITTEN.format(name=name), *(line(s, citations) for s in statements)])
    return replace(
        answer,
        text=f"{answer.text}\n\n{prose}" if statements else answer.text,
        statements=(*answer.statements, *statements),
        citations=tuple(citations),
        abstained=answer.abstained and not statements,
        understood=understood or answer.understood,
        notices=(*answer.notices, *notes),
    )
