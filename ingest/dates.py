"""The day an article is from, as it gives it itself; never a guess, never a file's own date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rag.types import Span

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
# Newspapers print nothing earlier, and nothing from the far future.
_FIRST_YEAR, _LAST_YEAR = 1600, 2199

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_SHAPES = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
    r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)",
    r"(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})(?!\d)",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
    rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s.-]+{_MONTH},?[\s-]+{_YEAR}\b",
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})\b",
)
_DATE_SHAPES = tuple(re.compile(shape, re.IGNORECASE) for shape in _SHAPES)
# What may stand after a date on its own line: a time of day, a zone, a second date.
_REST_OF_DATE_LINE = re.compile(
    r"(?:[\sT,|·•@()–—-]|at|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?|[ap]\.?\s?m\b\.?|Z\b"
    r"|[+-]\d{2}:?\d{2}|\b(?:GMT|UTC|[ECMP][SD]?T|B?ST|CEST|CET|EET|EEST|MSK|AST|IST|JST)\b"
    r"|(?:last\s+)?(?:updated|modified|published)\b:?.*|\d{1,2}\s+min(?:ute)?s?\s+read)*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:first\s+)?(?:date|dated|published|posted|publication\s+date|publish\s+date"
    r"|(?:last\s+)?updated|modified)(?:\s+(?:on|at))?)\s*[:|=–—-]?\s+",
    re.IGNORECASE,
)
_DATELINES = tuple(
    re.compile(rf"[A-Z][A-Z.'’/ -]{{2,40}}{region}\s*(?:\([^()\n]{{2,40}}\)\s*)?[,;—–-]+\s*")
    for region in ("", r",\s+[A-Z][\w. ]{1,25}?")
)
_AGENCY = re.compile(r"\s*(?:\([^()\n]{2,40}\)\s*[-–—:]?|[-–—:]+\s)|[ \t.]*(?:\n|\Z)")
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<mark>[-_.])(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)"
    r"|(?<![0-9A-Za-z])(?P<year8>(?:19|20)\d{2})(?P<month8>\d{2})(?P<day8>\d{2})(?![0-9A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day, how the article gives it, and where in the text it stands, if it does."""

    day: date
    source: str
    span: Span | None = None


def parse_date(value: object) -> date | None:
    """The day that a field's value names; None where it names none or could name two.

    Takes dates and datetimes, ISO 8601, RFC 2822, English words, year-first numbers, and seconds
    or milliseconds since 1970 (read as UTC). "03/04/2020" is two days to two readers: None.
    """
    if isinstance(value, datetime):
        return _known(value.date())
    if isinstance(value, date):
        return _known(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch(r"\d{9,13}", text):
        return _from_number(int(text))
    found = match_date(text)
    return found[0] if found else None


def in_words(day: date) -> str:
    """A day as English prints it, whatever the computer's language: "3 January 2020"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def match_date(text: str, start: int = 0) -> tuple[date, int] | None:
    """The date that stands at `start`, and where it ends; None where none or an unsure one does."""
    for shape in _DATE_SHAPES:
        match = shape.match(text, start)
        if match is None:
            continue
        parts = match.groupdict()
        if "first" in parts:
            day = _from_unsure(int(parts["first"]), int(parts["second"]), int(parts["year"]))
        else:
            day = _day(int(parts["year"]), _month(parts["month"]), int(parts["day"]))
        if day:
            return day, match.end()
    return None


def date_token(text: str, start: int, end: int) -> tuple[FoundDate, Span] | None:
    """A date line between `start` and `end`, or the `date 2020-01-03` that a first line opens with.

    Gives the date and the span of what states it: the whole line, or only the opening words where
    the article goes on after them.
    """
    label = _LABEL.match(text, start, end)
    found = match_date(text[:end], label.end() if label else start)
    if found is None:
        return None
    day, after = found
    rest = _REST_OF_DATE_LINE.fullmatch(text, after, end)
    opening = label or re.fullmatch(r"\d{4}-\d\d-\d\d", text[start:after])
    if rest is None and not (opening and text[after : after + 1].isspace()):
        return None
    span = Span(start, end if rest else after)
    return FoundDate(day, "first line", span), span


def date_from_dateline(text: str, start: int, end: int) -> FoundDate | None:
    """The date of a dateline with its year: "AMMAN, Jan 3, 2020 (Agency) - …" or alone."""
    for dateline in _DATELINES:
        place = dateline.match(text, start, end)
        found = match_date(text[:end], place.end()) if place else None
        if place and found and _AGENCY.match(text, found[1], end):
            return FoundDate(found[0], "dateline", Span(place.end(), found[1]))
    return None


def date_from_file_name(file: str) -> FoundDate | None:
    """The date in a file's name (2020-01-03-port.txt, 20200103.txt); None where two differ."""
    days = set()
    for match in _IN_NAME.finditer(file.rsplit("/", 1)[-1]):
        numbers = match.groupdict()
        day = _day(*(int(numbers[k] or numbers[f"{k}8"]) for k in ("year", "month", "day")))
        if day:
            days.add(day)
    return FoundDate(days.pop(), "file name") if len(days) == 1 else None


def _from_unsure(first: int, second: int, year: int) -> date | None:
    """A date in numbers: sure where only one order gives a day, or both give the same."""
    days = {_day(year, second, first), _day(year, first, second)} - {None}
    return days.pop() if len(days) == 1 else None


def _from_number(value: float) -> date | None:
    if isinstance(value, int) and 10_000_000 <= value <= 99_999_999:
        found = match_date(str(value))
        return found[0] if found else None
    # Below 1e8 seconds (1973) a number is more likely something else than a time.
    if 1e8 <= value < 7e9:
        return _known(datetime.fromtimestamp(value, UTC).date())
    if 1e11 <= value < 7e12:
        return _known(datetime.fromtimestamp(value / 1000, UTC).date())
    return None


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next(n for n, month in enumerate(_MONTHS, 1) if month.lower()[:3] == name[:3].lower())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return _known(date(year, month, day))
    except ValueError:
        return None


def _known(day: date) -> date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
