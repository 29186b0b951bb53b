"""Misspelt questions: always the same, and only as much as said."""

import random

from hypothesis import given
from hypothesis import strategies as st

from eval.retrieval.misspelt import respelled, slip, with_names_respelled, with_slips
from eval.retrieval.sets import Corpus, LabelledQuestion, PublicSet

QUESTIONS = (LabelledQuestion("1", "Who met Soleimani in Hussein's palace?", ()),)
PUBLIC = PublicSet("tiny", Corpus("tiny", {}), QUESTIONS)


def test_names_are_respelled_and_nothing_else():
    assert respelled("Did Soleimani meet Hussein, or Muhandis?") == (
        "Did Suleimani meet Hosein, or Mohandis?"
    )
    assert respelled("Basra? No names but NATO and Iraq.") == "Basra? No names but NATO and Iraq."


@given(st.text(), st.integers())
def test_a_slip_keeps_every_letter(text, seed):
    slipped = slip(text, random.Random(seed))
    assert sorted(slipped) == sorted(text)
    assert sum(one != other for one, other in zip(text, slipped, strict=True)) in (0, 2)


def test_a_slip_is_inside_a_longer_word():
    assert slip("the bridge", random.Random(1)) in {"the birdge", "the brdige", "the brigde"}
    assert slip("when was it?", random.Random(1)) == "when was it?"


def test_sets_say_how_they_were_misspelt():
    assert with_slips(PUBLIC).name == "tiny, slips"
    assert with_slips(PUBLIC) == with_slips(PUBLIC)
    (question,) = with_names_respelled(PUBLIC).questions
    assert question.text == "Who met Suleimani in Hosein's palace?"
