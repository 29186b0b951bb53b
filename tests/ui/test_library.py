"""The list of indexed articles."""

from datetime import date

from lxml import html

from rag.types import ArticleRecord, Part
from ui.library import Column, Listing, head_html, rows_html, selected
from ui.texts import ENGLISH


def record(file: str, title: str, day: date | None = None, passages: int = 1, **more):
    return ArticleRecord(
        file, "v1", title, day, None, None, None, None, 10, passages, (Part.BODY,), **more
    )


RECORDS = (
    record("a.txt", "zebra", date(2020, 1, 3), 2),
    record("b.txt", "Apple", None, 10),
    record("c/d.txt", "mango", date(2024, 2, 7), 3),
)


def files(listing: Listing) -> list[str]:
    return [each.file for each in selected(RECORDS, listing)]


def test_the_newest_come_first_and_the_undated_last() -> None:
    assert files(Listing()) == ["c/d.txt", "a.txt", "b.txt"]
    assert files(Listing(descending=False)) == ["a.txt", "c/d.txt", "b.txt"]


def test_every_column_sorts() -> None:
    assert files(Listing(column=Column.TITLE, descending=False)) == ["b.txt", "c/d.txt", "a.txt"]
    assert files(Listing(column=Column.PASSAGES, descending=True)) == ["b.txt", "c/d.txt", "a.txt"]
    assert files(Listing(column=Column.SOURCE, descending=False)) == ["a.txt", "b.txt", "c/d.txt"]


def test_every_wanted_word_has_to_be_there() -> None:
    assert files(Listing(wanted="MANGO d.txt")) == ["c/d.txt"]
    assert files(Listing(wanted="mango a.txt")) == []


def test_a_period_leaves_out_what_is_earlier_later_or_undated() -> None:
    assert files(Listing(since=date(2020, 1, 3))) == ["c/d.txt", "a.txt"]
    assert files(Listing(since=date(2020, 1, 3), until=date(2020, 1, 3))) == ["a.txt"]


def table(records, first: int = 0, **more) -> html.HtmlElement:
    rows = "".join(rows_html(records, ENGLISH, first, **more))
    return html.fromstring(f"<table><thead><tr>{head_html(ENGLISH)}</tr></thead>{rows}</table>")


def test_the_order_is_told_to_screen_readers() -> None:
    assert table(RECORDS).xpath("//th[@aria-sort]/@data-column") == ["date"]


def test_rows_say_which_of_all_they_are() -> None:
    assert table(RECORDS, 120).xpath("//tr/@aria-rowindex") == ["122", "123", "124"]


def test_a_copy_names_what_it_is_a_copy_of() -> None:
    copy = record("copy.txt", "Same", duplicate_of="a.txt")
    assert table([copy]).xpath("string(//td[1]//span[@class='meta'])") == (
        "copy.txt · same text as a.txt"
    )


def test_articles_can_be_removed_only_where_that_is_offered() -> None:
    assert not table(RECORDS).xpath("//button[@data-do='remove']")
    assert len(table(RECORDS, removable=True).xpath("//button[@data-do='remove']")) == 3


def test_hostile_names_are_only_text() -> None:
    attack = "<img src=x onerror=alert(1)>"
    page = table([record(attack, attack)])
    assert not list(page.iter("img"))
    assert page.xpath("//button[@data-do='open']/@data-file") == [attack]
