"""What a terminal is told of differences over all."""

import pytest

from eval.changes import CaseSide, Side, compare
from eval.report import changed, over_all


def side(passed, of=40, **scores):
    cases = {f"c{n}": CaseSide(n < passed, scores, dict.fromkeys(scores, 1)) for n in range(of)}
    return Side(cases, {})


@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        (40, 20, "over all: worse: cases passed: -50.0 points (99.5% interval -7"),
        (20, 40, "over all: better: cases passed: +50.0 points (99.5% interval +2"),
        (40, 39, "over all: may be chance: cases passed: -2.5 points (99.5% interval -1"),
    ],
)
def test_a_difference_is_told_with_its_interval(before, now, line):
    told = [str(each) for each in over_all("tiny", compare(side(before), side(now)))]
    assert len(told) == 1
    assert told[0].startswith(f"tiny: {line}")
    assert "-0.0" not in told[0]


def test_a_mean_is_no_share():
    changes = compare(side(40, reciprocal_rank=0.5), side(40, reciprocal_rank=0.25))
    (told,) = over_all("tiny", changes)
    assert str(told) == ("tiny: over all: worse: MRR: -0.250 (99.5% interval -0.250 to -0.250)")


def test_equal_runs_differ_in_nothing():
    assert [str(each) for each in changed("tiny", compare(side(40), side(40)))] == [
        "tiny: no case changed"
    ]
    few = compare(side(7, of=7), side(0, of=7))
    assert list(over_all("tiny", few)) == []
    assert len(few.newly_failing) == 7
