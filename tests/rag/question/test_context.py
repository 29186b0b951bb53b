"""What was said before, and how much its words count."""

from rag.question.context import said_before
from rag.question.query import read_question
from rag.types import Question, Turn

BEFORE = (
    Turn("user", "one"),
    Turn("assistant", "first answer"),
    Turn("user", "two"),
    Turn("user", "three"),
    Turn("user", "four"),
    Turn("assistant", "last answer"),
)


def test_the_last_three_questions_and_the_last_answer_count():
    assert said_before(BEFORE, leaning=True) == (("two three four", 0.3), ("last answer", 0.1))


def test_they_count_half_where_the_question_stands_alone():
    assert said_before(BEFORE, leaning=False) == (("two three four", 0.15), ("last answer", 0.05))


def test_nothing_was_said_before_a_first_question():
    assert said_before((), leaning=False) == ()
    assert said_before((Turn("user", "  "),), leaning=False) == ()


def test_a_follow_up_leans_on_what_was_said():
    history = (Turn("user", "Who was Soleimani?"),)
    leaning = read_question(Question("When was he killed?", history))
    assert leaning.beside == (("Who was Soleimani?", 0.3),)
    alone = read_question(Question("Where does the river Tigris flow into the sea?", history))
    assert alone.beside == (("Who was Soleimani?", 0.15),)
