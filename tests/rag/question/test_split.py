"""Questions that ask two things."""

import pytest

from rag.question.dates import find_periods
from rag.question.split import split


def parts(text):
    return split(text, find_periods(text))


@pytest.mark.parametrize(
    "text",
    [
        "How many people died in Lund?",
        "Who met the mayor and the governor?",
        "What happened between 3 and 5 January 2020?",
        "What happened in January 2020?",
        "Who and what was hit?",
        "Was the fire set on purpose? I need both versions.",
    ],
)
def test_one_thing_asked_stays_one_question(text):
    assert parts(text) == (text,)


def test_two_questions_joined_by_and():
    assert parts("When did the bridge close, and where did the ferry sink?") == (
        "When did the bridge close?",
        "where did the ferry sink?",
    )


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "How many houses were the Scarrys to build at Tobernalt and how many stand?",
            "how many stand? (houses Scarrys build Tobernalt)",
        ),
        (
            "When did the hacking of the Belgian mailboxes begin and when did it end?",
            "when did it end? (hacking Belgian mailboxes begin)",
        ),
        (
            "How many pupils died in Birnin, and how many had not been found when the rest left?",
            "how many had not been found when the rest left? (pupils died Birnin)",
        ),
    ],
)
def test_a_second_question_without_a_subject_is_about_the_first_ones(text, second):
    assert parts(text)[1] == second


def test_two_questions_one_after_the_other():
    assert parts("When did the bridge close? Where did the ferry sink?") == (
        "When did the bridge close?",
        "Where did the ferry sink?",
    )


def test_a_comparison_of_two_dates_asks_the_same_of_both():
    text = "Compare the death toll of the fire in Lund in 2020 with that of the Oslo flood in 2024."
    assert parts(text) == (
        "How many people died in the fire in Lund in 2020?",
        "How many people died in the Oslo flood in 2024?",
    )


def test_a_second_date_alone_is_asked_the_first_question():
    assert parts("Which bridges closed in Lund in January 2020 and in February 2024?") == (
        "Which bridges closed in Lund in January 2020?",
        "Which bridges closed in Lund in February 2024?",
    )
