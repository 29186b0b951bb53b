import pytest

from rag.question.leaning import needs_context


@pytest.mark.parametrize(
    "question",
    [
        "And how many were wounded?",
        "Where was it?",
        "Why did he say that?",
        "What about 2024?",
        "Says who?",
        "Who said so?",
    ],
)
def test_a_question_that_leans_on_the_conversation_is_noticed(question):
    assert needs_context(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the commander of Kataib Hezbollah?",
        "Is it true that the parliament of Iraq voted?",
        "Did Soleimani know that he was being followed in Damascus?",
        "Was the bridge closed for repairs?",
    ],
)
def test_a_question_that_explains_itself_does_not_lean(question):
    assert not needs_context(question)


def test_a_noun_leans_on_where_it_was_spoken_of():
    before = "Two piers of the bridge cracked."
    assert needs_context("Was the bridge closed?", before)
    assert not needs_context("Was the Norby bridge closed?", before)
    assert not needs_context("Does the bridge carry oil pipes?", before)
