from datetime import date

import pytest

from rag.question.dates import Period, find_periods


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What happened on 3 January 2020?", date(2020, 1, 3), date(2020, 1, 3)),
        ("What happened on January 3rd, 2020?", date(2020, 1, 3), date(2020, 1, 3)),
        ("What happened on 2020-01-03?", date(2020, 1, 3), date(2020, 1, 3)),
        ("Strikes in February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("the last week of January 2020", date(2020, 1, 25), date(2020, 1, 31)),
        ("in early March 2021", date(2021, 3, 1), date(2021, 3, 10)),
        ("What changed in 2018?", date(2018, 1, 1), date(2018, 12, 31)),
        ("What was said since 2023?", date(2023, 1, 1), None),
        ("from May 2020 onwards", date(2020, 5, 1), None),
        ("after 5 January 2020", date(2020, 1, 6), None),
        ("before March 2020", None, date(2020, 2, 29)),
        ("until 5 January 2020", None, date(2020, 1, 5)),
        ("What changed after the 2003 invasion?", date(2003, 1, 1), None),
        ("What was said before the February 2024 strike?", None, date(2024, 2, 29)),
        ("between 3 and 8 January 2020", date(2020, 1, 3), date(2020, 1, 8)),
    ],
)
def test_a_date_in_a_question_is_the_days_it_stands_for(question, since, until):
    (period,) = find_periods(question)
    assert (period.since, period.until) == (since, until)


def test_between_two_dates_is_one_period():
    (period,) = find_periods("What happened between 3 January 2020 and February 2024?")
    assert (period.since, period.until) == (date(2020, 1, 3), date(2024, 2, 29))


def test_two_dates_compared_are_two_periods():
    found = find_periods("Compare the strikes of January 2020 with those of February 2024")
    assert [period.text for period in found] == ["January 2020", "February 2024"]


@pytest.mark.parametrize(
    "question", ["How did 2000 soldiers get there?", "Who paid $2020?", "the year 1066"]
)
def test_a_number_that_is_no_date_names_no_days(question):
    assert find_periods(question) == ()


@pytest.mark.parametrize(
    ("question", "published"),
    [
        ("articles from February 2024", True),
        ("reports published in 2020", True),
        ("as of 5 January 2020", True),
        ("Which articles mention drones in 2024?", True),
        ("the January 2020 coverage", True),
        ("What was known by 5 January 2020?", True),
        ("What was struck in February 2024?", False),
        ("What happened on 3 January 2020?", False),
    ],
)
def test_limits_on_articles_are_told_from_dates_of_events(question, published):
    (period,) = find_periods(question)
    assert period.published is published


def test_period_keeps_the_words_of_the_question():
    assert find_periods("in late January 2020") == (
        Period(date(2020, 1, 22), date(2020, 1, 31), "late January 2020"),
    )


def test_yesterday_counts_from_the_day_the_question_is_asked_as_of():
    (period,) = find_periods("What happened yesterday?", date(2020, 1, 4))
    assert (period.since, period.until) == (date(2020, 1, 3), date(2020, 1, 3))
    assert find_periods("What happened yesterday?") == ()
