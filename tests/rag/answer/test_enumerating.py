import pytest

from rag.answer.enumerating import asks_to_list, heading, items
from rag.answer.evidence import Evidence
from rag.text.words import words
from rag.types import FoundPassage, Part, Passage, Question, Span


def sentence(text, file="a.txt", coverage=0.8, part=Part.BODY):
    passage = Passage(file, file, 0, 0, len(text), part, text, (Span(0, len(text)),))
    span = Span(0, len(text))
    found = FoundPassage(passage, 0.5)
    return Evidence(found, 0, span, text, words(text), 0.5, coverage, 0.5, None, 1.0)


def said(*evidence, question="List the bases that were hit"):
    return [quote.text for quote in items(evidence, question)]


def test_each_quote_names_something_that_no_earlier_one_did():
    assert said(
        sentence("Missiles hit the base at Erbil."),
        sentence("The base at Erbil was hit by rain and wind."),
        sentence("Rockets hit the large base near Kirkuk."),
    ) == ["Missiles hit the base at Erbil.", "Rockets hit the large base near Kirkuk."]


def test_what_the_question_names_itself_is_nothing_new():
    found = said(
        sentence("Missiles hit two bases in all."),
        sentence("The bases of Iran were silent."),
        question="List the bases that Iran hit",
    )
    assert found == ["Missiles hit two bases in all."]


def test_headlines_and_sentences_far_from_the_question_are_left_out():
    assert said(
        sentence("Missiles hit the base at Erbil."),
        sentence("Kirkuk base hit", part=Part.HEADLINE),
        sentence("A profile by Dunya Faris.", coverage=0.1),
    ) == ["Missiles hit the base at Erbil."]


def test_the_first_line_counts_articles():
    quotes = items(
        (sentence("Missiles hit Erbil."), sentence("Rockets hit Kirkuk.", "b.txt")), "List hits"
    )
    assert heading(quotes) == "From 2 articles:"
    assert heading(quotes[:1]) == "From 1 article:"


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("List the bases that Iran hit", True),
        ("Please name all the victims", True),
        ("What are all the groups involved?", True),
        ("Who is on the list?", False),
        ("Name the victims", True),
        ("Name the general who died", False),
        ("What is the name of the general?", False),
    ],
)
def test_asking_for_a_list_is_noticed(question, asks):
    assert asks_to_list(question) is asks


def test_such_a_list_stands_in_the_answer(engine):
    answer = engine.ask(Question("Name all the bases that Iran hit in Iraq"))
    assert answer.text.startswith("From ")
    assert "\n- " in answer.text
    assert all(name in answer.text for name in ("Assad", "Irbil"))
