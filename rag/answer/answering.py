"""From a question to an answer in checked quotes, or an abstention."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from rag.answer.compose import Quote, choose
from rag.answer.decide import ABSTENTION, Decision, Verdict, decide, signs
from rag.answer.evidence import gather, rescored
from rag.answer.reading import read
from rag.answer.render import answer_text, limits_line
from rag.answer.statements import state
from rag.answer.verify import Check, Checked, check_all
from rag.question.query import read_question
from rag.retrieval.search import retrieve
from rag.types import Answer, Citation, Coverage, PassageFilter, Seconds

if TYPE_CHECKING:
    from rag.embedding.protocol import Embedder
    from rag.index.store import Store
    from rag.question.query import Query
    from rag.reading.protocol import Reader
    from rag.settings import Settings
    from rag.types import ArticleRecord, FoundPassage, Question


def search(
    question: Question, store: Store, embedder: Embedder, settings: Settings, top_k: int
) -> tuple[FoundPassage, ...]:
    """The `top_k` best passages for a question; raises QuestionError where it can't be asked."""
    query = read_question(question)
    return retrieve(query, embedder.embed_query(query.text), store, settings, top_k)


def answer(
    question: Question,
    store: Store,
    embedder: Embedder,
    reader: Reader | None,
    settings: Settings,
) -> Answer:
    """Answer a question from one generation; raises QuestionError where it can't be asked."""
    started = perf_counter()
    query = read_question(question)
    vector = embedder.embed_query(query.text)
    found = retrieve(query, vector, store, settings, settings.top_k)
    retrieved = perf_counter()
    evidence, terms = gather(query, vector, found, store)
    if reader is not None:
        evidence = rescored(read(evidence, query.text, reader, settings.read_pieces))
    decision = decide(signs(query, evidence, terms) if evidence else None)
    quotes: tuple[Quote, ...] = ()
    if decision.verdict is not Verdict.ABSTAIN:
        quotes = choose(evidence, settings.answer_words, settings.max_quotes)
    checked = check_all(number(quotes), store.article, store.info.folder)
    return _finished(question, query, found, decision, checked, store, started, retrieved)


def _finished(
    question: Question,
    query: Query,
    found: tuple[FoundPassage, ...],
    decision: Decision,
    checked: tuple[Checked, ...],
    store: Store,
    started: float,
    retrieved: float,
) -> Answer:
    statements, citations = state(checked, store.article)
    notices = tuple(sorted({_notice(each) for each in checked if each.check is not Check.EXACT}))
    abstained = not statements
    reason = decision.reason
    if abstained and decision.verdict is not Verdict.ABSTAIN:
        reason = notices[0] if notices else "Nothing found could be quoted."
    opening = decision.reason if decision.verdict is Verdict.CAVEAT else None
    searched = coverage(store.articles(), query.where, question)
    closing = limits_line(query.where, searched, citations)
    text = (
        " ".join(filter(None, (ABSTENTION, reason, closing)))
        if abstained
        else answer_text(statements, citations, opening, closing)
    )
    done = perf_counter()
    return Answer(
        question=question.text,
        text=text,
        statements=statements,
        citations=citations,
        abstained=abstained,
        reason=reason if abstained else opening,
        confidence=round(decision.confidence, 4),
        coverage=searched,
        passages=found,
        seconds=Seconds(retrieved - started, done - retrieved, done - started),
        understood=query.understood,
        notices=notices,
    )


def number(quotes: tuple[Quote, ...]) -> tuple[Citation, ...]:
    """Citations in the order of the answer, numbered from 1."""
    return tuple(
        Citation(
            n=n,
            file=quote.passage.file,
            title=quote.passage.title,
            date=quote.passage.date,
            part=quote.passage.part,
            start=quote.span.start,
            end=quote.span.end,
            quote=quote.text,
        )
        for n, quote in enumerate(quotes, start=1)
    )


def _notice(checked: Checked) -> str:
    file = checked.citation.file
    return {
        Check.FILE_CHANGED: f"{file} has changed since it was indexed: run python -m ingest again.",
        Check.FILE_GONE: f"{file} is gone since it was indexed: run python -m ingest again.",
        Check.ALTERED: f"A quote from {file} was not exact and is left out.",
        Check.EXACT: "",
    }[checked.check]


def coverage(
    records: tuple[ArticleRecord, ...], where: PassageFilter, question: Question
) -> Coverage:
    """What was searched, out of all that is indexed."""
    inside = [record for record in records if _passes(record, where)]
    dates = [record.date for record in inside if record.date]
    return Coverage(
        articles=len(inside),
        since=min(dates, default=None),
        until=max(dates, default=None),
        undated=sum(record.date is None for record in inside),
        as_of=question.as_of,
        left_out=len(records) - len(inside),
    )


def _passes(record: ArticleRecord, where: PassageFilter) -> bool:
    if record.date is None:
        return where.undated
    return not (
        (where.since and record.date < where.since) or (where.until and record.date > where.until)
    )
