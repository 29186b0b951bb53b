import pytest

from rag.text.synonyms import synonyms
from rag.text.words import stem


@pytest.mark.parametrize(
    ("asked", "written"),
    [("Moscow", "Russian"), ("died", "killed"), ("lawmakers", "parliament"), ("Swiss", "Bern")],
)
def test_words_that_stand_for_one_another_do_so_both_ways(asked, written):
    one, other = stem(asked.lower()), stem(written.lower())
    assert other in synonyms(one)
    assert one in synonyms(other)


def test_a_word_is_no_synonym_of_itself_and_most_have_none():
    assert stem("killed") not in synonyms(stem("killed"))
    assert synonyms(stem("umbrella")) == frozenset()


@pytest.mark.parametrize(("one", "other"), [("iran", "iraq"), ("killed", "wounded")])
def test_what_must_not_be_mixed_up_stays_apart(one, other):
    assert stem(other) not in synonyms(stem(one))
