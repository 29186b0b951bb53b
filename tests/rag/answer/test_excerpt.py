"""Which clauses of a long sentence are quoted."""

from hypothesis import given
from hypothesis import strategies as st

from rag.answer.excerpt import LONG, clause_spans, excerpt
from rag.text.words import count_words
from rag.types import Span

LONG_TAIL = ", while " + " ".join(["cows"] * 50) + "."


def quoted(text, answer):
    start = text.index(answer)
    span = excerpt(text, Span(start, start + len(answer)))
    return text[span.start : span.end]


def test_a_sentence_of_ordinary_length_is_quoted_whole():
    text = "The bridge, which carries 9,000 cars a day, closed at noon on Monday."
    assert quoted(text, "noon") == text


def test_what_follows_the_answer_is_left_off_in_a_long_sentence():
    before = "Less than a day after " + " ".join(["rain"] * 30) + ", "
    text = before + "the bridge closed at noon" + LONG_TAIL
    assert quoted(text, "noon") == before + "the bridge closed at noon"


def test_a_long_way_before_the_answer_is_left_off():
    lead = "After " + " ".join(["rain"] * 45) + ", "
    answer = " ".join(["the"] * 28) + " bridge closed at noon."
    assert quoted(lead + answer, "noon") == answer


def test_what_doubts_or_denies_the_answer_stays():
    lead = "The mayor denied that, after " + " ".join(["rain"] * 45) + ", "
    answer = " ".join(["the"] * 28) + " bridge closed at noon."
    assert quoted(lead + answer, "noon") == lead + answer


def test_a_negation_before_the_answer_stays():
    lead = "It is not so, after " + " ".join(["rain"] * 45) + ", "
    answer = " ".join(["the"] * 28) + " bridge closed at noon."
    assert quoted(lead + answer, "noon") == lead + answer


def test_numbers_are_not_cut_at_their_commas():
    text = "It cost 3,000 dollars, or 2,700 euros."
    assert [text[each.start : each.end] for each in clause_spans(text)] == [
        "It cost 3,000 dollars,",
        "or 2,700 euros.",
    ]


@given(st.lists(st.sampled_from(["rain", "fell,", "(and", "so)", "–", "3,000", "not;"]), min_size=1,
                max_size=90), st.data())  # fmt: skip
def test_the_answer_is_always_in_the_quote(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = excerpt(text, Span(start, end))
    assert 0 <= span.start < span.end <= len(text)
    kept = text[span.start : span.end]
    assert text[start:end].strip(" ,;:–—") in kept
    if count_words(text) <= LONG:
        assert kept == text
