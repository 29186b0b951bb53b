"""Date words of a question, resolved by code to the days they stand for."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}

_MONTH = r"(?P<month{n}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year{n}>(?:19|20)\d\d)"
_DAY = r"(?P<day{n}>[0-3]?\d)(?:st|nd|rd|th)?"

_FORMS = (
    r"(?P<iso>(?P<iy>(?:19|20)\d\d)-(?P<im>[01]\d)-(?P<id>[0-3]\d))",
    _DAY.format(n=1) + r"\s+(?:of\s+)?" + _MONTH.format(n=1) + r",?\s+" + _YEAR.format(n=1),
    _MONTH.format(n=2) + r"\s+" + _DAY.format(n=2) + r",?\s+" + _YEAR.format(n=2),
    r"(?:(?P<week>first|last)\s+week\s+of\s+)?(?:(?P<third>early|mid|late)[\s-]+)?"
    + _MONTH.format(n=3)
    + r",?\s+(?:of\s+)?"
    + _YEAR.format(n=3),
    _YEAR.format(n=4),
)
_DATE = re.compile(r"(?<![\w$€£-])(?:" + "|".join(_FORMS) + r")(?![\w%])", re.IGNORECASE)

_SINCE = re.compile(r"\b(?:since|starting(?:\s+(?:in|from))?)\s+(?:the\s+)?$", re.IGNORECASE)
_ONWARDS = re.compile(r"^\s*(?:on|onwards?|and later|or later)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|later than)\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to|by|no later than)\s+$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|earlier than|prior to)\s+$", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:articles?|reports?|stories|coverage|papers?|published|written|dated|reporting|news)\s+"
    r"(?:\w+\s+){0,2}?(?:in|on|from|of|since|after|before|until|up to|by|during|dated)?\s*$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\bas\s+of\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a question names, both ends inclusive; an open end is None.

    `published` is True where the question limits the articles themselves ("articles from May
    2020"), False where it dates what happened. `text` is how the question put it.
    """

    since: date | None
    until: date | None
    text: str
    published: bool = False


def _month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _part_of_month(
    first: date, last: date, week: str | None, third: str | None
) -> tuple[date, date]:
    if week:
        return (first, first + timedelta(6)) if week == "first" else (last - timedelta(6), last)
    if third == "early":
        return first, first + timedelta(9)
    if third == "mid":
        return first + timedelta(9), first + timedelta(19)
    if third == "late":
        return first + timedelta(19), last
    return first, last


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    """The first and last day of a matched date; None where there is no such day."""
    found = match.groupdict()
    try:
        if found["iso"]:
            day = date(int(found["iy"]), int(found["im"]), int(found["id"]))
            return day, day
        for n in (1, 2):
            if found[f"month{n}"]:
                month = MONTHS[found[f"month{n}"].lower()]
                day = date(int(found[f"year{n}"]), month, int(found[f"day{n}"]))
                return day, day
    except ValueError:
        return None
    if found["month3"]:
        first, last = _month_days(int(found["year3"]), MONTHS[found["month3"].lower()])
        week, third = found["week"], found["third"]
        return _part_of_month(first, last, week and week.lower(), third and third.lower())
    year = int(found["year4"])
    return date(year, 1, 1), date(year, 12, 31)


def find_periods(text: str) -> tuple[Period, ...]:
    """Every date in a question, with the words before it ("since", "before", "as of") applied."""
    periods = []
    for match in _DATE.finditer(text):
        days = _days(match)
        if days is None:
            continue
        first, last = days
        before, after = text[: match.start()], text[match.end() :]
        since: date | None = first
        until: date | None = last
        if _SINCE.search(before) or _ONWARDS.search(after):
            until = None
        elif _AFTER.search(before):
            since, until = last + timedelta(1), None
        elif _BEFORE.search(before):
            since, until = None, first - timedelta(1)
        elif _UNTIL.search(before) or _AS_OF.search(before):
            since, until = None, last
        published = bool(_PUBLISHED.search(before) or _AS_OF.search(before))
        periods.append(Period(since, until, match.group(), published))
    return _joined_range(text, tuple(periods))


_RANGE = re.compile(r"\b(?:between|from)\s+(?P<a>.+?)\s+(?:and|to|until|till)\s+(?P<b>.+)", re.I)


def _joined_range(text: str, periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """ "Between A and B" is one period, from the first day of A to the last of B."""
    if len(periods) != 2:
        return periods
    a, b = periods
    match = _RANGE.search(text)
    if not match or a.text not in match.group("a") or b.text not in match.group("b"):
        return periods
    if not match.group("a").startswith(a.text) or not match.group("b").startswith(b.text):
        return periods
    whole = f"{a.text} to {b.text}"
    since = a.since or a.until
    return (Period(since, b.until, whole, a.published or b.published),)
