"""The figures for people and for programs: ratios first."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table

from eval.bench.figures import System, What, compare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from eval.bench.figures import Compared, Figure


def show(
    figures: Sequence[Figure], about: Mapping[str, Mapping[str, str]], console: Console
) -> None:
    """Ratios, then how near the processor's limit, then stages, then the machine."""
    console.print(_ratios(compare(figures)))
    for line in limits(figures):
        console.print(line)
    stages = Table("passages", "whose", "stage", "", title="Stages")
    for each in figures:
        if each.what is What.STAGE:
            stages.add_row(f"{each.size:,}", each.system, each.note, amount(each.value))
    console.print(stages)
    seeded = any(each.note == "vectors from the seed" for each in figures)
    if seeded:
        console.print(
            "Ingest above 1,000 passages, of both: vectors come from the seed, not from the model."
        )
    for what, said in about.items():
        console.print(f"{what}: {', '.join(f'{name} {value}' for name, value in said.items())}")


def _ratios(compared: Sequence[Compared]) -> Table:
    table = Table("", "passages", "times better", "Dateline", "quick start", "goal", "reached")
    for each in compared:
        if each.what is not What.PASSAGES:
            table.add_row(*row(each))
    return table


def row(each: Compared) -> tuple[str, ...]:
    """One line of the table of ratios."""
    reached = {True: "yes", False: "no", None: ""}[each.reached]
    goal = ""
    if each.goal is not None:
        most, ratio = each.goal.most, each.goal.ratio
        goal = f"at most {most:g}" if most is not None else f"{ratio:g} times"
    size = "" if each.size is None else f"{each.size:,}"
    ratio_text = f"{each.ratio:.2f}" if each.ratio < 10 else f"{each.ratio:.0f}"
    return each.what, size, ratio_text, amount(each.ours), amount(each.theirs), goal, reached


def limits(figures: Sequence[Figure]) -> list[str]:
    """Texts a second beside what the processor's own products would allow at the most."""
    ours = next(
        (
            each.value
            for each in figures
            if each.what is What.EMBEDDING and each.system is System.OURS
        ),
        None,
    )
    if ours is None:
        return []
    return [
        f"embedding is at {ours / each.value:.0%} of what {each.note} allow ({each.value:.0f}"
        " texts/s)"
        for each in figures
        if each.system is System.PROCESSOR
    ]


def amount(value: float) -> str:
    """A figure with three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def as_json(figures: Sequence[Figure], about: Mapping[str, Mapping[str, str]]) -> str:
    """Everything that was measured."""
    compared = [
        {
            "what": each.what,
            "size": each.size,
            "ratio": each.ratio,
            "ours": each.ours,
            "theirs": each.theirs,
            "reached": each.reached,
        }
        for each in compare(figures)
    ]
    return json.dumps(
        {**about, "compared": compared, "figures": [asdict(each) for each in figures]}, indent=1
    )


def markdown(figures: Sequence[Figure]) -> str:
    """The table of ratios for `docs/benchmarks.md`."""
    lines = [
        "| | passages | times better | Dateline | quick start | goal | reached |",
        "| --- | ---: | ---: | ---: | ---: | --- | --- |",
    ]
    lines += [
        f"| {' | '.join(row(each))} |"
        for each in compare(figures)
        if each.what is not What.PASSAGES
    ]
    return "\n".join(lines) + "\n"
