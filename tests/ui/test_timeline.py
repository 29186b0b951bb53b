"""Articles by day, month or year."""

from datetime import date

from lxml import html

from rag.types import ArticleRecord, Part
from ui.texts import ENGLISH
from ui.timeline import Bar, Unit, bars, timeline_html


def record(file: str, day: date | None) -> ArticleRecord:
    return ArticleRecord(file, "v1", "", day, None, None, None, None, 10, 1, (Part.BODY,))


def test_a_few_days_have_a_bar_each_empty_ones_too() -> None:
    records = [record("a", date(2020, 1, 30)), record("b", date(2020, 2, 1)), record("c", None)]
    assert bars(records, frozenset({"b"})) == (
        Unit.DAY,
        (
            Bar(date(2020, 1, 30), date(2020, 1, 30), 1, 0),
            Bar(date(2020, 1, 31), date(2020, 1, 31), 0, 0),
            Bar(date(2020, 2, 1), date(2020, 2, 1), 1, 1),
        ),
    )


def test_longer_stretches_are_counted_by_month_and_then_by_year() -> None:
    unit, found = bars([record("a", date(2020, 1, 3)), record("b", date(2020, 3, 31))], frozenset())
    assert unit is Unit.MONTH
    assert [(bar.since, bar.until, bar.articles) for bar in found] == [
        (date(2020, 1, 1), date(2020, 1, 31), 1),
        (date(2020, 2, 1), date(2020, 2, 29), 0),
        (date(2020, 3, 1), date(2020, 3, 31), 1),
    ]
    unit, found = bars([record("a", date(1990, 5, 1)), record("b", date(2024, 2, 7))], frozenset())
    assert (unit, len(found)) == (Unit.YEAR, 35)
    assert (found[-1].since, found[-1].until) == (date(2024, 1, 1), date(2024, 12, 31))


def test_nothing_dated_has_no_timeline() -> None:
    assert bars([record("a", None)], frozenset()) == (Unit.DAY, ())
    assert timeline_html([record("a", date(2020, 1, 3))], frozenset(), ENGLISH) == ""


def test_each_bar_says_its_time_and_counts_in_words() -> None:
    records = [
        record("a", date(2020, 1, 3)),
        record("b", date(2020, 1, 4)),
        record("c", date(2020, 1, 4)),
    ]
    page = html.fromstring(timeline_html(records, frozenset({"c"}), ENGLISH))
    names = page.xpath("//button/@aria-label")
    assert names == ["3 January 2020: 1 article", "4 January 2020: 2 articles, 1 cited"]
    assert page.xpath("//button[2]/@data-since | //li[2]/button/@data-since") == ["2020-01-04"]
    assert page.xpath("string(//p)") == "cited in the last answer"
