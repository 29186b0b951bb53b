"""From a question to an answer in checked quotes, or an abstention."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from rag.answer import enumerating
from rag.answer.byline import asks_for_author, byline_quotes
from rag.answer.compose import Quote, choose
from rag.answer.decide import ABSTENTION, Decision, Verdict, decide, of_parts, signs
from rag.answer.disagreement import disputed, with_opposite
from rag.answer.enumerating import asks_to_list
from rag.answer.evidence import gather, rescored
from rag.answer.listing import listed
from rag.answer.reading import read
from rag.answer.recency import asks_for_latest, latest_first, of_those_days
from rag.answer.render import answer_text, differ_line, limits_line
from rag.answer.searched import coverage
from rag.answer.sources import sources
from rag.answer.statements import state
from rag.answer.verify import Check, Checked, check_all
from rag.question.query import read_question
from rag.question.split import split
from rag.retrieval.neighbours import with_neighbours
from rag.retrieval.search import retrieve
from rag.types import Answer, Citation, Seconds

if TYPE_CHECKING:
    from rag.answer.evidence import Evidence
    from rag.answer.terms import Term
    from rag.embedding.protocol import Embedder, Vector
    from rag.index.store import Store
    from rag.question.query import Query
    from rag.reading.protocol import Reader
    from rag.settings import Settings
    from rag.types import DisputedValue, FoundPassage, Question

# Word pieces read for each of several parts of a question.
PART_PIECES = 600


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
    items = sources(query, store) or listed(query, store)
    if items is not None:
        checked = check_all(items.citations, store.article, store.info.folder)
        return _finished(
            question,
            query,
            found,
            items.decision,
            checked,
            store,
            started,
            retrieved,
            items.heading,
        )
    parts = split(query.text, query.periods)
    if len(parts) == 1:
        decision, quotes = _answered(query, vector, found, store, reader, settings)
    else:
        decision, quotes, found = _answered_in_parts(
            question, parts, store, embedder, reader, settings
        )
    if asks_for_author(query.text) and (lines := byline_quotes(found, store.article)):
        decision, quotes = Decision(Verdict.ANSWER, None, decision.confidence), lines
    checked = check_all(number(quotes), store.article, store.info.folder)
    return _finished(
        question,
        query,
        found,
        decision,
        checked,
        store,
        started,
        retrieved,
        enumerating.heading(quotes) if asks_to_list(query.text) else None,
        disagreement=_disagreement(quotes, checked, query),
    )


def _answered(
    query: Query,
    vector: Vector,
    found: tuple[FoundPassage, ...],
    store: Store,
    reader: Reader | None,
    settings: Settings,
    share: int = 1,
) -> tuple[Decision, tuple[Quote, ...]]:
    """Whether to answer, and the quotes that do, in one of `share` parts of an answer's words."""
    evidence, terms = weighed(query, vector, found, store, reader, settings)
    decision = decide(
        signs(query, evidence, terms) if evidence else None,
        settings.abstain_below,
        settings.caveat_below,
    )
    if decision.verdict is Verdict.ABSTAIN:
        return decision, ()
    if asks_to_list(query.text):
        return decision, enumerating.items(evidence, query.text)
    quotes = choose(
        with_opposite(evidence, query),
        settings.answer_words // share,
        max(2, settings.max_quotes // share),
    )
    return decision, quotes


def _answered_in_parts(
    question: Question,
    parts: tuple[str, ...],
    store: Store,
    embedder: Embedder,
    reader: Reader | None,
    settings: Settings,
) -> tuple[Decision, tuple[Quote, ...], tuple[FoundPassage, ...]]:
    """Each part asked by itself; no quote is said twice."""
    decisions: list[Decision] = []
    quotes: dict[tuple[str, int, int], Quote] = {}
    passages: dict[str, FoundPassage] = {}
    pieces = settings.model_copy(update={"read_pieces": min(settings.read_pieces, PART_PIECES)})
    for part in parts:
        query = read_question(replace(question, text=part, history=()))
        vector = embedder.embed_query(query.text)
        found = retrieve(query, vector, store, settings, settings.top_k)
        decision, own = _answered(query, vector, found, store, reader, pieces, len(parts))
        decisions.append(decision)
        quotes |= {(q.passage.file, q.span.start, q.span.end): q for q in own}
        passages |= {each.passage.id: each for each in found}
    return of_parts(parts, decisions), tuple(quotes.values()), tuple(passages.values())


def _disagreement(
    quotes: tuple[Quote, ...], checked: tuple[Checked, ...], query: Query
) -> tuple[DisputedValue, ...] | None:
    """Among the quotes that held, whose numbers are the answer's."""
    kept = [quote for quote, each in zip(quotes, checked, strict=True) if each.check is Check.EXACT]
    return disputed(kept, query)


def weighed(
    query: Query,
    vector: Vector,
    found: tuple[FoundPassage, ...],
    store: Store,
    reader: Reader | None,
    settings: Settings,
) -> tuple[tuple[Evidence, ...], tuple[Term, ...]]:
    """All sentences of the passages found, best first, and the question's words."""
    evidence, terms = gather(query, vector, with_neighbours(found, store, query.where), store)
    if reader is not None:
        evidence = rescored(read(evidence, query.text, reader, settings.read_pieces))
    evidence = of_those_days(evidence, query.periods)
    if asks_for_latest(query.text):
        evidence = latest_first(evidence)
    return evidence, terms


def sentences(
    question: Question,
    store: Store,
    embedder: Embedder,
    reader: Reader | None,
    settings: Settings,
) -> tuple[Evidence, ...]:
    """All sentences that an answer would be chosen from, best first."""
    query = read_question(question)
    vector = embedder.embed_query(query.text)
    found = retrieve(query, vector, store, settings, settings.top_k)
    return weighed(query, vector, found, store, reader, settings)[0]


def _finished(
    question: Question,
    query: Query,
    found: tuple[FoundPassage, ...],
    decision: Decision,
    checked: tuple[Checked, ...],
    store: Store,
    started: float,
    retrieved: float,
    heading: str | None = None,
    disagreement: tuple[DisputedValue, ...] | None = None,
) -> Answer:
    statements, citations = state(checked, store.article, heading)
    notices = tuple(sorted({_notice(each) for each in checked if each.check is not Check.EXACT}))
    abstained = not statements
    reason = decision.reason
    if abstained and decision.verdict is not Verdict.ABSTAIN:
        reason = notices[0] if notices else "Nothing found could be quoted."
    opening = decision.reason if decision.verdict is Verdict.CAVEAT else None
    first = " ".join(filter(None, (differ_line(disagreement), opening))) or None
    searched = coverage(store.articles(), query.where, question)
    closing = limits_line(query.where, searched, citations)
    text = (
        " ".join(filter(None, (ABSTENTION, reason, closing)))
        if abstained
        else answer_text(statements, citations, first, closing, listed=heading is not None)
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
        disagreement=disagreement,
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
