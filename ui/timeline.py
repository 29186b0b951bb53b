"""When the articles were published, as bars to choose; the cited ones are marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ui.markup import element, text
from ui.view import button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.types import ArticleRecord
    from ui.texts import Texts

# More bars than this are too thin to be chosen.
MOST_BARS = 60


class Unit(StrEnum):
    """How long a bar's time is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time, both ends included, with its articles and how many of them are cited."""

    since: date
    until: date
    articles: int
    cited: int


def bars(
    records: Iterable[ArticleRecord], cited: frozenset[str], most: int = MOST_BARS
) -> tuple[Unit, tuple[Bar, ...]]:
    """A bar for each day, month or year from the first to the last dated article.

    The unit is the shortest with at most `most` bars; years are taken however many there are.
    """
    dated = [(record.date, record.file in cited) for record in records if record.date]
    if not dated:
        return Unit.DAY, ()
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    unit = _unit(first, last, most)
    articles = Counter(_start(day, unit) for day, _ in dated)
    marked = Counter(_start(day, unit) for day, is_cited in dated if is_cited)
    found = []
    start = _start(first, unit)
    while start <= last:
        following = _next(start, unit)
        until = following - timedelta(days=1)
        found.append(Bar(start, until, articles[start], marked[start]))
        start = following
    return unit, tuple(found)


def timeline_html(records: Iterable[ArticleRecord], cited: frozenset[str], texts: Texts) -> str:
    """The bars, each a button named by its time and counts; nothing where they tell nothing."""
    unit, found = bars(records, cited)
    if len(found) < 2:
        return ""
    highest = max(bar.articles for bar in found)
    columns = "".join(
        element(
            "li",
            _column(bar, unit, highest, texts) if bar.articles else "",
            aria_hidden=None if bar.articles else "true",
        )
        for bar in found
    )
    since, until = (_when(bar, unit, texts) for bar in (found[0], found[-1]))
    unit_name = getattr(texts, f"timeline_{unit.value}")
    said = texts.timeline.format(unit=unit_name, since=since, until=until)
    ends = element("span", text(since)) + element("span", text(until))
    key = ""
    if any(bar.cited for bar in found):
        key = element("p", text(texts.timeline_key), class_="timeline-key")
    return element(
        "section",
        element("ol", columns, class_="bars")
        + element("div", ends, class_="ends meta", aria_hidden="true")
        + key,
        class_="timeline",
        aria_label=said,
        title=texts.timeline_hint,
    )


def _column(bar: Bar, unit: Unit, highest: int, texts: Texts) -> str:
    what = texts.articles_counted(bar.articles)
    if bar.cited:
        what += f", {texts.timeline_cited.format(n=texts.number(bar.cited))}"
    name = texts.timeline_bar.format(when=_when(bar, unit, texts), what=what)
    return button(
        "period",
        element("span", "", style=f"height: {max(8, round(100 * bar.articles / highest))}%"),
        class_="bar-button cited" if bar.cited else "bar-button",
        title=name,
        aria_label=name,
        data_since=bar.since.isoformat(),
        data_until=bar.until.isoformat(),
    )


def _when(bar: Bar, unit: Unit, texts: Texts) -> str:
    if unit is Unit.DAY:
        return texts.day(bar.since)
    return texts.month(bar.since) if unit is Unit.MONTH else str(bar.since.year)


def _unit(first: date, last: date, most: int) -> Unit:
    if (last - first).days < most:
        return Unit.DAY
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Unit.MONTH if months <= most else Unit.YEAR


def _start(day: date, unit: Unit) -> date:
    if unit is Unit.DAY:
        return day
    return day.replace(day=1) if unit is Unit.MONTH else day.replace(month=1, day=1)


def _next(start: date, unit: Unit) -> date:
    if unit is Unit.DAY:
        return start + timedelta(days=1)
    if unit is Unit.YEAR:
        return start.replace(year=start.year + 1)
    return (start + timedelta(days=31)).replace(day=1)
