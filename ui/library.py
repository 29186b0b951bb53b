"""The list of indexed articles: limited, searched, sorted, and given a stretch at a time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from ui.markup import element, text
from ui.texts import joined
from ui.view import button

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.types import ArticleRecord
    from ui.texts import Texts

STRETCH = 60
MOST = 200


class Column(StrEnum):
    """What the list can be sorted by."""

    TITLE = "title"
    DATE = "date"
    SOURCE = "source"
    PARTS = "parts"
    PASSAGES = "passages"


class Listing(BaseModel):
    """Which articles are listed, in which order, and which stretch of them is wanted."""

    model_config = ConfigDict(frozen=True)

    wanted: str = ""
    column: Column = Column.DATE
    descending: bool = True
    since: date | None = None
    until: date | None = None
    offset: int = Field(0, ge=0)
    limit: int = Field(STRETCH, ge=1, le=MOST)


def selected(records: Iterable[ArticleRecord], listing: Listing) -> list[ArticleRecord]:
    """The records in which every wanted word stands, in order; undated articles come last."""
    words = listing.wanted.casefold().split()
    found = [
        record
        for record in records
        if _within(record, listing) and all(word in _searched(record) for word in words)
    ]
    found.sort(key=lambda record: record.file)
    if listing.column is Column.DATE:
        dated = [record for record in found if record.date]
        dated.sort(key=lambda record: record.date or date.min, reverse=listing.descending)
        return [*dated, *(record for record in found if not record.date)]
    found.sort(key=lambda record: _key(record, listing.column), reverse=listing.descending)
    return found


def head_html(texts: Texts) -> str:
    """The table's heads, each a button to sort by it."""
    names = {
        Column.TITLE: texts.column_title,
        Column.DATE: texts.column_date,
        Column.SOURCE: texts.column_source,
        Column.PARTS: texts.column_parts,
        Column.PASSAGES: texts.column_passages,
    }
    return "".join(
        element(
            "th",
            button("sort", text(name), data_column=column),
            scope="col",
            aria_sort="descending" if column is Column.DATE else None,
            class_=f"column-{column}",
            data_column=column,
        )
        for column, name in names.items()
    )


def rows_html(
    records: Sequence[ArticleRecord], texts: Texts, first: int = 0, *, removable: bool = False
) -> list[str]:
    """A row for each record; `first` is the first one's place in the whole list, from 0."""
    return [
        _row(record, texts, number, removable)
        for number, record in enumerate(records, start=first + 1)
    ]


def _row(record: ArticleRecord, texts: Texts, number: int, removable: bool) -> str:
    title = _title(record)
    below = joined(
        record.file if record.file != title else None,
        texts.duplicate.format(file=record.duplicate_of) if record.duplicate_of else None,
    )
    opened = button("open", text(title), data_file=record.file, title=title)
    only = button("only", text(texts.ask_only), class_="small", data_file=record.file)
    gone = ""
    if removable:
        name = texts.remove_name.format(title=title)
        gone = button(
            "remove", text(texts.remove), class_="small", aria_label=name,
            data_file=record.file, data_title=title,
        )  # fmt: skip
    under = element("span", text(below), class_="meta", title=below)
    tools = element("span", only + gone, class_="tools")
    cells = (
        (Column.TITLE, opened + element("span", under + tools, class_="under")),
        (Column.DATE, text(texts.short_day(record.date))),
        (Column.SOURCE, text(joined(record.source, record.author))),
        (Column.PARTS, text(", ".join(texts.any_part(part) for part in record.parts))),
        (Column.PASSAGES, text(texts.number(record.passages))),
    )
    inside = "".join(element("td", cell, class_=f"column-{name}") for name, cell in cells)
    # The first row of the table is that of its heads.
    return element("tr", inside, aria_rowindex=number + 1)


def _key(record: ArticleRecord, column: Column) -> tuple[float, str]:
    if column is Column.PASSAGES:
        return record.passages, ""
    if column is Column.PARTS:
        return len(record.parts), " ".join(record.parts)
    if column is Column.SOURCE:
        return 0, joined(record.source, record.author).casefold()
    return 0, _title(record).casefold()


def _within(record: ArticleRecord, listing: Listing) -> bool:
    if listing.since is None and listing.until is None:
        return True
    if record.date is None:
        return False
    after = listing.since is None or record.date >= listing.since
    return after and (listing.until is None or record.date <= listing.until)


def _title(record: ArticleRecord) -> str:
    return record.title or record.file


def _searched(record: ArticleRecord) -> str:
    return f"{record.title}\n{record.file}\n{record.author or ''}\n{record.source or ''}".casefold()
