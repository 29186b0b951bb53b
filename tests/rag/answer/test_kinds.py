import pytest

from rag.answer.kinds import holds_wanted
from rag.question.query import Wanted
from rag.text.words import words


@pytest.mark.parametrize(
    ("wanted", "text", "asked", "holds"),
    [
        (Wanted.NUMBER, "Six people were killed.", "", True),
        (Wanted.NUMBER, "About $10.1 billion was promised.", "", True),
        (Wanted.NUMBER, "It happened on January 3, 2020.", "", False),
        (Wanted.NUMBER, "The two men left.", "two", False),
        (Wanted.NUMBER, "Nobody was hurt.", "", False),
        (Wanted.TIME, "The strike came at 1:12 am.", "", True),
        (Wanted.TIME, "He landed on Thursday.", "", True),
        (Wanted.TIME, "He may land soon.", "", False),
        (Wanted.PERSON, "The order came from Nadia Karim.", "", True),
        (Wanted.PERSON, "Nobody gave the order.", "", False),
        (Wanted.PERSON, "Then Karim left.", "karim", False),
        (Wanted.PLACE, "The convoy was hit near Taji.", "", True),
        (Wanted.PLACE, "The convoy was hit.", "", False),
        (Wanted.REASON, "They struck in response to the rockets.", "", True),
        (Wanted.REASON, "They struck.", "", False),
    ],
)
def test_a_sentence_holds_what_is_asked_for_or_not(wanted, text, asked, holds):
    assert holds_wanted(wanted, text, words(text), frozenset(asked.split())) is holds


def test_a_question_for_anything_is_not_judged():
    assert holds_wanted(Wanted.ANY, "Six.", words("Six."), frozenset()) is None
