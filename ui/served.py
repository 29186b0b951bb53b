"""What the page's scripts ask for directly, without an event: rows of articles, and news.

Such a call doesn't say who makes it, so nothing of a conversation is told here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.library import Listing, rows_html, selected
from ui.working import working_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.events import Events


def row_functions(events: Events) -> list[Callable[..., Any]]:
    """`rows`: a stretch of the list of articles, and how many there are in all."""
    texts, removable = events.texts, events.setup.intake is not None

    def rows(wanted: dict[str, Any]) -> dict[str, Any]:
        listing = Listing.model_validate(wanted)
        records = events.catalogue.now().records
        found = selected(records, listing)
        stretch = found[listing.offset : listing.offset + listing.limit]
        return {
            "rows": rows_html(stretch, texts, listing.offset, removable=removable),
            "total": len(found),
            "said": texts.shown(len(found), len(records)) if found else texts.no_article_found,
        }

    return [rows]


def news_functions(events: Events) -> list[Callable[..., Any]]:
    """`news`: which generation is asked now, and what an ingest from the page is at."""
    intake = events.setup.intake

    def news(_: object = None) -> dict[str, Any]:
        events.setup.engine.refresh()
        work = intake.work if intake else None
        return {
            "generation": events.setup.engine.generation,
            "running": bool(work and work.running),
            "work": working_html(work, events.texts) if work else "",
        }

    return [news]
