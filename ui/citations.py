"""Citations of an answer as HTML: numbers with their cards, the list of sources, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markup import element, text
from ui.view import button, details, reference, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Citation, FoundPassage
    from ui.conversation import Exchange
    from ui.view import View


def mark(exchange: Exchange, place: str, citation: Citation, view: View) -> str:
    """A citation's number; its card has title, date, part and quote. `place` tells marks apart."""
    card = f"card-{exchange.id}-{place}"
    number = button(
        "cite",
        text(citation.n),
        class_="mark",
        data_exchange=exchange.id,
        data_citation=citation.n,
        aria_label=view.texts.citation_name.format(n=citation.n, title=title(citation)),
        aria_describedby=card,
    )
    inside = (
        element("strong", text(title(citation)))
        + element("span", text(details(citation, view.texts)), class_="meta")
        + element("q", text(citation.quote))
    )
    return element(
        "span",
        number + element("span", inside, class_="card", role="tooltip", id=card),
        class_="cite",
    )


def sources(exchange: Exchange, citations: Sequence[Citation], view: View) -> str:
    """Every citation with its article, what became of that since, and a button to copy it."""
    items = "".join(element("li", _source(exchange, each, view)) for each in citations)
    head = element("h3", text(view.texts.sources), class_="kicker")
    return head + element("ol", items, class_="sources")


def closest(exchange: Exchange, passages: Sequence[FoundPassage], view: View) -> str:
    """The passages that came nearest to a question that has no answer."""
    items = []
    for index, found in enumerate(passages):
        passage = found.passage
        inside = (
            element("span", text(title(passage)), class_="source-title")
            + element("span", text(details(passage, view.texts)), class_="meta")
            + element("q", text(passage.text), class_="excerpt")
        )
        chosen = button(
            "passage", inside, class_="closest", data_exchange=exchange.id, data_index=index
        )
        items.append(element("li", chosen))
    head = element("h3", text(view.texts.closest), class_="kicker")
    return head + element("ol", "".join(items), class_="sources")


def _source(exchange: Exchange, citation: Citation, view: View) -> str:
    since = _since(exchange, citation, view)
    inside = (
        element("span", text(citation.n), class_="number")
        + element("span", text(title(citation)), class_="source-title")
        + element(
            "span",
            text(details(citation, view.texts))
            + (element("span", text(since), class_="since") if since else ""),
            class_="meta",
        )
    )
    copy = button(
        "copy",
        text(view.texts.copy),
        class_="copy",
        aria_label=view.texts.copy_quote.format(n=citation.n),
        data_text=reference(citation, view.texts),
        data_said=view.texts.copied,
    )
    chosen = button(
        "cite", inside, class_="source", data_exchange=exchange.id, data_citation=citation.n
    )
    return chosen + copy


def _since(exchange: Exchange, citation: Citation, view: View) -> str:
    """What became of the cited article since the answer was given; "" where nothing did."""
    if view.versions is None:
        return ""
    now = view.versions.get(citation.file)
    if now is None:
        return view.texts.source_gone
    then = dict(exchange.versions).get(citation.file, now)
    return "" if now == then else view.texts.source_changed
