"""A passage filter as days counted in numbers, which both indexes can compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.types import Part, PassageFilter

if TYPE_CHECKING:
    from datetime import date

# `date.toordinal` counts from 1, so no dated passage has this number.
UNDATED = -1

ANYTHING = PassageFilter()


@dataclass(frozen=True, slots=True)
class Place:
    """What a filter looks at: an article, its day (UNDATED where it has none), and the part."""

    file: str
    part: Part
    day: int


def day_number(day: date | None) -> int:
    """Days since the first of January of year 1, that one being 1; UNDATED for None."""
    return UNDATED if day is None else day.toordinal()


def limits_dates(where: PassageFilter) -> bool:
    """True where some articles are left out for their date, or for having none."""
    return where.since is not None or where.until is not None


def admits(where: PassageFilter, place: Place) -> bool:
    """True where a passage may be found."""
    if where.parts is not None and place.part not in where.parts:
        return False
    if where.files is not None and place.file not in where.files:
        return False
    if not limits_dates(where):
        return True
    if place.day == UNDATED:
        return where.undated
    after = where.since is None or place.day >= where.since.toordinal()
    return after and (where.until is None or place.day <= where.until.toordinal())


def admits_nothing(where: PassageFilter) -> bool:
    """True where no passage at all can pass."""
    if where.parts is not None and not where.parts:
        return True
    return where.files is not None and not where.files
