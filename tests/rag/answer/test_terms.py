from math import log

import pytest

from rag.answer.terms import bag, coverage, inverse_frequency, match, weigh
from rag.question.query import read_question
from rag.text.words import words
from rag.types import Question


def weighed(question, evidence, frequencies, passages=10):
    query = read_question(Question(question))
    return weigh(query, lambda word: frequencies.get(word, 0), passages, bag(words(evidence)))


def test_a_rare_word_weighs_more_than_a_common_one():
    # ln(1 + (10 - 1 + 0.5) / (1 + 0.5)) = ln(7.3333)
    assert inverse_frequency(10, 1) == pytest.approx(log(22 / 3))
    assert inverse_frequency(10, 1) > inverse_frequency(10, 9) > 0


def test_coverage_is_the_share_of_weight_that_the_text_holds():
    terms = weighed("drone convoy", "drone convoy", {"drone": 1, "convoy": 1})
    assert coverage(terms, bag(words("A drone was seen."))) == pytest.approx(0.5)
    assert coverage(terms, bag(words("Drones hit convoys."))) == pytest.approx(1)
    assert coverage((), bag(())) == 0


def test_another_spelling_of_a_name_counts_nearly_as_much():
    (term,) = weighed("Soleimani", "Suleimany was killed", {})
    assert term.known
    assert match(term, bag(words("General Suleimany"))) == pytest.approx(0.9)


def test_a_mistyped_word_counts_as_the_word_it_is_near():
    (term,) = weighed("parlament", "The parliament voted.", {})
    assert term.known
    assert match(term, bag(words("The parliament voted."))) == pytest.approx(0.85)


def test_a_word_that_no_article_holds_is_known_to_be_missing():
    (term,) = weighed("earthquake", "A drone hit the convoy.", {})
    assert not term.known


def test_another_word_for_the_same_thing_counts_for_less_than_the_word():
    (term,) = weighed("Moscow", "Russian ships left.", {})
    assert term.known
    assert match(term, bag(words("Russian ships left."))) == pytest.approx(0.7)
