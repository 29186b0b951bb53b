import pytest

from rag.question.listing import Listing, list_asked
from rag.question.query import read_question
from rag.types import Question


def asked(text):
    return list_asked(read_question(Question(text)))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which articles mention Erbil?", ["Erbil"]),
        ("How many articles mention drone strikes?", ["drone", "strikes"]),
        ("List all the stories about Basra in 2020", ["Basra"]),
        ("Are there any articles on the oil deal?", ["oil", "deal"]),
        ("Which reports from January 2020 refer to Taji?", ["Taji"]),
        ("Which files are from 2024?", []),
    ],
)
def test_a_list_of_articles_is_about_the_words_left_over(question, topic):
    found = asked(question)
    assert found.kind is Listing.ARTICLES
    assert [word.surface for word in found.topic] == topic


@pytest.mark.parametrize(
    "question",
    [
        "What happened on 3 January 2020?",
        "What happened in Baghdad in February 2024?",
        "Give me a timeline of the strike near Taji",
        "What took place between 3 and 8 January 2020?",
    ],
)
def test_a_list_of_events_is_noticed(question):
    assert asked(question).kind is Listing.EVENTS


@pytest.mark.parametrize(
    "question",
    [
        "What happened to the convoy in January 2020?",
        "What happened near Taji?",
        "Which articles disagree about the toll?",
        "Who wrote the latest article?",
        "What did the article say about oil?",
        "I am putting together a timeline of that night: when was the convoy hit?",
        "Which militia was blamed?",
    ],
)
def test_other_questions_ask_for_no_list(question):
    assert asked(question) is None
