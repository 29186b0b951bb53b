"""Which quotes contradict each other; answers are marked by hand with «»."""

import pytest

from rag.answer.compose import Quote
from rag.answer.disagreement import disputed, with_opposite
from rag.answer.evidence import Evidence
from rag.question.query import read_question
from rag.text.words import words
from rag.types import FoundPassage, Part, Passage, Question, Span


def quote(marked, file="a.txt", odds=2.0):
    first, _, rest = marked.partition("«")
    answer, _, last = rest.partition("»")
    text = first + answer + last
    passage = Passage(file, file, 0, 0, len(text), Part.BODY, text, (Span(0, len(text)),))
    evidence = Evidence(
        FoundPassage(passage, 0.5), 0, Span(0, len(text)), text, words(text), 0.5, 0.5, 0.5, None,
        odds=odds, answer=Span(len(first), len(first) + len(answer)), nearby=0.6,
    )  # fmt: skip
    return Quote(passage, evidence.span, evidence)


def values(question, *quotes):
    found = disputed(quotes, read_question(Question(question)))
    return None if found is None else [(each.value, each.citations) for each in found]


HOW_MANY = "How many people died when the ferry sank?"
TEN = quote("The ferry sank on Monday and «ten people» died, police said.")


def test_two_articles_with_other_numbers_disagree():
    other = quote("The ministry said that «14 people» died when the ferry sank.", "b.txt")
    assert values(HOW_MANY, TEN, other) == [("ten people", (1,)), ("14 people", (2,))]


@pytest.mark.parametrize(
    "question",
    [
        "How many people died when the ferry sank, and how many when it was raised?",
        "When did the ferry sink and for how long was it missed?",
        "Compare how many people died when the ferry sank and when the bridge fell.",
    ],
)
def test_two_values_for_two_things_are_no_disagreement(question):
    other = quote("The ministry said that «14 people» died when the ferry sank.", "b.txt")
    assert values(question, TEN, other) is None


def test_the_same_number_in_digits_is_no_disagreement():
    other = quote("The ministry said that «10 people» died when the ferry sank.", "b.txt")
    assert values(HOW_MANY, TEN, other) is None


def test_numbers_of_other_things_are_no_disagreement():
    other = quote("The ferry that sank had «two engines» and a crane.", "b.txt")
    assert values(HOW_MANY, TEN, other) is None


def test_values_of_several_sources_stand_together():
    third = quote("When the ferry sank «14 people» died, the owner wrote later.", "c.txt")
    other = quote("The ministry said that «14 people» died when the ferry sank.", "b.txt")
    assert values(HOW_MANY, TEN, other, third) == [("ten people", (1,)), ("14 people", (2, 3))]


def test_a_denial_stands_against_a_report():
    report = quote("Witnesses said that «a mine» sank the ferry off Lund.")
    denial = quote("The navy denied that «a mine» sank the ferry off Lund.", "b.txt")
    assert values("What sank the ferry?", report, denial) == [("a mine", (1,)), ("denied", (2,))]


def test_two_names_in_like_sentences_of_two_articles_disagree():
    one = quote("The captain of the ferry Aurora was «Ana Lund».")
    other = quote("The captain of the ferry Aurora was «Olga Berg».", "b.txt")
    assert values("Who was the captain of the Aurora?", one, other) == [
        ("Ana Lund", (1,)),
        ("Olga Berg", (2,)),
    ]


def test_an_article_that_names_both_contradicts_neither():
    one = quote("The captains of the ferry Aurora were «Ana Lund» and Olga Berg.")
    other = quote("The captain of the ferry Aurora was «Olga Berg».", "b.txt")
    assert values("Who was the captain of the Aurora?", one, other) is None


def test_a_sentence_that_hardly_answers_disputes_nothing():
    other = quote(
        "The ministry said that «14 people» died when the ferry sank.", "b.txt", odds=-5.0
    )
    assert values(HOW_MANY, TEN, other) is None


def test_a_list_has_many_values():
    one = quote("The captain of the ferry Aurora was «Ana Lund».")
    other = quote("The captain of the ferry Aurora was «Olga Berg».", "b.txt")
    assert values("List the captains of the Aurora", one, other) is None


def test_nothing_to_compare_is_no_disagreement():
    assert values(HOW_MANY) is None
    assert values(HOW_MANY, TEN) is None


def test_a_sentence_that_contradicts_the_best_comes_right_after_it():
    copy = quote("Of those on the ferry «ten people» died when it sank, say reports.", "c.txt")
    other = quote("The ministry said that «14 people» died when the ferry sank.", "b.txt")
    evidence = [each.evidence for each in (TEN, copy, other)]
    query = read_question(Question(HOW_MANY))
    assert [each.file for each in with_opposite(evidence, query)] == ["a.txt", "b.txt", "c.txt"]


def test_without_a_contradiction_the_order_stays():
    copy = quote("Of those on the ferry «ten people» died when it sank, say reports.", "c.txt")
    evidence = (TEN.evidence, copy.evidence)
    assert with_opposite(evidence, read_question(Question(HOW_MANY))) == evidence
    assert with_opposite((), read_question(Question(HOW_MANY))) == ()
