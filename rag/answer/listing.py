"""Answers that are a list: the articles that mention something, what happened on given days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rag.answer.decide import Decision, Verdict
from rag.answer.terms import bag, coverage, joined, match, weigh
from rag.index.where import Place, admits, day_number
from rag.question.listing import Listing, list_asked
from rag.text.days import named_days
from rag.text.sentences import sentence_spans
from rag.text.words import count_words, words
from rag.types import Citation, Part, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.answer.terms import Bag, Term
    from rag.index.store import Store
    from rag.question.dates import Period
    from rag.question.listing import ListAsked
    from rag.question.query import Query
    from rag.types import ArticleRecord, Passage

# As many passages are looked through; a list of more articles than shown says how many there are.
CANDIDATES = 400
MOST_ITEMS = 12
# Of the weight of the words asked for, so much has to stand in one passage.
ENOUGH = 0.6
FEWEST_WORDS, LONGEST_ITEM = 6, 100
# Dailies tell of a day on the next.
NEXT_DAY = timedelta(days=1)
# A list is made by comparing words; what it may miss is other words for the same.
SURE = 0.9
_EVER = (date.min, date.max)
_WHOSE = {Part.BODY: 0, Part.HEADLINE: 1, Part.CAPTION: 2, Part.POST: 3, Part.COMMENTS: 4}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list's items as citations, with its first line; `missing` is said where there are none."""

    heading: str
    citations: tuple[Citation, ...]
    missing: str

    @property
    def decision(self) -> Decision:
        """The words stand there or they don't: a list is answered without a caveat, or not."""
        if self.citations:
            return Decision(Verdict.ANSWER, None, SURE)
        return Decision(Verdict.ABSTAIN, self.missing, 1 - SURE)


@dataclass(frozen=True, slots=True)
class _Item:
    """One sentence that may stand for its article; `day` is when what it tells happened."""

    quote: Citation
    share: float
    day: date | None = None

    @property
    def rank(self) -> tuple[float, int, int, int]:
        """Smaller is better: holds more of what is asked, whose words, its length, its place."""
        long = max(0, count_words(self.quote.quote) - 30)
        return (-self.share, _WHOSE[self.quote.part], long, self.quote.start)


def listed(query: Query, store: Store) -> Listed | None:
    """The list that answers a question; None where it doesn't ask for one."""
    asked = list_asked(query)
    if asked is None:
        return None
    if asked.kind is Listing.ARTICLES:
        return _articles(query, asked, store)
    return _events(query, asked, store)


def _articles(query: Query, asked: ListAsked, store: Store) -> Listed:
    """The articles that hold what is asked for, each with the sentence that holds most of it."""
    about = " ".join(word.surface for word in asked.topic)
    if not asked.topic:
        files = [record for record in store.articles() if _within(record, query)]
        found = _leads(files[:MOST_ITEMS], store)
        return _list(found, len(files), "{count} from the days asked for", "No article is.")
    best: dict[str, _Item] = {}
    hits = store.lexical(about, CANDIDATES, query.where)
    passages = store.passages([hit.passage_id for hit in hits])
    terms = _terms(query, asked, passages.values(), store)
    for hit in hits:
        passage = passages[hit.passage_id]
        item = _mention(passage, terms)
        if item:
            _keep(best, item)
    shown = sorted(best.values(), key=lambda item: item.rank)[:MOST_ITEMS]
    more = " or more" if len(hits) == CANDIDATES else ""
    heading = f"{{count}}{more} {{mention}} “{about}”"
    return _list(shown, len(best), heading, f"No article mentions “{about}”.")


def _terms(
    query: Query, asked: ListAsked, passages: Iterable[Passage], store: Store
) -> tuple[Term, ...]:
    """The topic's words, weighed; names among them are those of the question."""
    everything = joined([_bag(passage) for passage in passages])
    topic = replace(query, terms=asked.topic)
    return weigh(topic, store.document_frequency, max(store.info.passages, 1), everything)


def _bag(passage: Passage) -> Bag:
    return bag(words(f"{passage.title}\n{passage.heading}\n{passage.text}"))


def _mention(passage: Passage, terms: Sequence[Term]) -> _Item | None:
    """The sentence of a passage that mentions the topic; None where the passage doesn't.

    Every name has to stand there, and of a single word no other word will do.
    """
    whole = _bag(passage)
    strict = [replace(term, synonyms=frozenset()) for term in terms]
    names = [term for term in strict if term.name] or (strict if len(strict) == 1 else [])
    if any(match(term, whole) == 0 for term in names) or coverage(terms, whole) < ENOUGH:
        return None
    if not any(match(term, whole) for term in strict):
        return None
    return min(
        (
            _Item(_quote(passage, span), coverage(strict, bag(words(_said(passage, span)))))
            for span in passage.sentences
        ),
        key=lambda item: item.rank,
    )


