"""The list of indexed articles: searched, sorted, and shown a stretch at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ui import texts
from ui.markup import element, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import ArticleRecord

STEP = 100


class Column(StrEnum):
    """What the list can be sorted by."""

    TITLE = "title"
    DATE = "date"
    FILE = "file"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class Listing:
    """Which articles are listed, in which order, and how many at most."""

    wanted: str = ""
    column: Column = Column.DATE
    descending: bool = True
    limit: int = STEP


_HEADS = {
    Column.TITLE: texts.COLUMN_TITLE,
    Column.DATE: texts.COLUMN_DATE,
    Column.FILE: texts.COLUMN_FILE,
    Column.PASSAGES: texts.COLUMN_PASSAGES,
}


def sorted_by(listing: Listing, column: Column) -> Listing:
    """The listing in the order of a column; the same column again turns it round."""
    descending = not listing.descending if listing.column is column else False
    return Listing(listing.wanted, column, descending, listing.limit)


def selected(records: Sequence[ArticleRecord], listing: Listing) -> list[ArticleRecord]:
    """The records in which every wanted word stands, in order; undated articles come last."""
    words = listing.wanted.casefold().split()
    found = [record for record in records if all(word in _searched(record) for word in words)]
    found.sort(key=lambda record: record.file)
    if listing.column is Column.DATE:
        dated = [record for record in found if record.date]
        dated.sort(key=lambda record: record.date or date.min, reverse=listing.descending)
        return [*dated, *(record for record in found if not record.date)]
    if listing.column is Column.PASSAGES:
        found.sort(key=lambda record: record.passages, reverse=listing.descending)
    elif listing.column is Column.TITLE:
        found.sort(key=lambda record: _title(record).casefold(), reverse=listing.descending)
    elif listing.descending:
        found.reverse()
    return found


def library_html(records: Sequence[ArticleRecord], listing: Listing) -> str:
    """A table of articles with buttons to sort, to open one, and to show more."""
    found = selected(records, listing)
    shown = found[: listing.limit]
    count = element("p", text(texts.shown(len(shown), len(found))), class_="meta", role="status")
    if not found:
        return element("p", text(texts.NO_ARTICLE_FOUND), class_="meta", role="status")
    heads = "".join(_head(column, listing) for column in Column)
    rows = "".join(_row(record) for record in shown)
    table = element("thead", element("tr", heads)) + element("tbody", rows)
    more = ""
    if len(shown) < len(found):
        more = element("button", text(texts.MORE), type="button", class_="more", data_more=True)
    return count + element("table", table, class_="articles") + more


def _head(column: Column, listing: Listing) -> str:
    order = None
    if listing.column is column:
        order = "descending" if listing.descending else "ascending"
    button = element("button", text(_HEADS[column]), type="button", data_sort=column)
    return element("th", button, scope="col", aria_sort=order, class_=f"column-{column}")


def _row(record: ArticleRecord) -> str:
    title = element("button", text(_title(record)), type="button", data_file=record.file)
    if record.duplicate_of:
        title += element("span", text(f"{texts.DUPLICATE} {record.duplicate_of}"), class_="meta")
    cells = (
        (Column.TITLE, title),
        (Column.DATE, text(texts.short_day(record.date))),
        (Column.FILE, text(record.file)),
        (Column.PASSAGES, text(f"{record.passages:,}")),
    )
    return element(
        "tr", "".join(element("td", inside, class_=f"column-{name}") for name, inside in cells)
    )


def _title(record: ArticleRecord) -> str:
    return record.title or record.file


def _searched(record: ArticleRecord) -> str:
    return f"{record.title}\n{record.file}\n{record.author or ''}\n{record.source or ''}".casefold()
