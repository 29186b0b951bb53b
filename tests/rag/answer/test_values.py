"""Short answers compared."""

import pytest

from rag.answer.values import same, value_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least ten people", {10}),
        ("two dozen", {24}),
        ("about 4.5 million dollars", {4_500_000}),
        ("3,000 troops", {3000}),
        ("800 thousand", {800_000}),
        ("one hundred and twenty", {120}),
        ("twenty-five of the 30 men", {25, 30}),
        ("the commander", set()),
    ],
)
def test_numbers_in_digits_or_words(text, expected):
    assert value_of(text).numbers == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ten", "10 people", True),
        ("ten people", "five members", False),
        ("Qasem Soleimani", "General Qassim Suleimani", True),
        ("Qasem Soleimani", "Hassan Rouhani", False),
        ("a roadside bomb", "roadside bombs", True),
        ("a roadside bomb", "small-arms fire", False),
        ("ten people", "the commander", None),
        ("the", "a commander", None),
    ],
)
def test_what_says_the_same(one, other, expected):
    assert same(value_of(one), value_of(other)) is expected
    assert same(value_of(other), value_of(one)) is expected
