"""What an ingest did, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or an article in it, that could not be read, and why."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. `added` to `unchanged` count files; `seconds` are by stage.

    `generation` is the one that is published now; None where there is none. `embedded` is how
    many passages the model had to embed.
    """

    generation: str | None
    added: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    articles: int
    passages: int
    embedded: int
    seconds: dict[str, float]


def json_line(report: IngestReport) -> str:
    """The report in one line."""
    shown = asdict(report)
    del shown["embedded"]
    shown["seconds"] = {stage: round(each, 3) for stage, each in report.seconds.items()}
    return json.dumps(shown, ensure_ascii=False)


def summary(report: IngestReport) -> str:
    """The report in one sentence."""
    counts = {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": len(report.failed),
    }
    files = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    return (
        f"Files: {files or 'none'}. The index holds {_many(report.articles, 'article')} in"
        f" {_many(report.passages, 'passage')}; {report.embedded:,} embedded,"
        f" {report.seconds.get('total', 0):.1f} s."
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
