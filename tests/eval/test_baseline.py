import json

import pytest

from eval.baseline import read_baseline, write_baseline
from eval.changes import compare
from eval.load import load_suite
from eval.metrics import totals
from eval.results import CaseError, SuiteResult
from eval.run import ask_all
from eval.sides import side_of
from rag.errors import SuiteError


@pytest.fixture
def run_of(tiny_suite, open_table, right_answers):
    """A run of the tiny suite, with the right answers save those given."""

    def build(changed=None, only=None):
        suite = load_suite(tiny_suite)
        engine = open_table(right_answers | (changed or {})).engine
        asked = [case for case in suite.cases if only is None or case.id in only]
        outcomes = tuple(ask_all(asked, engine))
        return SuiteResult(suite, outcomes, totals(outcomes), None, only is None)

    return build


@pytest.fixture
def baseline(tiny_suite, run_of):
    write_baseline(run_of())
    return read_baseline(tiny_suite)


def changes_of(baseline, result):
    return compare(baseline.side() if baseline else None, side_of(result))


def ids(named):
    return [each.case for each in named]


def test_an_unchanged_run_changes_nothing(baseline, run_of):
    changes = changes_of(baseline, run_of())
    assert not changes.lost
    assert not (changes.newly_failing or changes.newly_passing or changes.new or changes.removed)


def test_a_case_that_passed_and_fails_is_worse(baseline, run_of, make_answer):
    changes = changes_of(baseline, run_of({"How many were hurt?": make_answer()}))
    assert changes.lost
    assert ids(changes.newly_failing) == ["hurt"]


def test_a_case_that_failed_before_is_not_worse(tiny_suite, run_of, make_answer):
    lacking = {"How many were hurt?": make_answer()}
    write_baseline(run_of(lacking))
    before = read_baseline(tiny_suite)
    assert not changes_of(before, run_of(lacking)).lost
    assert ids(changes_of(before, run_of(lacking)).failing) == ["hurt"]
    assert ids(changes_of(before, run_of()).newly_passing) == ["hurt"]


def test_a_case_that_raises_is_worse_and_neither_passed_nor_failed(baseline, run_of):
    changes = changes_of(baseline, run_of({"How many were hurt?": KeyError("x")}))
    assert changes.lost
    assert ids(changes.raised) == ["hurt"]
    assert changes.newly_failing == ()


def test_new_and_removed_cases_are_named_and_not_worse(baseline, run_of):
    renamed = baseline.model_copy(
        update={"cases": {"was-hurt": baseline.cases["hurt"], "cost": baseline.cases["cost"]}}
    )
    changes = changes_of(renamed, run_of())
    assert ids(changes.new) == ["hurt", "ferry-day"]
    assert changes.removed == ("was-hurt",)
    assert not changes.lost


def test_a_run_of_some_cases_removes_none(baseline, run_of):
    assert changes_of(baseline, run_of(only={"cost"})).removed == ()


def test_without_a_baseline_every_case_is_new(run_of):
    changes = changes_of(None, run_of())
    assert changes.before is None
    assert ids(changes.new) == ["hurt", "ferry-day", "cost"]


def test_a_baseline_holds_scores_and_no_times(tiny_suite, baseline):
    content = json.loads((tiny_suite / "baseline.json").read_text(encoding="utf-8"))
    assert content["cases"]["hurt"]["passed"] is True
    assert content["cases"]["hurt"]["scores"]["fact_recall"] == 1
    assert content["cases"]["cost"]["scores"]["fact_recall"] is None
    assert content["totals"]["wrongly_refused"] == 0
    assert "seconds" not in json.dumps(content)


def test_the_same_run_writes_the_same_bytes(tiny_suite, run_of):
    first = write_baseline(run_of()).read_bytes()
    assert write_baseline(run_of()).read_bytes() == first


@pytest.mark.parametrize("content", ["", "{", '{"suite": "tiny", "cases": {}}', "\xff"])
def test_a_broken_baseline_is_refused_by_name(tiny_suite, content):
    (tiny_suite / "baseline.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(SuiteError, match=r"baseline\.json: "):
        read_baseline(tiny_suite)


def test_an_error_is_told_from_a_result_by_its_type(run_of):
    outcomes = run_of({"How many were hurt?": KeyError("x")}).outcomes
    assert [type(outcome) is CaseError for outcome in outcomes] == [True, False, False]
