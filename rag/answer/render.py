"""An answer as a person reads it: quotes with numbers, and what was searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.types import Part, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rag.types import Citation, Coverage, Statement

PART_NAMES = {
    Part.COMMENTS: "reader's comment",
    Part.POST: "social-media post",
    Part.CAPTION: "caption",
    Part.HEADLINE: "headline",
}
_STATUS_LABELS = {Status.UNCONFIRMED: "Unconfirmed", Status.ALLEGED: "Alleged"}


def day(value: date | None) -> str:
    """A date in words, "undated" where there is none."""
    return f"{value.day} {value:%B %Y}" if value else "undated"


def visible(name: str) -> str:
    """A file's name or title on one line: what can't be printed is written as an escape."""
    return "".join(
        mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in name
    )


def label(statement: Statement, citations: Sequence[Citation]) -> str:
    """What has to be said of a statement before it is read, or ""."""
    parts = {each.part for each in citations if each.n in statement.citations}
    named = [PART_NAMES[part] for part in parts if part in (Part.COMMENTS, Part.POST)]
    if named:
        return named[0].capitalize()
    return _STATUS_LABELS.get(statement.status, "") if statement.status else ""


def line(statement: Statement, citations: Sequence[Citation]) -> str:
    """One statement with its label and its citation numbers."""
    said = f"“{statement.text}”" if statement.kind == "quote" else statement.text
    named = label(statement, citations)
    marks = "".join(f"[{n}]" for n in statement.citations)
    return f"{named}: {said} {marks}" if named else f"{said} {marks}"


def answer_text(
    statements: Sequence[Statement], citations: Sequence[Citation], opening: str | None
) -> str:
    """The whole answer; `opening` is said first where there is one."""
    lines = [line(statement, citations) for statement in statements]
    return "\n\n".join([opening, *lines] if opening else lines)


def coverage_line(coverage: Coverage) -> str:
    """What was searched: how many articles, from when to when, how many undated."""
    count = f"{coverage.articles:,} article{'' if coverage.articles == 1 else 's'}"
    said = [f"Searched {count}"]
    if coverage.since and coverage.until:
        if coverage.since == coverage.until:
            said.append(day(coverage.since))
        else:
            said.append(f"{day(coverage.since)} to {day(coverage.until)}")
    if coverage.undated:
        said.append(f"{coverage.undated:,} undated")
    if coverage.as_of:
        said.append(f"as of {day(coverage.as_of)}")
    if coverage.left_out:
        said.append(f"{coverage.left_out:,} outside the dates asked for left out")
    return ", ".join(said) + "."


def source_line(citation: Citation) -> str:
    """A citation in one line: number, title, date, part where not reporting, file and span."""
    title = visible(citation.title or citation.file)
    part = f", {PART_NAMES[citation.part]}" if citation.part in PART_NAMES else ""
    place = f"{visible(citation.file)}[{citation.start}:{citation.end}]"
    return f"[{citation.n}] {title}, {day(citation.date)}{part}: {place}"
