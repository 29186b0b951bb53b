import pytest

from rag.question.followup import needs_context, resolve
from rag.types import Turn

STRIKE = (
    Turn("user", "How many people were killed in the strike near Taji?"),
    Turn("assistant", "Six people were killed."),
)


@pytest.mark.parametrize(
    "question",
    ["And how many were wounded?", "Where was it?", "Why did he say that?", "What about 2024?"],
)
def test_a_question_that_leans_on_the_conversation_is_noticed(question):
    assert needs_context(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the commander of Kataib Hezbollah?",
        "Is it true that the parliament of Iraq voted?",
        "Were there any casualties among civilians in Baghdad?",
        "Did Soleimani know that he was being followed in Damascus?",
    ],
)
def test_a_question_that_explains_itself_is_left_alone(question):
    assert not needs_context(question)
    assert resolve(question, STRIKE).text == question


def test_a_follow_up_takes_its_subject_from_the_question_before():
    resolved = resolve("And how many were wounded?", STRIKE)
    assert resolved.changed
    assert "Taji" in resolved.text
    assert resolved.text.startswith("And how many were wounded?")


def test_without_a_conversation_nothing_changes():
    assert not resolve("And how many were wounded?", ()).changed


def test_a_chain_of_follow_ups_reaches_back_to_its_subject():
    history = (*STRIKE, Turn("user", "When was it?"), Turn("assistant", "At night."))
    assert "Taji" in resolve("Who said so there?", history).text
