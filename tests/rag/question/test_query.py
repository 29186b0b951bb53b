from datetime import date

import pytest

from rag.errors import QuestionError
from rag.question.query import LONGEST_QUESTION, Wanted, read_question
from rag.types import Question


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people died?", Wanted.NUMBER),
        ("What was the death toll at Taji?", Wanted.NUMBER),
        ("When did the missiles hit?", Wanted.TIME),
        ("On what date was the vote?", Wanted.TIME),
        ("Who was killed?", Wanted.PERSON),
        ("Which militia was blamed?", Wanted.PERSON),
        ("Where was the convoy?", Wanted.PLACE),
        ("In which city did he land?", Wanted.PLACE),
        ("Why was he there?", Wanted.REASON),
        ("Which articles mention drones?", Wanted.LIST),
        ("What did the minister announce?", Wanted.ANY),
    ],
)
def test_the_question_word_says_what_would_answer(question, kind):
    assert read_question(Question(question)).wanted is kind


@pytest.mark.parametrize("text", ["", "   \n ", "?!", "…"])
def test_an_empty_question_says_what_to_do(text):
    with pytest.raises(QuestionError, match="empty"):
        read_question(Question(text))


def test_a_question_of_twenty_thousand_characters_says_how_long_it_may_be():
    with pytest.raises(QuestionError, match=f"20,000 characters.*{LONGEST_QUESTION:,}"):
        read_question(Question("word " * 4_000))


def test_as_of_leaves_out_later_articles_and_keeps_undated_ones():
    where = read_question(Question("Who was killed?", as_of=date(2020, 1, 5))).where
    assert where.until == date(2020, 1, 5)
    assert where.since is None
    assert where.undated


def test_an_event_is_not_looked_for_in_articles_from_before_it():
    where = read_question(Question("Who was killed in Baghdad in February 2024?")).where
    assert where.since == date(2024, 2, 1)
    assert where.until is None


def test_articles_of_a_month_are_those_of_that_month_only():
    where = read_question(Question("What do articles from February 2024 say of drones?")).where
    assert (where.since, where.until) == (date(2024, 2, 1), date(2024, 2, 29))


def test_two_events_compared_limit_by_the_earlier_one():
    where = read_question(Question("Compare January 2020 with February 2024")).where
    assert where.since == date(2020, 1, 1)


def test_a_capital_at_the_start_makes_no_name():
    query = read_question(Question("Missiles hit which base near Erbil?"))
    assert query.names == {"erbil"}


def test_words_said_twice_count_once():
    query = read_question(Question("strike strikes striking the Strike"))
    assert [term.stem for term in query.terms] == ["strike"]


def test_comments_and_posts_are_noticed_when_asked_for():
    assert read_question(Question("What does a reader say in the comments?")).wants_comments
    assert read_question(Question("Who tweeted about it?")).wants_posts
    assert not read_question(Question("Who was killed?")).wants_comments
