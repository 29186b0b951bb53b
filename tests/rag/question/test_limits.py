from datetime import date

import pytest

from rag.question.query import read_question
from rag.types import Part, Question


def limits(text, as_of=None):
    where = read_question(Question(text, as_of=as_of)).where
    assert where.undated
    return where.since, where.until


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("Who was killed in Baghdad in February 2024?", date(2024, 2, 1), None),
        ("What did the articles of February 2024 say?", date(2024, 2, 1), date(2024, 2, 29)),
        ("What was reported between 3 and 5 January 2020?", date(2020, 1, 3), date(2020, 1, 5)),
        ("What has been bombed since 2023?", date(2023, 1, 1), None),
        ("What stood there before March 2020?", None, None),
        ("Compare January 2020 with February 2024", date(2020, 1, 1), None),
    ],
)
def test_events_limit_the_start_of_publication_and_reports_both_ends(question, since, until):
    assert limits(question) == (since, until)


def test_a_night_may_be_reported_on_the_day_before_by_the_clocks_elsewhere():
    assert limits("What happened on 4 January 2020?") == (date(2020, 1, 3), None)


def test_what_is_planned_for_a_year_is_told_of_before_it():
    assert limits("What is planned for 2025?") == (None, None)


def test_as_of_and_a_date_of_publication_both_hold():
    question = "Which articles since 2 January 2020 mention drones?"
    assert limits(question, date(2020, 1, 5)) == (date(2020, 1, 2), date(2020, 1, 5))
    assert limits("Which articles of 2020 mention drones?", date(2020, 1, 5)) == (
        date(2020, 1, 1),
        date(2020, 1, 5),
    )


def test_what_the_asker_chose_narrows_what_the_words_limit():
    where = read_question(
        Question(
            "Who was killed in Baghdad in February 2024?",
            since=date(2023, 5, 1),
            until=date(2024, 2, 9),
            parts=frozenset({Part.COMMENTS}),
        )
    ).where
    assert (where.since, where.until) == (date(2024, 2, 1), date(2024, 2, 9))
    assert where.parts == {Part.COMMENTS}
    assert not where.undated
