"""Which sentences are said; the evidence is written by hand."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rag.answer.compose import choose
from rag.answer.evidence import Evidence
from rag.text.sentences import sentence_spans
from rag.text.words import count_words, words
from rag.types import FoundPassage, Part, Passage


def passage(text, file="a.txt"):
    return Passage(file, file, 0, 0, len(text), Part.BODY, text, sentence_spans(text))


def evidence(text, scores, file="a.txt"):
    """Evidence for each sentence of a text, scored as given."""
    found = FoundPassage(passage(text, file), 0.5)
    return [
        Evidence(found, i, span, text[span.start : span.end], words(text[span.start : span.end]),
                 0.5, 0.5, 0.5, None, score)
        for i, (span, score) in enumerate(zip(found.passage.sentences, scores, strict=True))
    ]  # fmt: skip


def said(items, most_words=80, most_quotes=4):
    best_first = sorted(items, key=lambda each: -each.score)
    return [quote.text for quote in choose(best_first, most_words, most_quotes)]


def test_the_best_sentence_comes_first():
    items = evidence("Rain fell all day.\n\nThe bridge closed at noon.", [1, 3])
    assert said(items) == ["The bridge closed at noon.", "Rain fell all day."]


def test_sentences_that_follow_each_other_are_one_quote():
    items = evidence("The bridge closed. It reopens in May.", [3, 2.5])
    assert said(items) == ["The bridge closed. It reopens in May."]


def test_a_copy_in_another_file_is_not_said_again():
    text = "The bridge closed at noon on Monday."
    items = evidence(text, [3]) + evidence(text, [2.9], "copy.txt")
    assert said(items) == [text]


def test_quotes_stay_within_their_words():
    items = evidence("One two three four five.\n\nSix seven.\n\nEight nine ten.", [3, 2, 1])
    assert said(items, most_words=8) == ["One two three four five.", "Six seven."]
    assert said(items, most_words=6) == ["One two three four five."]


def test_the_best_sentence_is_said_however_long():
    items = evidence("This one sentence alone has nine words in it.", [3])
    assert said(items, most_words=2) == ["This one sentence alone has nine words in it."]


def test_a_sentence_far_worse_than_the_best_is_left_out():
    items = evidence("The bridge closed at noon.\n\nCows graze.", [9, 1])
    assert said(items) == ["The bridge closed at noon."]


def test_a_pronoun_brings_the_sentence_before_it():
    items = evidence("Ana Lund spoke on Monday. She said that repairs take weeks.", [-9, 3])
    assert said(items) == ["Ana Lund spoke on Monday. She said that repairs take weeks."]


def test_a_correction_is_never_left_off():
    text = "Our report of Friday named Karim among the dead. That was wrong."
    assert said(evidence(text, [3, -9])) == [text]


def test_marks_of_markdown_are_not_part_of_a_quote():
    assert said(evidence("> The bridge closed at noon.", [3])) == ["The bridge closed at noon."]


def test_an_emphasis_that_ends_with_the_sentence_is_not_quoted():
    text = "*Eight were flown out.* The rest stayed."
    assert said(evidence(text, (2.0, 1.0))[:1]) == ["Eight were flown out."]


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=4), st.integers(1, 30))
def test_every_quote_stands_in_its_passage_and_none_overlaps(scores, most_words):
    text = "Rain fell. The bridge closed at noon.\n\nIt reopens. Ana Lund said that she was glad."
    quotes = choose(sorted(evidence(text, scores), key=lambda e: -e.score), most_words, 4)
    spans = sorted((quote.span.start, quote.span.end) for quote in quotes)
    assert spans
    assert all(text[a:b] in [quote.text for quote in quotes] for a, b in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert count_words(text) >= sum(count_words(quote.text) for quote in quotes)
