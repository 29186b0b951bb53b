from datetime import UTC, datetime, timedelta

import pytest

from eval.history import HISTORY, KEPT, PastRun, keep_run, read_runs
from rag.errors import SuiteError

DAY = datetime(2020, 1, 4, tzinfo=UTC)


def run_at(days, passed=2):
    return PastRun(
        at=DAY + timedelta(days=days),
        passed=passed,
        cases=3,
        totals={"fact_recall": 0.5, "brief": None},
        seconds=0.1,
        code="c0de",
    )


def test_runs_are_kept_in_order(tmp_path):
    assert read_runs(tmp_path) == ()
    assert keep_run(tmp_path, run_at(0)) == (run_at(0),)
    assert keep_run(tmp_path, run_at(1)) == (run_at(0), run_at(1))
    assert read_runs(tmp_path) == (run_at(0), run_at(1))


def test_only_the_last_runs_are_kept(tmp_path):
    lines = "".join(f"{run_at(n).model_dump_json()}\n" for n in range(KEPT))
    (tmp_path / HISTORY).write_text(lines, encoding="utf-8")
    runs = keep_run(tmp_path, run_at(KEPT))
    assert len(runs) == KEPT
    assert (runs[0], runs[-1]) == (run_at(1), run_at(KEPT))


def test_a_line_that_can_not_be_read_is_passed_over(tmp_path):
    text = f'{{"at": 1}}\nhalf a li\n{run_at(0).model_dump_json()}\n'
    (tmp_path / HISTORY).write_text(text, encoding="utf-8")
    assert read_runs(tmp_path) == (run_at(0),)


def test_a_folder_that_can_not_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SuiteError, match="the run can't be kept there"):
        keep_run(tmp_path / "file" / "suite", run_at(0))
