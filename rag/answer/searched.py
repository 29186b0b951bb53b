"""What was searched for an answer, out of all that is indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.types import Coverage

if TYPE_CHECKING:
    from rag.types import ArticleRecord, PassageFilter, Question


def coverage(
    records: tuple[ArticleRecord, ...], where: PassageFilter, question: Question
) -> Coverage:
    """What was searched, out of all that is indexed."""
    inside = [record for record in records if _passes(record, where)]
    dates = [record.date for record in inside if record.date]
    return Coverage(
        articles=len(inside),
        since=min(dates, default=None),
        until=max(dates, default=None),
        undated=sum(record.date is None for record in inside),
        as_of=question.as_of,
        left_out=len(records) - len(inside),
    )


def _passes(record: ArticleRecord, where: PassageFilter) -> bool:
    if where.files is not None and record.file not in where.files:
        return False
    if record.date is None:
        return where.undated
    return not (
        (where.since and record.date < where.since) or (where.until and record.date > where.until)
    )
