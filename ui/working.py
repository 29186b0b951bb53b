"""How an ingest from the page goes on, and what came of the last one, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markup import element, text

if TYPE_CHECKING:
    from ingest.report import IngestReport
    from ui.intake import Work
    from ui.texts import Texts

MOST_ERRORS = 50


def working_html(work: Work, texts: Texts) -> str:
    """A bar of files while it goes on; after that its counts, and a line for each failed file."""
    if work.running:
        said = texts.add_working
        if work.files:
            said = texts.add_reading.format(
                done=texts.number(work.done), files=texts.files_counted(work.files)
            )
        bar = element(
            "progress", "", max=work.files or None, value=work.done if work.files else None
        )
        return element("p", element("label", text(said) + bar), class_="working", role="status")
    if work.error is not None:
        return element("p", text(work.error), class_="failure", role="alert")
    return _report(work.report, texts) if work.report else ""


def _report(report: IngestReport, texts: Texts) -> str:
    counts = {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "failed": len(report.failed),
    }
    said = texts.add_same
    if any(counts.values()):
        said = texts.add_done.format(**{name: texts.number(n) for name, n in counts.items()})
    pieces = element("p", text(said), class_="meta", role="status")
    if report.failed:
        lines = "".join(element("li", text(each.error)) for each in report.failed[:MOST_ERRORS])
        pieces += element("p", text(texts.add_failed), class_="kicker")
        pieces += element("ul", lines, class_="failed")
    return pieces
