"""How a passage holds a question's words; figures worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.closeness import Closeness, closeness, sought
from rag.text.sentences import sentence_spans
from rag.text.words import content_words, words
from rag.types import Part, Passage


def a_passage(text):
    spans = tuple(sentence_spans(text, 0, len(text)))
    return Passage("a", "a.txt", 0, 0, len(text), Part.BODY, text, spans)


def close(question, text, weight=1.0):
    terms = sought(content_words(words(question)), lambda _: weight)
    (found,) = closeness(terms, [a_passage(text)])
    return found


def test_words_in_the_form_asked_count_as_exact():
    # 9 characters of 800: 2.2 / (1 + 1.2 * (0.25 + 0.75 * 9 / 800)) = 1.6792
    assert close("the bridge", "A bridge.").exact == pytest.approx(1.6792, abs=1e-4)
    assert close("the bridge", "Some bridges.").exact == 0


def test_the_best_sentence_counts_over_stems():
    text = "Bridges fell. The bridge over the river fell. Nobody knows why."
    alone = close("Which bridge fell into the river?", "The bridge over the river fell.")
    whole = close("Which bridge fell into the river?", text)
    assert whole.sentence == pytest.approx(alone.sentence)
    # 31 characters of 150, three words: 3 * 2.2 / (1 + 1.2 * (0.6 + 0.4 * 31 / 150)) = 3.6280
    assert alone.sentence == pytest.approx(3.6280, abs=1e-4)


def test_neighbours_in_the_question_count_where_they_are_neighbours():
    question = "prime minister of Norway"
    assert close(question, "The prime minister spoke in Norway.").pairs == 2
    assert close(question, "The prime minister of Norway spoke.").pairs == 4
    assert close(question, "Norway's minister.").pairs == 1  # turned round
    assert close(question, "A prime. Minister or not.").pairs == 0  # in two sentences
    assert close(question, "A prime foreign minister.").pairs == 0  # a word between


def test_a_stem_is_found_by_the_letters_its_words_share():
    assert close("city", "Three cities.").sentence > 0
    assert close("the studies", "He studied.").sentence > 0
    assert close("Erdogan", "Erdoğan spoke.").sentence > 0


def test_a_name_in_another_spelling_is_close_but_not_exact():
    same = close("Who killed Soleimani?", "Soleimani was here.")
    other = close("Who killed Soleimani?", "Suleimani was here.")
    assert other.sentence == same.sentence > 0
    assert (other.exact, same.exact > 0) == (0, True)
    assert close("Qassem Soleimani", "General Qasem Suleimani spoke.").pairs == 2
    assert close("Who killed Soleimani?", "the suleimani case").sentence == 0  # not as a name


def test_rare_words_weigh_more():
    assert close("bridge", "A bridge.", 3).exact == pytest.approx(
        3 * close("bridge", "A bridge.").exact
    )


def test_a_question_without_words_is_close_to_nothing():
    assert close("who was it?", "It was he.") == Closeness()
    assert close("bridge", "A ferry.") == Closeness()


@given(st.text(), st.text())
def test_no_text_raises(question, text):
    found = close(question, text)
    assert min(found.exact, found.sentence, found.pairs) >= 0
