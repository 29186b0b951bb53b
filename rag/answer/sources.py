"""Who said what an earlier answer quoted: the source as the article has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.attribution import attribution, poster
from rag.answer.list_items import Listed
from rag.answer.surroundings import surroundings
from rag.types import Citation, Part

if TYPE_CHECKING:
    from rag.index.store import Store
    from rag.question.query import Query
    from rag.types import Article, Passage, PassageFilter

# An answer has few quotes; each is looked for among so many passages.
MOST_QUOTES = 5
CANDIDATES = 20
NOBODY = "No source is named; the article says so itself:"
SEVERAL = "Each as its article has it:"


def sources(query: Query, store: Store) -> Listed | None:
    """The earlier quotes with who says so; None where no earlier quote's source is asked for."""
    found = [
        place
        for quote in query.said[:MOST_QUOTES]
        if (place := _place(quote, store, query.where)) is not None
    ]
    if not found:
        return None
    named = list(dict.fromkeys(by for _, by in found))
    first = NOBODY if named == [None] else SEVERAL
    if len(named) == 1 and named[0]:
        first = f"{named[0][0].upper()}{named[0][1:]}:"
    citations = tuple(citation for citation, _ in found)
    return Listed(first, citations, "")


def _place(quote: str, store: Store, where: PassageFilter) -> tuple[Citation, str | None] | None:
    """Where a quote stands, widened to the sentence before where that names who speaks."""
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    hits = store.lexical(quote, CANDIDATES, where)
    passages = store.passages([hit.passage_id for hit in hits])
    for hit in hits:
        passage = passages[hit.passage_id]
        article = store.article(passage.file)
        match = pattern.search(article.text, passage.start)
        if match and match.start() < passage.end:
            return _with_source(article, passage, match.start(), match.end())
    return None


def _with_source(
    article: Article, passage: Passage, start: int, end: int
) -> tuple[Citation, str | None]:
    text = article.text[start:end]
    around = surroundings(article, start, end)
    by = attribution(text)
    if by is None and passage.part is Part.POST:
        by = poster(around.after)
    if by is None and (by := attribution(text, around.paragraph)):
        start = article.text.rindex(around.paragraph[-1], 0, start)
    citation = Citation(
        n=0,
        file=passage.file,
        title=passage.title,
        date=passage.date,
        part=passage.part,
        start=start,
        end=end,
        quote=article.text[start:end],
    )
    return citation, by
