"""The bootstrap against what is known of it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.significance import Pair, difference, mean


def lost(count, of):
    """So many cases that passed and now fail, among others that pass as before."""
    return [Pair(1, 0, 1)] * count + [Pair(1, 1, 1)] * (of - count)


def test_equal_runs_differ_by_nothing():
    found = difference(lost(0, 40))
    assert (found.mean, found.low, found.high) == (0, 0, 0)


def test_nothing_compared_has_no_difference():
    assert difference([]) is None
    assert difference([Pair(1, 0, 0)] * 9) is None


def test_too_few_cases_tell_nothing_of_chance():
    assert difference(lost(7, 7)) is None
    assert difference([*lost(7, 7), Pair(1, 0, 0)]) is None
    assert difference(lost(8, 8)).high < 0


def test_one_lost_case_may_be_chance_and_many_are_not():
    assert difference(lost(1, 100)).mean == pytest.approx(-0.01)
    assert difference(lost(1, 100)).high == 0
    assert difference(lost(10, 100)).high < 0


def test_losses_made_up_for_elsewhere_are_no_loss():
    found = difference([*lost(8, 90), *[Pair(0, 1, 1)] * 8])
    assert found.mean == 0
    assert found.low < 0 < found.high


def test_the_interval_is_that_of_the_binomial():
    """A share of .5 over 400 cases has a standard error of .025."""
    found = mean([(1.0, 1)] * 200 + [(0.0, 1)] * 200)
    assert found.mean == 0.5
    assert found.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_cases_weigh_what_they_weigh():
    same = [Pair(0, 0, 5)] * 7
    assert difference([*same, Pair(1, 0.5, 4), Pair(0, 1, 1)]).mean == pytest.approx(-1 / 40)


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(1, 5)), min_size=8, max_size=30
    )
)
def test_the_interval_holds_the_difference_and_stays_in_range(cases):
    found = difference([Pair(*case) for case in cases])
    assert -1 - 1e-9 <= found.low <= found.high <= 1 + 1e-9
    risen = sum((now - before) * weight for before, now, weight in cases)
    assert math.isclose(found.mean, risen / sum(case[2] for case in cases), abs_tol=1e-9)


@given(st.integers(0, 20), st.integers(20, 60))
def test_better_read_backwards_is_worse(count, of):
    there = difference(lost(count, of))
    back = difference([Pair(each.now, each.before, 1) for each in lost(count, of)])
    assert back.mean == pytest.approx(-there.mean)
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low))
