"""Days that a text names: dates, months, seasons and years, and words such as "yesterday"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}
_WEEKDAYS = {calendar.day_name[number].lower(): number for number in range(7)}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_NTHS = "|".join(_NTH)
# First month of each; winter is left out, since it lies in two years.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}

_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|\bto\b|\band\b|\buntil\b|\bthrough\b)\s*"
_OF = r",?\s+(?:of\s+)?(?:the\s+year\s+)?"
_EDGE = r"(?P<edge>early|mid|late|beginning\s+of|start\s+of|middle\s+of|end\s+of)[\s-]+"
_COUNT = r"(?P<count>\d{1,2}|" + "|".join(_NUMBERS) + ")"

Days = tuple[date, date]
_Anchor = date | None


@dataclass(frozen=True, slots=True)
class NamedDays:
    """First and last day that `text[start:end]` names, both inclusive."""

    first: date
    last: date
    start: int
    end: int


def _month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _within(days: Days, edge: str | None) -> Days:
    """The early, middle or late third of a month or a year."""
    if not edge:
        return days
    first, last = days
    third = timedelta(days=round(((last - first).days + 1) / 3))
    word = edge.split()[0].lower()
    if word in ("early", "beginning", "start"):
        return first, first + third - timedelta(1)
    if word in ("mid", "middle"):
        return first + third - timedelta(1), last - third + timedelta(1)
    return last - third + timedelta(1), last


def _iso(found: re.Match[str], _: _Anchor) -> Days | None:
    day = date(int(found["year"]), int(found["number"]), int(found["day"]))
    return day, day


def _day(found: re.Match[str], anchor: _Anchor) -> Days | None:
    """One day, or a run of them; a missing year is that of the last such day by the anchor."""
    month, day = MONTHS[found["month"].lower()], int(found["day"])
    if found["year"]:
        year = int(found["year"])
    elif anchor and found["month"][0].isupper():
        year = anchor.year - ((month, day) > (anchor.month, anchor.day))
    else:
        return None
    return date(year, month, day), date(year, month, int(found["until"] or day))


def _two_days(found: re.Match[str], _: _Anchor) -> Days | None:
    """From one day to another; the year stands with the second one only."""
    month, last_month = MONTHS[found["month"].lower()], MONTHS[found["month2"].lower()]
    last = date(int(found["year"]), last_month, int(found["until"]))
    first = date(last.year - (month > last_month), month, int(found["day"]))
    return first, last


def _months(found: re.Match[str], _: _Anchor) -> Days | None:
    year = int(found["year"])
    first, _last = _month_days(year, MONTHS[found["month"].lower()])
    _first, last = _month_days(year, MONTHS[found["month2"].lower()])
    return first, last


def _week(found: re.Match[str], _: _Anchor) -> Days | None:
    first, last = _month_days(int(found["year"]), MONTHS[found["month"].lower()])
    nth = found["nth"].lower()
    if nth == "last":
        return last - timedelta(6), last
    start = first + timedelta(7 * _NTH[nth])
    return start, start + timedelta(6)


def _month(found: re.Match[str], _: _Anchor) -> Days | None:
    return _within(_month_days(int(found["year"]), MONTHS[found["month"].lower()]), found["edge"])


def _half(found: re.Match[str], _: _Anchor) -> Days | None:
    year = int(found["year"])
    if found["nth"].lower() == "first":
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year, 12, 31)


def _quarter(found: re.Match[str], _: _Anchor) -> Days | None:
    nth = int(found["q"]) - 1 if found["q"] else _NTH[found["nth"].lower()]
    return _three_months(int(found["year"]), 3 * nth + 1)


def _three_months(year: int, month: int) -> Days:
    return date(year, month, 1), _month_days(year, month + 2)[1]


def _season(found: re.Match[str], _: _Anchor) -> Days | None:
    return _three_months(int(found["year"]), _SEASONS[found["season"].lower()])


def _years(found: re.Match[str], _: _Anchor) -> Days | None:
    return date(int(found["year"]), 1, 1), date(int(found["until"]), 12, 31)


def _year(found: re.Match[str], _: _Anchor) -> Days | None:
    """A year; a round number before a plural ("2000 soldiers") counts things."""
    year = int(found["year"])
    if year % 100 == 0 and re.match(r"\s+[a-z]+s\b", found.string[found.end() :]):
        return None
    return _within((date(year, 1, 1), date(year, 12, 31)), found["edge"])


def _relative(found: re.Match[str], anchor: _Anchor) -> Days | None:
    if anchor is None:
        return None
    word = found.group().lower()
    if word in ("today", "tonight"):
        return anchor, anchor
    if word in ("yesterday", "last night"):
        return anchor - timedelta(1), anchor - timedelta(1)
    which, unit = found["which"].lower(), found["unit"].lower()
    last = which == "last"
    if unit == "week":
        start = anchor - timedelta(anchor.weekday() + 7 * last)
        return start, min(start + timedelta(6), anchor)
    if unit == "month":
        whole = _month_days(anchor.year, anchor.month)
        if last:
            before = whole[0] - timedelta(1)
            return _month_days(before.year, before.month)
        return whole[0], anchor
    year = anchor.year - last
    return date(year, 1, 1), min(date(year, 12, 31), anchor)


def _counted(found: re.Match[str]) -> timedelta:
    count = found["count"].lower()
    length = {"day": 1, "week": 7, "month": 30}[found["unit"].lower()]
    return timedelta(length * (_NUMBERS.get(count) or int(count)))


def _past(found: re.Match[str], anchor: _Anchor) -> Days | None:
    return (anchor - _counted(found), anchor) if anchor else None


def _ago(found: re.Match[str], anchor: _Anchor) -> Days | None:
    return (anchor - _counted(found),) * 2 if anchor else None


def _weekday(found: re.Match[str], anchor: _Anchor) -> Days | None:
    """The last such day by the anchor, that one included."""
    if anchor is None:
        return None
    day = anchor - timedelta((anchor.weekday() - _WEEKDAYS[found["weekday"].lower()]) % 7)
    return day, day


_UNTIL = _DAY.replace("day", "until")
_MONTH2 = _MONTH.replace("month", "month2")
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Anchor], Days | None]], ...] = tuple(
    (re.compile(rf"(?<![\w$€£-])(?:{pattern})(?![\w%])", re.IGNORECASE), read)
    for pattern, read in (
        (rf"{_YEAR}-(?P<number>[01]\d)-(?P<day>[0-3]\d)", _iso),
        (rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_TO}{_UNTIL}\s+(?:of\s+)?{_MONTH2},?\s+{_YEAR}", _two_days),
        (rf"{_MONTH}\s+{_DAY}{_TO}{_MONTH2}\s+{_UNTIL},?\s+{_YEAR}", _two_days),
        (rf"{_DAY}(?:{_TO}{_UNTIL})?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", _day),
        (rf"{_MONTH}\s+{_DAY}(?:{_TO}{_UNTIL})?(?:,?\s+{_YEAR})?", _day),
        (rf"{_MONTH}{_TO}{_MONTH2}{_OF}{_YEAR}", _months),
        (rf"(?P<nth>{_NTHS}|last)\s+week\s+(?:of|in)\s+{_MONTH}{_OF}{_YEAR}", _week),
        (rf"(?:{_EDGE})?{_MONTH}{_OF}{_YEAR}", _month),
        (rf"(?:(?P<nth>{_NTHS})\s+quarter|Q(?P<q>[1-4])){_OF}{_YEAR}", _quarter),
        (rf"(?P<nth>first|second)\s+half{_OF}{_YEAR}", _half),
        (rf"(?P<season>{'|'.join(_SEASONS)}){_OF}{_YEAR}", _season),
        (rf"{_YEAR}\s*[-–/]\s*(?P<until>(?:19|20)\d\d)", _years),
        (rf"(?:{_EDGE})?{_YEAR}", _year),
        (
            r"today|tonight|yesterday|last\s+night|(?P<which>this|last)\s+(?P<unit>week|month|year)",
            _relative,
        ),
        (rf"(?:the\s+)?(?:past|last)\s+{_COUNT}\s+(?P<unit>day|week|month)s", _past),
        (rf"{_COUNT}\s+(?P<unit>day|week|month)s\s+ago", _ago),
        (rf"(?:last\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
    )
)


def named_days(text: str, anchor: date | None = None) -> tuple[NamedDays, ...]:
    """All days that a text names, in order.

    `anchor` is the day that "yesterday", "on Friday" or "3 January" are counted from, which is
    the one that the text was written on. Without it such words name nothing.
    """
    found: list[NamedDays] = []
    for form, read in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            try:
                days = read(match, anchor)
            except ValueError:  # no such day, as 30 February
                continue
            if days and days[0] <= days[1]:
                found.append(NamedDays(*days, match.start(), match.end()))
    return tuple(sorted(found, key=lambda each: each.start))