def _said(passage: Passage, span: Span) -> str:
    return passage.text[span.start - passage.start : span.end - passage.start]


def _events(query: Query, asked: ListAsked, store: Store) -> Listed:
    """What is told of the days asked for: by its own date, else by that of its article."""
    days = _days(query.periods)
    about = " ".join([*(each.text for each in query.periods), *(w.surface for w in asked.topic)])
    hits = store.lexical(about, CANDIDATES, query.where)
    near = {record.file for record in store.articles() if _reports(record, days)}
    within = replace(query.where, files=frozenset(near))
    hits += store.lexical(about, CANDIDATES, within) if near else []
    passages = store.passages(list(dict.fromkeys(hit.passage_id for hit in hits)))
    terms = _terms(query, asked, passages.values(), store)
    best: dict[str, _Item] = {}
    for passage in passages.values():
        for item in _dated(passage, days, terms):
            _keep(best, item)
    if not asked.topic:
        rest = [
            record
            for record in store.articles()
            if record.file not in best and _is_from(record, days) and _within(record, query)
        ]
        best |= {item.quote.file: item for item in _leads(rest[:MOST_ITEMS], store)}
    shown = sorted(best.values(), key=lambda item: item.rank)[:MOST_ITEMS]
    said = ", ".join(each.text for each in query.periods)
    heading = f"{{count}} {{tell}} of {said or f'“{about}”'}"
    return _list(shown, len(best), heading, f"No article tells of “{said or about}”.")


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


def _within(record: ArticleRecord, query: Query) -> bool:
    """Whether an article may be listed; an undated one is from no day that was asked for."""
    where = replace(query.where, undated=not query.periods)
    return admits(where, Place(record.file, Part.BODY, day_number(record.date)))


def _dated(
    passage: Passage, days: Sequence[tuple[date, date]], terms: Sequence[Term]
) -> list[_Item]:
    """The sentences of a report that name a day asked for; with a topic, in passages of it."""
    if passage.part in (Part.POST, Part.COMMENTS):
        return []
    if terms and coverage(terms, _bag(passage)) < ENOUGH:
        return []
    items = []
    for span in _with_day(passage):
        text = _said(passage, span)
        named = [
            each.first
            for each in named_days(text, passage.date)
            if any(first <= each.first and each.last <= last for first, last in days)
        ]
        if named and FEWEST_WORDS <= count_words(text) <= LONGEST_ITEM:
            share = coverage(terms, bag(words(text))) if terms else 1.0
            items.append(_Item(_quote(passage, span), share, min(named)))
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
        text = _said(passage, span).strip(" .:–—")
        named = named_days(text, passage.date)
        alone = span if named and (named[0].start, named[0].end) == (0, len(text)) else None
    return spans


def _leads(records: Sequence[ArticleRecord], store: Store) -> list[_Item]:
    """The first whole sentence of each article's report."""
    items = []
    for record in records:
        article = store.article(record.file)
        sentences = (
            Citation(0, record.file, record.title, record.date, Part.BODY, s.start, s.end, text)
            for section in article.sections
            if section.part is Part.BODY
            for s in sentence_spans(article.text, section.start, section.end)
            if count_words(text := article.text[s.start : s.end]) >= FEWEST_WORDS
            and text.rstrip("”’\"')").endswith((".", "!", "?"))
        )
        first = next(sentences, None)
        if first:
            items.append(_Item(first, 0.0, record.date))
    return items


def _keep(best: dict[str, _Item], item: _Item) -> None:
    """Let an item stand for its article where it is the best so far."""
    kept = best.get(item.quote.file)
    if kept is None or item.rank < kept.rank:
        best[item.quote.file] = item


def _list(items: Sequence[_Item], total: int, heading: str, missing: str) -> Listed:
    """Items by day, oldest first and undated last, under a line that says how many there are."""
    ordered = sorted(
        items,
        key=lambda item: (item.day or item.quote.date or date.max, item.quote.file),
    )
    count = f"{total:,} article{'' if total == 1 else 's'}"
    verb = "s" if total == 1 else ""
    said = heading.format(count=count, mention=f"mention{verb}", tell=f"tell{verb}")
    shown = "" if total <= len(items) else f"; {len(items)} of them"
    order = ", oldest first:" if len(items) > 1 else ":"
    return Listed(
        heading=f"{said}{shown}{order}",
        citations=tuple(replace(item.quote, n=n) for n, item in enumerate(ordered, start=1)),
        missing=missing,
    )


def _quote(passage: Passage, span: Span) -> Citation:
    return Citation(
        n=0,
        file=passage.file,
        title=passage.title,
        date=passage.date,
        part=passage.part,
        start=span.start,
        end=span.end,
        quote=_said(passage, span),
    )
