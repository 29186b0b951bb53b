"""The pictures of the report, each a pure function of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.page.svg import bar, diamond, dot, line, path, picture, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

_WIDTH = 680
_LABELS = 235
_VALUES = 120
_ROW = 26


@dataclass(frozen=True, slots=True)
class Measure:
    """A share now, with its interval, and before; `shown` is what a person reads."""

    label: str
    now: float
    low: float
    high: float
    before: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A count out of another, now and before."""

    label: str
    count: int
    of: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with its name; `size` is how much it stands for."""

    x: float
    y: float
    label: str
    size: float = 1.0


def measures(rows: Sequence[Measure]) -> Markup:
    """Shares as points with their intervals, beside what they were before."""
    plot = _WIDTH - _LABELS - _VALUES
    height = _ROW * len(rows) + 34
    drawn = _share_grid(_LABELS, plot, height - 24)
    for at, row in enumerate(rows):
        y = 14 + _ROW * at
        drawn.append(text(_LABELS - 12, y + 4, row.label, "end"))
        drawn.append(line(_LABELS + plot * row.low, y, _LABELS + plot * row.high, y, "interval"))
        if row.before is not None:
            drawn.append(diamond(_LABELS + plot * row.before, y, 5.5, "before"))
        drawn.append(dot(_LABELS + plot * row.now, y, 4, "now"))
        drawn.append(text(_WIDTH - _VALUES + 14, y + 4, row.shown, "value"))
    return picture(_WIDTH, height, "Shares with their intervals, now and before", *drawn)


def bars(rows: Sequence[Bar], title: str) -> Markup:
    """Counts out of counts, a bar each, with a diamond where they were before."""
    plot = _WIDTH - _LABELS - _VALUES
    height = _ROW * len(rows) + 34
    drawn = _share_grid(_LABELS, plot, height - 24)
    for at, row in enumerate(rows):
        y = 14 + _ROW * at
        share = row.count / row.of if row.of else 0.0
        drawn.append(text(_LABELS - 12, y + 4, row.label, "end"))
        drawn.append(bar(_LABELS, y - 8, plot, 16, "rest"))
        drawn.append(bar(_LABELS, y - 8, plot * share, 16, "bar"))
        if row.before is not None and row.of:
            drawn.append(diamond(_LABELS + plot * row.before / row.of, y, 5.5, "before"))
        drawn.append(text(_WIDTH - _VALUES + 14, y + 4, f"{row.count} of {row.of}", "value"))
    return picture(_WIDTH, height, title, *drawn)


def over_time(
    series: Sequence[tuple[str, Sequence[float | None]]], first: str, last: str
) -> Markup:
    """Shares of the last runs from left to right, a line each, named at its end."""
    width, height, left, right = 520, 190, 44, 130
    plot, top, bottom = width - left - right, 12, height - 28
    drawn = _rising_grid(left, plot, top, bottom)
    count = max((len(values) for _, values in series), default=0)
    ends: list[float] = []
    for number, (name, values) in enumerate(series):
        points = [
            (left + plot * (at / max(1, count - 1)), bottom - (bottom - top) * value)
            for at, value in enumerate(values)
            if value is not None
        ]
        if not points:
            continue
        drawn.append(path(points, f"series s{number}"))
        drawn += [dot(x, y, 2.5, f"point s{number}") for x, y in points]
        label_y = points[-1][1]
        while any(abs(label_y - other) < 14 for other in ends):
            label_y += 14
        ends.append(label_y)
        drawn.append(text(points[-1][0] + 8, label_y + 4, name, f"label s{number}"))
    drawn.append(text(left, height - 8, first, "axis"))
    drawn.append(text(left + plot, height - 8, last, "axis end"))
    return picture(width, height, "Shares over the last runs", *drawn)


def latency(seconds: Sequence[float], median: float, p95: float) -> Markup:
    """How many answers took how long, with the median and the 95th percentile marked.

    What took more than twice the 95th percentile, as a first answer does, stands at the end.
    """
    width, height, left, bottom, top = 520, 180, 20, 146, 34
    plot, most_seconds = width - 2 * left, 2 * p95 or 1.0
    bins = [0] * 40
    for each in seconds:
        bins[min(39, int(40 * each / most_seconds))] += 1
    step, most = plot / 40, max(bins)
    drawn = []
    for at, count in enumerate(bins):
        tall = (bottom - top) * count / most
        drawn.append(bar(left + step * at, bottom - tall, step - 1, tall, "bar"))
    drawn.append(line(left, bottom, left + plot, bottom, "axis-line"))
    for value, name, y in ((median, "median", top - 16), (p95, "95 % within", top - 2)):
        x = left + plot * value / most_seconds
        drawn.append(line(x, y - 8, x, bottom, "mark"))
        drawn.append(text(x + 6, y, f"{name} {milliseconds(value)}"))
    over = sum(each > most_seconds for each in seconds)
    drawn.append(text(left, bottom + 18, "0", "axis"))
    last = f"{milliseconds(most_seconds)}{f', and {over} that took longer' if over else ''}"
    drawn.append(text(left + plot, bottom + 18, last, "axis end"))
    return picture(width, height, "Seconds an answer took", *drawn)


def calibration(answered: Sequence[Dot], right: Sequence[Dot]) -> Markup:
    """Confidence across, shares up; on the diagonal, confidence is what it says it is.

    Each dot's label is said beside the picture.
    """
    width, left, top, plot = 520, 44, 18, 210
    bottom = top + plot
    drawn = _rising_grid(left, plot, top, bottom)
    drawn.append(line(left, bottom, left + plot, top, "diagonal"))
    for dots, class_ in ((answered, "now"), (right, "hollow")):
        for each in dots:
            radius = 3 + 9 * each.size**0.5
            drawn.append(dot(left + plot * each.x, bottom - plot * each.y, radius, class_))
    drawn += [text(left + plot * at, bottom + 16, f"{at:.1f}", "axis middle") for at in (0, 0.5, 1)]
    drawn.append(text(left + plot / 2, bottom + 32, "confidence", "axis middle"))
    drawn += [
        text(left + plot + 20, top + 14 + 20 * at, each.label, "axis")
        for at, each in enumerate(answered)
    ]
    return picture(width, bottom + 40, "Confidence against what came of it", *drawn)


def scatter(points: Sequence[Dot], best: Sequence[Dot]) -> Markup:
    """Quality up, seconds across; a line joins those that nothing beats in both."""
    width, height, left, right, top = 680, 330, 56, 30, 16
    bottom, plot = height - 40, width - left - right
    longest = max((each.x for each in points), default=0.0) * 1.15 or 1.0
    drawn = _rising_grid(left, plot, top, bottom)

    def place(each: Dot) -> tuple[float, float]:
        return left + plot * each.x / longest, bottom - (bottom - top) * each.y

    if len(best) > 1:
        drawn.append(path([place(each) for each in best], "series s0"))
    for each in points:
        x, y = place(each)
        drawn.append(dot(x, y, 5, "now" if each in best else "hollow"))
        beyond = x > left + plot * 0.65
        drawn.append(text(x - 9 if beyond else x + 9, y - 6, each.label, "end" if beyond else ""))
    drawn.append(text(left, bottom + 18, "0", "axis"))
    drawn.append(text(left + plot, bottom + 18, milliseconds(longest), "axis end"))
    drawn.append(text(left + plot / 2, bottom + 32, "median time of an answer", "axis middle"))
    return picture(width, height, "Share of cases passed against time", *drawn)


def milliseconds(seconds: float) -> str:
    """A time as people read it."""
    return f"{1000 * seconds:.0f} ms" if seconds < 10 else f"{seconds:.0f} s"


def _share_grid(left: float, plot: float, bottom: float) -> list[Markup]:
    drawn = []
    for at in (0, 0.25, 0.5, 0.75, 1):
        x = left + plot * at
        drawn.append(line(x, 0, x, bottom, "grid"))
        drawn.append(text(x, bottom + 16, f"{at:.0%}", "axis middle"))
    return drawn


def _rising_grid(left: float, plot: float, top: float, bottom: float) -> list[Markup]:
    drawn = []
    for at in (0, 0.25, 0.5, 0.75, 1):
        y = bottom - (bottom - top) * at
        drawn.append(line(left, y, left + plot, y, "grid"))
        drawn.append(text(left - 8, y + 4, f"{at:.0%}", "axis end"))
    return drawn
