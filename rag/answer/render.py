"""An answer as a person reads it: quotes with numbers, and what was searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.types import Part, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rag.types import Citation, Coverage, DisputedValue, PassageFilter, Statement

PART_NAMES = {
    Part.COMMENTS: "reader's comment",
    Part.POST: "social-media post",
    Part.CAPTION: "caption",
    Part.HEADLINE: "headline",
}
_STATUS_NAMES = {
    Status.REPORTED: "Reported",
    Status.ALLEGED: "Alleged",
    Status.UNCONFIRMED: "Unconfirmed",
    Status.CONFIRMED: "Confirmed",
    Status.DENIED: "Denied",
    Status.OPINION: "Opinion",
}


def day(value: date | None) -> str:
    """A date in words, "undated" where there is none."""
    return f"{value.day} {value:%B %Y}" if value else "undated"


def visible(name: str) -> str:
    """A file's name or title on one line: what can't be printed is written as an escape."""
    return "".join(
        mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in name
    )


def standing(statement: Statement) -> str:
    """How sure a statement is and by whom, such as "Confirmed by the ministry"; or "".

    A quote that starts with who says so needs no other mention of them.
    """
    if statement.status is None:
        return ""
    name, by = _STATUS_NAMES[statement.status], statement.by
    if by is None or statement.text.lower().startswith(by.lower()):
        return name
    if statement.status is Status.UNCONFIRMED:
        # "Unconfirmed reports" says it all.
        return by[0].upper() + by[1:] if "unconfirmed" in by.lower() else f"{name}, from {by}"
    return f"{name} {'of' if statement.status is Status.OPINION else 'by'} {by}"


def label(statement: Statement, citations: Sequence[Citation]) -> str:
    """What has to be said of a statement before it is read, or ""."""
    parts = {each.part for each in citations if each.n in statement.citations}
    if Part.COMMENTS in parts:
        return PART_NAMES[Part.COMMENTS].capitalize()
    if Part.POST in parts:
        by = f" by {statement.by}" if statement.by else ""
        status = statement.status
        unsure = status in (Status.UNCONFIRMED, Status.ALLEGED, Status.DENIED)
        sure = f", {_STATUS_NAMES[status].lower()}" if status and unsure else ""
        return PART_NAMES[Part.POST].capitalize() + by + sure
    return standing(statement)


def line(statement: Statement, citations: Sequence[Citation]) -> str:
    """One statement with its label, what it refers to, and its citation numbers."""
    said = f"“{statement.text}”" if statement.kind == "quote" else statement.text
    if statement.refers_to and statement.refers_to != statement.by:
        said = f"[{statement.refers_to}] {said}"
    named = label(statement, citations)
    marks = "".join(f"[{n}]" for n in statement.citations)
    return f"{named}: {said} {marks}" if named else f"{said} {marks}"


def answer_text(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    opening: str | None,
    closing: str | None = None,
    listed: bool = False,
) -> str:
    """The whole answer; `opening` is said first and `closing` last where there is one.

    In a list the first statement is its heading, and each of the others names its article.
    """
    if listed:
        named = {each.n: each for each in citations}
        items = [
            f"- {_article(named[n])}: {line(each, citations)}"
            for each in statements[1:]
            for n in each.citations
        ]
        lines = ["\n".join([statements[0].text, *items])]
    else:
        lines = [line(statement, citations) for statement in statements]
    return "\n\n".join([*filter(None, [opening]), *lines, *filter(None, [closing])])


def _article(citation: Citation) -> str:
    return f"{visible(citation.title or citation.file)}, {day(citation.date)}"


def differ_line(disagreement: Sequence[DisputedValue] | None) -> str | None:
    """The values that sources differ in, each with its citations; None where they don't."""
    if not disagreement:
        return None
    values = [
        f"“{each.value}” {''.join(f'[{n}]' for n in each.citations)}" for each in disagreement
    ]
    return f"The articles differ: {', '.join(values)}."


def limits_line(
    where: PassageFilter, coverage: Coverage, citations: Sequence[Citation]
) -> str | None:
    """Which articles a date left out, and which quotes bear no date; None without such a limit."""
    if where.since is None and where.until is None:
        return None
    said = []
    if coverage.left_out:
        count = f"{coverage.left_out:,} article{'' if coverage.left_out == 1 else 's'}"
        before = f"before {day(where.since)}" if where.since else ""
        after = f"after {day(where.until)}" if where.until else ""
        said.append(f"Left out: {count} from {' or '.join(filter(None, (before, after)))}.")
    undated = [f"[{each.n}]" for each in citations if each.date is None]
    if undated:
        verb = "is" if len(undated) == 1 else "are"
        said.append(f"{', '.join(undated)} {verb} undated and may be from another time.")
    return " ".join(said) or None


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
