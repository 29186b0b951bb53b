"""Cost against size, as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.bench.figures import System, What

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.bench.figures import Figure

SHOWN = (
    What.INGEST,
    What.ADD,
    What.COLD,
    What.SEARCH_95,
    What.MEMORY_ASK,
    What.DISK,
)
COLOURS = {System.OURS: "#1b5e8c", System.QUICK_START: "#c2622d"}


def draw(figures: Sequence[Figure], file: Path) -> None:
    """Six small charts, both axes logarithmic; the suffix of the file says which format."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    canvas, axes = pyplot.subplots(2, 3, figsize=(11, 6), layout="constrained")
    for what, axis in zip(SHOWN, axes.flat, strict=True):
        for system, colour in COLOURS.items():
            points = sorted(
                (each.size, each.value)
                for each in figures
                if each.what is what and each.system is system and each.size is not None
            )
            if points:
                axis.plot(*zip(*points, strict=True), "o-", color=colour, label=str(system))
        axis.set(xscale="log", yscale="log", title=what, xlabel="passages")
        axis.grid(which="both", alpha=0.25)
    handles, labels = axes.flat[0].get_legend_handles_labels()
    canvas.legend(handles, labels, loc="outside lower center", ncols=2)
    canvas.savefig(file)
    pyplot.close(canvas)
