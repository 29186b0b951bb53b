"""A sentence as a cross-encoder of the user's own is given it."""

from rag.reading.cross_encoder import in_context
from rag.reading.pairs import PassageSentences

PASSAGE = PassageSentences("Bridge closed", ("It rained.", "The bridge shut.", "Cows graze."))


def test_a_sentence_stands_behind_its_title_and_the_one_before():
    assert in_context(PASSAGE, 1) == "Bridge closed. It rained. The bridge shut."


def test_the_first_sentence_has_none_before_it():
    assert in_context(PASSAGE, 0) == "Bridge closed. It rained."


def test_an_untitled_passage_begins_with_its_sentences():
    assert in_context(PassageSentences("", ("A.", "B.", "C.")), 2) == "B. C."
