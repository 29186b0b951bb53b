"""Figures of retrieval as a person reads them, and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.table import Table

from eval.lines import versions
from eval.retrieval.baseline import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.retrieval.baseline import Baseline
    from eval.retrieval.measure import Measured

# Sets that are about how much of a marked stretch comes back.
RECALLED = {"chunking"}

LABELS = {
    "hit_1": "Hit@1",
    "hit_5": "Hit@5",
    "hit_10": "Hit@10",
    "mrr_10": "MRR@10",
    "ndcg_10": "nDCG@10",
    "recall": "recall",
    "precision": "precision",
}


def figure(value: float | None) -> str:
    """Three digits without the zero before them; a dash where there is no figure."""
    if value is None:
        return "–"
    return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.2f}"


def table(
    measured: Sequence[Measured], floors: Mapping[str, Measured], baseline: Baseline
) -> Table:
    """A row for each set, with its floor below it; a mean that changed has what it was behind."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("", no_wrap=True)
    grid.add_column("questions", justify="right", no_wrap=True)
    for label in LABELS.values():
        grid.add_column(label, no_wrap=True)
    grid.add_column("median", justify="right", no_wrap=True)
    for each in measured:
        saved = baseline.sets.get(each.name)
        was = saved.means if saved else {}
        cells = [_changed(value, was.get(name, value)) for name, value in rounded(each).items()]
        seconds = f"{1000 * each.median:.0f} ms"
        grid.add_row(each.name, str(len(each.asked)), *cells, seconds)
        if floor := floors.get(each.name):
            cells = [figure(value) for value in rounded(floor).values()]
            grid.add_row("  plain BM25", "", *cells, "", style="dim")
    return grid


def _changed(now: float | None, was: float | None) -> str:
    if now is None or was is None or now == was:
        return figure(now)
    colour = "green" if now > was else "red"
    return f"[{colour}]{figure(now)}[/] ({figure(was)})"


def markdown(found: Mapping[str, Sequence[Measured]]) -> str:
    """Variants down, sets across, in Markdown: Hit@1 / Hit@5, and recall where marked for it."""
    names = [each.name for each in next(iter(found.values()))]
    lines = [["", *names], ["---"] * (len(names) + 1)]
    lines += [[name, *map(_brief, measured)] for name, measured in found.items()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _brief(measured: Measured) -> str:
    means = measured.means
    cell = f"{figure(means.hit_1)} / {figure(means.hit_5)}"
    return f"{cell} / {figure(means.recall)}" if measured.name in RECALLED else cell


def as_object(measured: Sequence[Measured], floors: Mapping[str, Measured]) -> dict[str, Any]:
    """All figures, those of each question too, by its id in the set."""
    return {
        "versions": versions(),
        "sets": {
            each.name: {
                "means": rounded(each),
                "floor": rounded(floors[each.name]) if each.name in floors else None,
                "seconds": {"median": each.median, "p95": each.p95},
                "questions": {
                    one.id: asdict(one.scores) | {"seconds": one.seconds} for one in each.asked
                },
            }
            for each in measured
        },
    }
