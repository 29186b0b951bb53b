"""A conversation: questions, their answers, and the article versions that they quote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.errors import ArticleMissingError, DatelineError
from rag.types import Answer, Question, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rag.types import Article, Citation, Passage
    from ui.engine import Engine

HISTORY_TURNS = 12


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with what came of it: nothing yet, an answer, or a failure in one line.

    `versions` are (file, version) of the cited articles as they were when the answer was given.
    """

    question: Question
    answer: Answer | None = None
    failure: str | None = None
    versions: tuple[tuple[str, str], ...] = ()


Conversation = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class OpenedCitation:
    """A citation chosen by a reader, with its article as it is now (None where it is gone).

    `numbers` are those of all citations of the same answer. `start` is where the quote stands in
    the article; None where it no longer does.
    """

    exchange: int
    citation: Citation
    numbers: tuple[int, ...]
    article: Article | None
    start: int | None
    changed: bool


def history(conversation: Conversation) -> tuple[Turn, ...]:
    """The conversation so far as turns, the latest few; failures are left out."""
    turns: list[Turn] = []
    for exchange in conversation:
        if exchange.answer:
            turns.append(Turn("user", exchange.question.text))
            turns.append(Turn("assistant", exchange.answer.text))
    return tuple(turns[-HISTORY_TURNS:])


def begin(conversation: Conversation, text: str, as_of: date | None) -> Conversation:
    """The conversation with a new question that has no answer yet."""
    question = Question(text, history(conversation), as_of)
    return (*conversation, Exchange(question))


def finish(engine: Engine, exchange: Exchange) -> Exchange:
    """The exchange with its answer, or with the reason why there is none."""
    try:
        answer = engine.ask(exchange.question)
        files = dict.fromkeys(citation.file for citation in answer.citations)
        versions = tuple((file, engine.article(file).version) for file in files)
    except DatelineError as error:
        return replace(exchange, failure=str(error))
    return replace(exchange, answer=answer, versions=versions)


def unfold(exchange: Exchange) -> Iterator[Exchange]:
    """The exchange growing statement by statement; the last is the whole."""
    answer = exchange.answer
    if answer:
        for count in range(1, len(answer.statements)):
            statements = answer.statements[:count]
            numbers = {n for statement in statements for n in statement.citations}
            citations = tuple(each for each in answer.citations if each.n in numbers)
            grown = replace(
                answer, statements=statements, citations=citations, disagreement=None, notices=()
            )
            yield replace(exchange, answer=grown)
    yield exchange


def open_citation(
    engine: Engine, conversation: Conversation, exchange: int, n: int
) -> OpenedCitation | None:
    """Citation `n` of the exchange it belongs to; None where there is no such citation."""
    if not 0 <= exchange < len(conversation):
        return None
    chosen = conversation[exchange]
    citations = chosen.answer.citations if chosen.answer else ()
    citation = next((each for each in citations if each.n == n), None)
    if citation is None:
        return None
    numbers = tuple(each.n for each in citations)
    try:
        article = engine.article(citation.file)
    except ArticleMissingError:
        return OpenedCitation(exchange, citation, numbers, None, None, changed=True)
    changed = article.version != dict(chosen.versions).get(citation.file, article.version)
    start = place(article.text, citation)
    return OpenedCitation(exchange, citation, numbers, article, start, changed)


def close_passage(conversation: Conversation, exchange: int, index: int) -> Passage | None:
    """One of the passages that an exchange's answer found; None where there is no such passage."""
    if not 0 <= exchange < len(conversation):
        return None
    answer = conversation[exchange].answer
    if answer is None or not 0 <= index < len(answer.passages):
        return None
    return answer.passages[index].passage


def place(text: str, citation: Citation) -> int | None:
    """Where a citation's quote starts in a text: at its own place, else where it stands first."""
    if text[citation.start : citation.end] == citation.quote:
        return citation.start
    found = text.find(citation.quote)
    return found if found >= 0 else None
