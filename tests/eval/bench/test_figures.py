"""Ratios, goals and the report, with figures worked out by hand."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from eval.bench.command import plan_of
from eval.bench.figures import Figure, System, What, compare, percentile
from eval.bench.report import amount, as_json, limits, markdown, show
from rag.errors import SuiteError

OURS, THEIRS = System.OURS, System.QUICK_START
FIGURES = [
    Figure(What.INGEST, OURS, 20, 1_000),
    Figure(What.INGEST, THEIRS, 100, 1_000),
    Figure(What.INGEST, OURS, 90, 10_000),
    Figure(What.EMBEDDING, OURS, 80),
    Figure(What.EMBEDDING, THEIRS, 20),
    Figure(What.EMBEDDING, System.PROCESSOR, 100, note="bf16 at 360 GFLOP/s"),
    Figure(What.SEARCH_95, OURS, 25, 100_000),
    Figure(What.SEARCH_95, THEIRS, 10, 100_000),
    Figure(What.DISK, OURS, 300, 1_000),
    Figure(What.DISK, THEIRS, 100, 1_000),
    Figure(What.STAGE, OURS, 1.5, 1_000, "ingest: read [s]"),
]


def test_a_cost_is_theirs_over_ours_and_a_rate_ours_over_theirs():
    found = [(each.what, each.size, each.ratio, each.reached) for each in compare(FIGURES)]
    assert found == [
        (What.EMBEDDING, None, 4.0, False),
        (What.INGEST, 1_000, 5.0, True),
        (What.SEARCH_95, 100_000, 0.4, True),
        (What.DISK, 1_000, pytest.approx(1 / 3), None),
    ]


def test_the_limit_is_what_the_processors_own_products_allow():
    (line,) = limits(FIGURES)
    assert line.startswith("embedding is at 80% of what bf16 at 360 GFLOP/s allow (100 texts/s)")


def test_percentiles_are_in_milliseconds():
    assert percentile([0.001, 0.002, 0.003], 0.5) == pytest.approx(2)
    assert percentile([n / 1000 for n in range(101)], 0.95) == pytest.approx(95)


@pytest.mark.parametrize(
    ("value", "text"), [(0.01234, "0.0123"), (3.456, "3.46"), (99.99, "100"), (12345.6, "12,346")]
)
def test_amounts_have_three_digits_that_count(value, text):
    assert amount(value) == text


def test_the_report_begins_with_ratios_and_ends_with_the_machine():
    out = io.StringIO()
    about = {"machine": {"processor": "A 1"}, "versions": {"torch": "2"}}
    show(FIGURES, about, Console(file=out, width=200))
    shown = out.getvalue()
    assert shown.index("5.00") < shown.index("80%") < shown.index("ingest: read")
    assert shown.index("ingest: read") < shown.index("processor A 1")


def test_what_is_written_can_be_read_again():
    stored = json.loads(as_json(FIGURES, {"machine": {"cores": "2"}}))
    assert stored["machine"] == {"cores": "2"}
    assert stored["compared"][1]["ratio"] == 5
    assert len(stored["figures"]) == len(FIGURES)
    assert "| ingest, whole process [s] | 1,000 | 5.00 | 20 | 100 | 4 times | yes |" in markdown(
        FIGURES
    )


def test_a_picture_is_drawn(tmp_path):
    pytest.importorskip("matplotlib")
    from eval.bench.plot import draw

    draw(FIGURES, tmp_path / "bench.svg")
    assert "quick start" in (tmp_path / "bench.svg").read_text("utf-8")


@pytest.mark.parametrize("sizes", ["", "many", "0", "10,-1"])
def test_sizes_that_are_none_are_refused(sizes, tmp_path):
    with pytest.raises(SuiteError):
        plan_of(sizes, False, tmp_path)


def test_the_plan_says_how_many_steps_it_has(tmp_path):
    pytest.importorskip("llama_index.vector_stores.chroma")
    plan = plan_of("10,20", False, tmp_path)
    assert plan.sizes == (10, 20)
    assert plan.steps == 1 + 2 * 2 + 2 * (5 + 4 * 2)
