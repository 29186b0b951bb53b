"""Where facts get lost, on answers made by hand."""

from dataclasses import replace

import pytest

from eval.page.losses import Fate, fate, way
from eval.results import CaseError, CaseResult

FACT = ("six people",)
HURT = ("bridge.txt", "Six people were hurt.")
FERRY = ("ferry.txt", "A ferry took over on Tuesday.")


def with_texts(answer, *texts):
    """The answer with other texts in the passages that it found."""
    found = [
        replace(each, passage=replace(each.passage, text=text))
        for each, text in zip(answer.passages, texts, strict=True)
    ]
    return replace(answer, passages=tuple(found))


@pytest.fixture
def came(make_case, make_answer):
    """How far the fact came in an answer of quotes, with passages of files and their texts."""

    def found(quotes, passages):
        answer = make_answer(*quotes, found=tuple(file for file, _ in passages))
        return fate(make_case(), FACT, with_texts(answer, *(text for _, text in passages)))

    return found


@pytest.mark.parametrize(
    ("quotes", "passages", "expected"),
    [
        ([HURT], [("bridge.txt", "Six people.")], Fate.GIVEN),
        ([("ferry.txt", "Six people")], [("bridge.txt", "Six people.")], Fate.NOT_CITED),
        ([FERRY], [("bridge.txt", "Six people.")], Fate.NOT_CHOSEN),
        ([], [("bridge.txt", "Six people.")], Fate.REFUSED),
        ([FERRY], [("bridge.txt", "The bridge fell.")], Fate.NO_PASSAGE),
        ([FERRY], [("ferry.txt", "Six people.")], Fate.NO_ARTICLE),
        ([], [], Fate.NO_ARTICLE),
    ],
)
def test_a_fact_is_lost_at_the_first_step_it_does_not_take(came, quotes, passages, expected):
    assert came(quotes, passages) is expected


def test_the_way_counts_what_is_left_and_names_who_lost_it(make_case, make_answer):
    given = with_texts(make_answer(HURT, found=("bridge.txt",)), "Six people.")
    outcomes = [
        CaseResult(make_case(id="given"), given, {}, ()),
        CaseResult(make_case(id="gone", facts=[["x"], ["six people"]]), make_answer(), {}, ()),
        CaseError(make_case(id="broken"), "KeyError"),
        CaseResult(make_case(id="none", answerable=False), make_answer(), {}, ()),
    ]
    steps = way(outcomes)
    assert [(step.name, step.left, step.lost) for step in steps] == [
        ("facts asked for", 4, ("broken",)),
        ("article found", 1, ("gone",)),
        ("passage found", 1, ()),
        ("answered", 1, ()),
        ("sentence chosen", 1, ()),
        ("cited from a source", 1, ()),
    ]
