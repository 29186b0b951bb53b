"""The list of indexed articles."""

from datetime import date

from lxml import html

from rag.types import ArticleRecord, Part
from ui.library import Column, Listing, library_html, selected, sorted_by


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
    assert files(Listing(column=Column.FILE, descending=True)) == ["c/d.txt", "b.txt", "a.txt"]
    assert files(Listing(column=Column.PASSAGES, descending=True)) == ["b.txt", "c/d.txt", "a.txt"]


def test_choosing_a_column_again_turns_it_round() -> None:
    once = sorted_by(Listing(), Column.TITLE)
    assert (once.descending, sorted_by(once, Column.TITLE).descending) == (False, True)


def test_every_wanted_word_has_to_be_there() -> None:
    assert files(Listing(wanted="MANGO d.txt")) == ["c/d.txt"]
    assert files(Listing(wanted="mango a.txt")) == []


def test_the_order_is_told_to_screen_readers() -> None:
    page = html.fromstring(f"<div>{library_html(RECORDS, Listing())}</div>")
    assert page.xpath("//th/@aria-sort") == ["descending"]


def test_a_long_list_is_shown_a_stretch_at_a_time() -> None:
    many = [record(f"{n:05}.txt", f"Title {n}") for n in range(250)]
    page = html.fromstring(f"<div>{library_html(many, Listing())}</div>")
    assert len(page.xpath("//tbody/tr")) == 100
    assert page.xpath("string(//p)") == "100 of 250 articles"
    assert page.xpath("//button[@data-more]")


def test_a_copy_names_what_it_is_a_copy_of() -> None:
    copy = record("copy.txt", "Same", duplicate_of="a.txt")
    page = html.fromstring(f"<div>{library_html([copy], Listing())}</div>")
    assert page.xpath("string(//td[1]/span)") == "same text as a.txt"


def test_hostile_names_are_only_text() -> None:
    attack = "<img src=x onerror=alert(1)>"
    page = html.fromstring(f"<div>{library_html([record(attack, attack)], Listing())}</div>")
    assert not list(page.iter("img"))
    assert page.xpath("//button/@data-file") == [attack]
