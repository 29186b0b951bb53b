"""What a language model writes after a quoted answer, as the exchange grows by it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.writing.joined import joined
from ui.markup import element, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.writing.events import WritingEvent
    from ui.conversation import Exchange
    from ui.engine import Engine
    from ui.texts import Texts


def grown(engine: Engine, exchange: Exchange, wanted: Callable[[], bool]) -> Iterator[Exchange]:
    """The exchange after each sentence, the last one complete; no trouble with a model raises.

    Ends within a moment once `wanted` says no.
    """
    answer = exchange.answer
    if answer is None:
        return
    events: list[WritingEvent] = []
    for event in engine.write(exchange.question, answer, wanted):
        events.append(event)
        yield _with(engine, exchange, events, writing=True)
    yield _with(engine, exchange, events, writing=False)


def _with(
    engine: Engine, exchange: Exchange, events: list[WritingEvent], *, writing: bool
) -> Exchange:
    if exchange.answer is None:
        return exchange
    written = joined(exchange.answer, events)
    files = {citation.file for citation in written.answer.citations} - dict(
        exchange.versions
    ).keys()
    versions = tuple((file, engine.article(file).version) for file in sorted(files))
    return replace(
        exchange,
        answer=written.answer,
        versions=(*exchange.versions, *versions),
        writing=writing,
        dropped=tuple(f"{each.text} ({each.reason})" for each in written.dropped),
    )


def dropped_html(exchange: Exchange, texts: Texts) -> str:
    """The sentences that no article says, folded away and struck through; "" where none are."""
    if not exchange.dropped:
        return ""
    count = texts.number(len(exchange.dropped))
    head = element("summary", text(texts.not_in_articles.format(count=count)))
    items = "".join(element("li", element("s", text(each))) for each in exchange.dropped)
    return element("details", head + element("ul", items), class_="dropped")
