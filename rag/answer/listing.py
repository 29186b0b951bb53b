"""Answers that are a list: the articles that mention something, what happened on given days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.events import events
from rag.answer.list_items import (
    CANDIDATES,
    ENOUGH,
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
from rag.answer.terms import bag, coverage, match
from rag.question.listing import Listing, list_asked
from rag.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.terms import Term
    from rag.index.store import Store
    from rag.question.listing import ListAsked
    from rag.question.query import Query
    from rag.types import Passage


def listed(query: Query, store: Store) -> Listed | None:
    """The list that answers a question; None where it doesn't ask for one."""
    asked = list_asked(query)
    if asked is None:
        return None
    if asked.kind is Listing.ARTICLES:
        return _articles(query, asked, store)
    return events(query, asked, store)


def _articles(query: Query, asked: ListAsked, store: Store) -> Listed:
    """The articles that hold what is asked for, each with the sentence that holds most of it."""
    about = " ".join(word.surface for word in asked.topic)
    if not asked.topic:
        files = [record for record in store.articles() if may_list(record, query)]
        found = leads(files[:MOST_ITEMS], store)
        return in_order(found, len(files), "{count} from the days asked for", "No article is.")
    best: dict[str, Item] = {}
    hits = store.lexical(about, CANDIDATES, query.where)
    passages = store.passages([hit.passage_id for hit in hits])
    terms = topic_terms(query, asked, passages.values(), store)
    for hit in hits:
        passage = passages[hit.passage_id]
        item = _mention(passage, terms)
        if item:
            keep(best, item)
    shown = sorted(best.values(), key=lambda item: item.rank)[:MOST_ITEMS]
    more = " or more" if len(hits) == CANDIDATES else ""
    heading = f"{{count}}{more} {{mention}} “{about}”"
    return in_order(shown, len(best), heading, f"No article mentions “{about}”.")


def _mention(passage: Passage, terms: Sequence[Term]) -> Item | None:
    """The sentence of a passage that mentions the topic; None where the passage doesn't.

    Every name has to stand there, and of a single word no other word will do.
    """
    whole = passage_bag(passage)
    strict = [replace(term, synonyms=frozenset()) for term in terms]
    names = [term for term in strict if term.name] or (strict if len(strict) == 1 else [])
    if any(match(term, whole) == 0 for term in names) or coverage(terms, whole) < ENOUGH:
        return None
    if not any(match(term, whole) for term in strict):
        return None
    return min(
        (
            Item(quoted(passage, span), coverage(strict, bag(words(said(passage, span)))))
            for span in passage.sentences
        ),
        key=lambda item: item.rank,
    )
