import pytest

from rag.question.followup import resolve
from rag.question.query import Wanted, read_question
from rag.types import Question, Turn

STRIKE = (
    Turn("user", "How many people were killed in the strike near Taji?"),
    Turn("assistant", "“Six people were killed, an army source said.” [1]"),
)
SOLDIERS = (
    Turn("user", "How many US soldiers were in Iraq in January 2020?"),
    Turn("assistant", "Some 5,200."),
)


def read(question, history):
    return read_question(Question(question, history))


def test_a_follow_up_takes_its_subject_but_not_what_was_asked_of_it():
    query = read("And how many were wounded?", STRIKE)
    assert query.text == "And how many were wounded? (strike near Taji)"
    assert query.understood == query.text
    assert query.wanted is Wanted.NUMBER


def test_a_bare_question_word_takes_the_whole_question_before():
    query = read("Why?", STRIKE)
    assert query.text == "Why? (people killed strike near Taji)"
    assert query.wanted is Wanted.REASON


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("And in 2024?", "How many US soldiers were in Iraq in 2024?"),
        ("What about February 2024?", "How many US soldiers were in Iraq in February 2024?"),
        ("what about in Syria?", "How many US soldiers were in Syria in January 2020?"),
        ("And Syria?", "How many US soldiers were in Syria in January 2020?"),
    ],
)
def test_a_phrase_takes_the_place_of_its_like(question, understood):
    query = read(question, SOLDIERS)
    assert query.understood == query.text == understood
    assert query.wanted is Wanted.NUMBER


def test_a_date_is_added_where_the_question_before_had_none():
    assert read("What about 2024?", STRIKE).text == (
        "How many people were killed in the strike near Taji in 2024?"
    )


def test_only_the_new_date_counts_unless_the_two_are_compared():
    assert [p.text for p in read("Who commanded them in 2024?", SOLDIERS).periods] == ["2024"]
    compared = read("Was that more than in 2024?", SOLDIERS)
    assert {p.text for p in compared.periods} == {"2024", "January 2020"}


def test_an_earlier_date_still_holds_where_the_follow_up_has_none():
    assert [p.text for p in read("Where were they?", SOLDIERS).periods] == ["January 2020"]


def test_a_pronoun_takes_the_one_name_that_was_given():
    history = (Turn("user", "Who commands the Quds Force?"), Turn("assistant", "Esmail Qaani."))
    assert read("Where was he born?", history).understood == "Where was Esmail Qaani born?"
    assert read("Who is his deputy?", history).understood == "Who is Esmail Qaani’s deputy?"
    assert read("Where was he born?", history).text == (
        "Where was he born? (commands Quds Force Esmail Qaani)"
    )


def test_a_pronoun_for_one_of_two_people_is_left_open():
    history = (
        Turn("user", "Who met General Ali Hassan?"),
        Turn("assistant", "“Javad Zarif, the minister, met Mark Esper, the secretary.” [1]"),
    )
    text = read("Where was he born?", history).text
    assert text.startswith("Where was he born? (")
    assert "Zarif" in text and "Esper" in text


def test_who_said_that_asks_for_the_source_of_the_last_quotes():
    query = read("Who said that?", STRIKE)
    assert query.said == ("Six people were killed, an army source said.",)
    assert query.understood == "Who said: “Six people were killed, an army source said.”?"


def test_a_chain_of_follow_ups_reaches_back_to_its_subject():
    history = (*SOLDIERS, Turn("user", "And in 2024?"), Turn("assistant", "2,500."))
    assert read("Why?", history).text == "Why? (US soldiers Iraq 2024)"


def test_a_noun_that_was_spoken_of_is_the_same_one():
    assert "Taji" in read("Who was behind the attack?", STRIKE).text


@pytest.mark.parametrize(
    "question",
    [
        "Who is the commander of Kataib Hezbollah?",
        "Is it true that the parliament of Iraq voted?",
        "Were there any casualties among civilians in Baghdad?",
        "Did Soleimani know that he was being followed in Damascus?",
        "How long should a sourdough loaf prove before baking?",
        "How much is the oil deal with China worth?",
    ],
)
def test_another_subject_is_left_alone(question):
    resolved = resolve(question, STRIKE)
    assert not resolved.changed
    assert resolved.text == question
    assert read(question, STRIKE).understood is None


@pytest.mark.parametrize("history", [(), (Turn("assistant", "Hello."),), (Turn("user", "  "),)])
def test_without_a_question_before_nothing_changes(history):
    assert not resolve("And how many were wounded?", history).changed
