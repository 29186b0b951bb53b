"""What happened on given days, or in a matter: one dated sentence of each article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rag.answer.list_items import (
    CANDIDATES,
    ENOUGH,
    FEWEST_WORDS,
    MOST_ITEMS,
    Item,
    Listed,
    in_order,
    keep,
    leads,
    may_list,
    passage_bag,
    quoted,
    said,
    topic_terms,
)
from rag.answer.render import day
from rag.answer.terms import bag, coverage
from rag.text.days import named_days
from rag.text.words import count_words, words
from rag.types import Part, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.terms import Term
    from rag.index.store import Store
    from rag.question.dates import Period
    from rag.question.listing import ListAsked
    from rag.question.query import Query
    from rag.types import ArticleRecord, Passage

LONGEST_ITEM = 100
# Dailies tell of a day on the next.
NEXT_DAY = timedelta(days=1)
_EVER = (date.min, date.max)


def events(query: Query, asked: ListAsked, store: Store) -> Listed:
    """What is told of the days asked for: by its own date, else by that of its article."""
    days = _days(query.periods)
    about = " ".join([*(each.text for each in query.periods), *(w.surface for w in asked.topic)])
    hits = store.lexical(about, CANDIDATES, query.where)
    near = frozenset(record.file for record in store.articles() if _reports(record, days))
    files = near if query.where.files is None else near & query.where.files
    within = replace(query.where, files=files)
    hits += store.lexical(about, CANDIDATES, within) if near else []
    passages = store.passages(list(dict.fromkeys(hit.passage_id for hit in hits)))
    terms = topic_terms(query, asked, passages.values(), store)
    best: dict[str, Item] = {}
    for passage in passages.values():
        for item in _dated(passage, days, terms):
            keep(best, item)
    if not asked.topic:
        rest = [
            record
            for record in store.articles()
            if record.file not in best and _is_from(record, days) and may_list(record, query)
        ]
        best |= {item.quote.file: item for item in leads(rest[:MOST_ITEMS], store)}
    shown = sorted(best.values(), key=lambda item: item.rank)[:MOST_ITEMS]
    dates = ", ".join(map(_in_words, query.periods))
    heading = f"{{count}} {{tell}} of {dates or f'“{about}”'}"
    return in_order(shown, len(best), heading, f"No article tells of “{dates or about}”.")


def _in_words(period: Period) -> str:
    """A period as the question has it; one with an open end by the day where it starts or ends."""
    if period.since and not period.until:
        return f"the time from {day(period.since)}"
    if period.until and not period.since:
        return f"the time up to {day(period.until)}"
    return period.text


def _days(periods: Sequence[Period]) -> list[tuple[date, date]]:
    spans = [(each.since or date.min, each.until or date.max) for each in periods]
    return spans or [_EVER]


def _reports(record: ArticleRecord, days: Sequence[tuple[date, date]]) -> bool:
    """Whether an article is from one of the days, or from the day after."""
    return record.date is not None and any(
        first <= record.date and record.date - NEXT_DAY <= last for first, last in days
    )


def _is_from(record: ArticleRecord, days: Sequence[tuple[date, date]]) -> bool:
    return record.date is not None and any(first <= record.date <= last for first, last in days)


def _dated(
    passage: Passage, days: Sequence[tuple[date, date]], terms: Sequence[Term]
) -> list[Item]:
    """The sentences of a report that name a day asked for; with a topic, in passages of it."""
    if passage.part in (Part.POST, Part.COMMENTS):
        return []
    if terms and coverage(terms, passage_bag(passage)) < ENOUGH:
        return []
    items = []
    for span in _with_day(passage):
        text = said(passage, span)
        named = [
            each.first
            for each in named_days(text, passage.date)
            if any(first <= each.first and each.last <= last for first, last in days)
        ]
        if named and FEWEST_WORDS <= count_words(text) <= LONGEST_ITEM:
            share = coverage(terms, bag(words(text))) if terms else 1.0
            items.append(Item(quoted(passage, span), share, min(named)))
    return items


def _with_day(passage: Passage) -> list[Span]:
    """The sentences; one of a day alone ("3 January.") with the one that it dates."""
    spans: list[Span] = []
    alone: Span | None = None
    for span in passage.sentences:
        if (
            alone
            and "\n" not in passage.text[alone.end - passage.start : span.start - passage.start]
        ):
            spans.append(Span(alone.start, span.end))
        else:
            spans.append(span)
        text = said(passage, span).strip(" .:–—")
        named = named_days(text, passage.date)
        alone = span if named and (named[0].start, named[0].end) == (0, len(text)) else None
    return spans
