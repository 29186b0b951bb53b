"""Comparing two runs: every loss is named, chance fails nothing, and a real loss does."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.changes import CaseSide, Side, compare
from eval.exits import COULD_NOT_RUN, HELD, WORSE
from eval.gate import exit_code, is_worse
from eval.metrics import weights


def passing(case):
    """A case that went as well as it can."""
    scores = {"fact_recall": 1.0, "citation_recall": 1.0, "wrongly_refused": 0.0}
    if not case.answerable:
        scores = {"wrongly_answered": 0.0}
    return CaseSide(True, scores, weights(case), "same")


def failing(side):
    """The same case with every score at its worst."""
    worst = {name: 1.0 if name.startswith("wrongly") else 0.0 for name in side.scores}
    return replace(side, passed=False, scores=worst, answer="other", reason="lacks all")


@pytest.fixture
def run_of_100(make_case):
    cases = [make_case(id=f"case-{n}", answerable=n % 5 != 0) for n in range(100)]
    return Side({case.id: passing(case) for case in cases}, {})


def change(side, **changed):
    cases = {name.replace("_", "-"): case for name, case in changed.items()}
    return replace(side, cases=side.cases | cases)


def test_an_unchanged_system_raises_no_alarm_in_20_runs(run_of_100):
    for _ in range(20):
        changes = compare(run_of_100, replace(run_of_100))
        assert not is_worse(changes, "case")
        assert not is_worse(changes, "overall")
        assert all(each.interval.mean == 0 for each in changes.differences)


def test_the_digits_that_a_baseline_drops_are_no_difference(run_of_100):
    """2/3 is kept as 0.6667: less by a little each time, and by more than chance if compared."""
    kept, now = (
        Side(
            {
                name: replace(case, scores=case.scores | {"fact_recall": value})
                for name, case in run_of_100.cases.items()
            },
            {},
        )
        for value in (0.6667, 2 / 3)
    )
    changes = compare(kept, now)
    assert changes.worse_over_all == ()
    assert all(each.interval.mean == 0 for each in changes.differences)


def test_200_random_single_losses_are_each_reported_by_name(run_of_100):
    pick = random.Random(20200104)
    for _ in range(200):
        name = pick.choice(sorted(run_of_100.cases))
        lost = change(run_of_100, **{name: failing(run_of_100.cases[name])})
        changes = compare(run_of_100, lost)
        assert [each.case for each in changes.newly_failing] == [name]
        assert changes.newly_failing[0].reason == "lacks all"
        assert is_worse(changes, "case")
        assert not is_worse(changes, "overall"), "one case of a hundred may be chance"


@settings(max_examples=30)
@given(moved=st.integers(0, 15), seed=st.integers(0, 99))
def test_as_many_won_as_lost_is_chance(moved, seed):
    before = {f"c{n}": CaseSide(n >= 30, {}, {}, None) for n in range(100)}
    pick = random.Random(seed)
    lost = pick.sample(range(30, 100), moved)
    won = pick.sample(range(30), moved)
    now = before | {f"c{n}": replace(before[f"c{n}"], passed=n in won) for n in (*lost, *won)}
    changes = compare(Side(before, {}), Side(now, {}))
    assert len(changes.newly_failing) == len(changes.newly_passing) == moved
    assert not is_worse(changes, "overall")


def test_a_real_loss_fails_either_way(run_of_100):
    names = sorted(run_of_100.cases)[:12]
    lost = change(run_of_100, **{name: failing(run_of_100.cases[name]) for name in names})
    changes = compare(run_of_100, lost)
    assert is_worse(changes, "overall")
    assert "cases passed" in {each.label for each in changes.worse_over_all}


def test_a_loss_spread_over_cases_that_failed_before_is_seen(run_of_100):
    """Half of every answer's facts are gone, and no case passes or fails otherwise."""
    failed = {name: replace(case, passed=False) for name, case in run_of_100.cases.items()}
    halved = {
        name: replace(case, scores=case.scores | {"fact_recall": 0.5})
        for name, case in failed.items()
    }
    changes = compare(Side(failed, {}), Side(halved, {}))
    assert not changes.lost
    assert [each.name for each in changes.worse_over_all] == ["fact_recall"]
    assert exit_code([changes], []) == WORSE


def test_lower_is_better_where_it_is(run_of_100):
    worse = {
        name: replace(case, scores=case.scores | {"wrongly_refused": 1.0})
        for name, case in run_of_100.cases.items()
    }
    there = compare(run_of_100, Side(worse, {}))
    back = compare(Side(worse, {}), run_of_100)
    assert [each.name for each in there.worse_over_all] == ["wrongly_refused"]
    assert [each.name for each in back.differences if each.improved] == ["wrongly_refused"]


def test_a_case_that_raises_counts_as_the_worst_and_fails_either_gate(run_of_100, make_case):
    error = CaseSide(False, {}, weights(make_case()), reason="KeyError: 'x'", raised=True)
    changes = compare(run_of_100, change(run_of_100, **{"case-1": error}))
    assert [each.case for each in changes.raised] == ["case-1"]
    assert changes.newly_failing == ()
    facts = next(each for each in changes.differences if each.name == "fact_recall")
    assert facts.interval.mean == pytest.approx(-1 / 80)
    assert is_worse(changes, "overall")


def test_another_answer_that_is_as_right_is_named_and_no_loss(run_of_100):
    other = replace(run_of_100.cases["case-1"], answer="other")
    changes = compare(run_of_100, change(run_of_100, **{"case-1": other}))
    assert [each.case for each in changes.changed] == ["case-1"]
    assert not is_worse(changes, "case")
    unknown = replace(other, answer=None)
    assert compare(run_of_100, change(run_of_100, **{"case-1": unknown})).changed == ()


def test_a_metric_that_the_earlier_run_did_not_know_is_not_compared(run_of_100):
    known = {
        name: replace(case, scores={"citation_recall": 1.0})
        for name, case in run_of_100.cases.items()
    }
    changes = compare(Side(known, {}), run_of_100)
    assert {each.name for each in changes.differences} == {"passed", "citation_recall"}


def test_nothing_to_hold_a_run_against_could_not_be_run(run_of_100):
    assert exit_code([compare(None, run_of_100)], []) == COULD_NOT_RUN
    assert exit_code([compare(run_of_100, run_of_100)], []) == HELD
