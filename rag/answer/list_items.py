"""Items of a list: each one sentence that stands for its article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from rag.answer.decide import Decision, Verdict
from rag.answer.terms import bag, joined, weigh
from rag.index.where import Place, admits, day_number
from rag.text.sentences import sentence_spans
from rag.text.words import count_words, words
from rag.types import Citation, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.answer.terms import Bag, Term
    from rag.index.store import Store
    from rag.question.listing import ListAsked
    from rag.question.query import Query
    from rag.types import ArticleRecord, Passage, Span

# As many passages are looked through; a list of more articles than shown says how many there are.
CANDIDATES = 400
MOST_ITEMS = 12
FEWEST_WORDS = 6
# Of the weight of the words asked for, so much has to stand in one passage.
ENOUGH = 0.6
# A list is made by comparing words; what it may miss is other words for the same.
SURE = 0.9
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
class Item:
    """One sentence that may stand for its article; `day` is when what it tells happened."""

    quote: Citation
    share: float
    day: date | None = None

    @property
    def rank(self) -> tuple[int, int, bool, int, int]:
        """Smaller is better: holds more of what is asked, whose words, tells, its length, place.

        Shares are compared in quarters, so that another spelling of a name is no worse.
        """
        text = self.quote.quote
        long = max(0, count_words(text) - 30)
        asks = text.rstrip("”’\"'").endswith("?")
        return (-round(self.share * 4), _WHOSE[self.quote.part], asks, long, self.quote.start)


def topic_terms(
    query: Query, asked: ListAsked, passages: Iterable[Passage], store: Store
) -> tuple[Term, ...]:
    """The topic's words, weighed; names among them are those of the question."""
    everything = joined([passage_bag(passage) for passage in passages])
    topic = replace(query, terms=asked.topic)
    return weigh(topic, store.document_frequency, max(store.info.passages, 1), everything)


def passage_bag(passage: Passage) -> Bag:
    """The words of a passage with those of its headlines."""
    return bag(words(f"{passage.title}\n{passage.heading}\n{passage.text}"))


def said(passage: Passage, span: Span) -> str:
    """What stands in a passage at a span of its article."""
    return passage.text[span.start - passage.start : span.end - passage.start]


def quoted(passage: Passage, span: Span) -> Citation:
    """That as a citation; its number comes with its place in the list."""
    return Citation(
        n=0,
        file=passage.file,
        title=passage.title,
        date=passage.date,
        part=passage.part,
        start=span.start,
        end=span.end,
        quote=said(passage, span),
    )


def may_list(record: ArticleRecord, query: Query) -> bool:
    """Whether an article may be listed; an undated one is from no day that was asked for."""
    where = replace(query.where, undated=query.where.undated and not query.periods)
    return admits(where, Place(record.file, Part.BODY, day_number(record.date)))


def leads(records: Sequence[ArticleRecord], store: Store) -> list[Item]:
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
            items.append(Item(first, 0.0, record.date))
    return items


def keep(best: dict[str, Item], item: Item) -> None:
    """Let an item stand for its article where it is the best so far."""
    kept = best.get(item.quote.file)
    if kept is None or item.rank < kept.rank:
        best[item.quote.file] = item


def in_order(items: Sequence[Item], total: int, heading: str, missing: str) -> Listed:
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
