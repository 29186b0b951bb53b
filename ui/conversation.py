"""A conversation: questions, their answers, and the article versions that they quote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Literal

from rag.errors import ArticleMissingError
from rag.types import Answer, Question, Turn
from ui.writing import grown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.types import Article, Citation, Passage
    from ui.engine import Engine

HISTORY_TURNS = 12

Verdict = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader thinks of an answer, and the draft that it was written to."""

    verdict: Verdict
    comment: str
    draft: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with what came of it: nothing yet, an answer, or a failure in one line.

    `id` names it in its citations, for as long as it is kept. `versions` are (file, version) of
    the cited articles as they were when the answer was given. `writing` says that a language model
    goes on; `dropped` are its sentences that no article says, each with the reason.
    """

    id: str
    at: datetime
    question: Question
    answer: Answer | None = None
    failure: str | None = None
    versions: tuple[tuple[str, str], ...] = ()
    judgement: Judgement | None = None
    writing: bool = False
    dropped: tuple[str, ...] = ()

    @property
    def pending(self) -> bool:
        """True while nothing has come of it."""
        return self.answer is None and self.failure is None


Conversation = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class OpenedCitation:
    """A citation chosen by a reader, with its article as it is now (None where it is gone).

    `numbers` are those of all citations of the same answer. `start` is where the quote stands in
    the article; None where it no longer does.
    """

    exchange: str
    citation: Citation
    numbers: tuple[int, ...]
    article: Article | None
    start: int | None
    changed: bool


def begun(question: Question) -> Exchange:
    """A new exchange without an answer."""
    return Exchange(token_hex(6), datetime.now(UTC), question)


def history(conversation: Conversation) -> tuple[Turn, ...]:
    """The conversation so far as turns, the latest few; failures are left out."""
    turns: list[Turn] = []
    for exchange in conversation:
        if exchange.answer:
            turns.append(Turn("user", exchange.question.text))
            turns.append(Turn("assistant", exchange.answer.text))
    return tuple(turns[-HISTORY_TURNS:])


def answered(
    engine: Engine, exchange: Exchange, wanted: Callable[[], bool] = lambda: True
) -> Iterator[Exchange]:
    """The exchange as its answer grows, one event after the other.

    The first has all checked quotes. Whatever is written about them comes in later ones, each the
    whole exchange so far, until `wanted` says no. Raises what the engine raises.
    """
    answer = engine.ask(exchange.question)
    files = dict.fromkeys(citation.file for citation in answer.citations)
    versions = tuple((file, engine.article(file).version) for file in files)
    quoted = replace(exchange, answer=answer, versions=versions, writing=engine.writes)
    yield quoted
    if engine.writes:
        yield from grown(engine, quoted, wanted)


def exchange_of(conversation: Conversation, exchange: str) -> Exchange | None:
    """The exchange of that id; None where there is none."""
    return next((each for each in conversation if each.id == exchange), None)


def open_citation(
    engine: Engine, conversation: Conversation, exchange: str, n: int
) -> OpenedCitation | None:
    """Citation `n` of the exchange it belongs to; None where there is no such citation."""
    chosen = exchange_of(conversation, exchange)
    citations = chosen.answer.citations if chosen and chosen.answer else ()
    citation = next((each for each in citations if each.n == n), None)
    if chosen is None or citation is None:
        return None
    numbers = tuple(each.n for each in citations)
    try:
        article = engine.article(citation.file)
    except ArticleMissingError:
        return OpenedCitation(exchange, citation, numbers, None, None, changed=True)
    changed = article.version != dict(chosen.versions).get(citation.file, article.version)
    start = place(article.text, citation)
    return OpenedCitation(exchange, citation, numbers, article, start, changed)


def close_passage(conversation: Conversation, exchange: str, index: int) -> Passage | None:
    """One of the passages that an exchange's answer found; None where there is no such passage."""
    chosen = exchange_of(conversation, exchange)
    answer = chosen.answer if chosen else None
    if answer is None or not 0 <= index < len(answer.passages):
        return None
    return answer.passages[index].passage


def place(text: str, citation: Citation) -> int | None:
    """Where a citation's quote starts in a text: at its own place, else where it stands first."""
    if text[citation.start : citation.end] == citation.quote:
        return citation.start
    found = text.find(citation.quote)
    return found if found >= 0 else None
