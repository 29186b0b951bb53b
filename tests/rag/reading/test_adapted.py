"""From log-odds of word pieces to readings of sentences; the odds are written by hand."""

import math

import numpy as np
import pytest

from rag.reading.adapted import readings
from rag.reading.pairs import Pair
from rag.reading.protocol import UNREAD

NONE = -20.0


def read(starts, ends, ranges, offsets, sentences=None):
    odds = np.array([starts, ends], np.float32).T
    return readings(odds, Pair([0] * len(starts), ranges, offsets), sentences or len(ranges))


def test_a_sentence_has_the_odds_of_all_its_pieces():
    odds = math.log(0.25)
    (first,) = read([9, odds, odds], [0, 0, 0], [(1, 3)], [[(0, 3), (4, 8)]])
    assert first.odds == pytest.approx(math.log(0.5))


def test_the_answer_runs_from_the_likeliest_start_to_the_likeliest_end_after_it():
    offsets = [[(0, 2), (3, 6), (7, 9), (10, 14)]]
    (found,) = read([NONE, 3, NONE, NONE], [9, NONE, 2, NONE], [(0, 4)], offsets)
    assert found.answer == (3, 9)


def test_an_answer_is_never_longer_than_a_dozen_pieces():
    size = 30
    starts, ends = [NONE] * size, [NONE] * size
    starts[0], ends[size - 1] = 5, 5
    ends[4] = 1
    (found,) = read(starts, ends, [(0, size)], [[(i, i + 1) for i in range(size)]])
    assert found.answer == (0, 5)


def test_sentences_that_did_not_fit_are_unread():
    found = read([1.0], [1.0], [(0, 1)], [[(0, 4)]], sentences=3)
    assert [each.odds for each in found[1:]] == [UNREAD, UNREAD]
    assert found[2].answer is None
