"""Held-out figures, worked out by hand."""

import pytest

from eval.fit.held_out import HeldOut, auc, clapnq, measure, squad_test
from rag.reading.pairs import PassageSentences
from rag.reading.protocol import SentenceReading


class Reader:
    """Gives each sentence the log-odds that stand in it."""

    def read(self, question, passages):
        assert question
        return [
            tuple(SentenceReading(float(text)) for text in passage.sentences)
            for passage in passages
        ]


def held_out(*sentences, answers=()):
    marks = tuple(place in answers for place in range(len(sentences)))
    return HeldOut("?", PassageSentences("", tuple(sentences)), marks)


def test_the_best_sentence_and_the_order_of_questions_count():
    questions = [
        held_out("3", "1", answers={0}),
        held_out("0", "2", answers={0}),
        held_out("1", "2.5"),
    ]
    measured = measure("hand", questions, Reader(), lambda: None)
    assert (measured.answerable, measured.unanswerable) == (2, 1)
    assert measured.right == 0.5
    assert measured.auc == 0.5


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [([2, 3], [1], 1), ([1], [2, 3], 0), ([1], [1], 0.5), ([], [1], 0.5)],
)
def test_auc(positive, negative, expected):
    assert auc(positive, negative) == expected


def test_only_the_questions_named_as_test_are_held_out(data):
    first, second = squad_test(data)
    assert first.answers == (True, False, False)
    assert not any(second.answers)


def test_clapnq_marks_the_chosen_sentences(data):
    first, second = clapnq(data)
    assert first.answers == (False, True, False)
    assert not any(second.answers)
