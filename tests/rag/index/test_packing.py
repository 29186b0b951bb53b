"""Sentence vectors lose next to nothing by being packed."""

import numpy as np
import pytest

from rag.index.packing import pack, unpack


def test_rows_of_a_model_come_back_at_a_cosine_above_999_thousandths():
    rows = np.random.default_rng(0).normal(0, 1, (200, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    packed = pack(rows)
    (back,) = unpack([packed], [200])
    assert len(packed) == 200 * 384
    assert back.dtype == np.float32
    assert (back * rows).sum(axis=1).min() > 0.9995
    assert np.linalg.norm(back, axis=1) == pytest.approx(1, abs=1e-6)
    questions = np.roll(rows, 1, axis=0)
    assert np.abs(back @ questions.T - rows @ questions.T).max() < 0.01


def test_each_gets_its_own_rows_back_also_none_and_rows_of_zeros():
    first, none, zeros = np.eye(2, 4), np.empty((0, 4)), np.zeros((1, 4))
    matrices = [each.astype(np.float32) for each in (none, first, none, zeros)]
    back = unpack([pack(each) for each in matrices], [0, 2, 0, 1])
    assert [each.tolist() for each in back] == [[], np.eye(2, 4).tolist(), [], [[0] * 4]]
    assert [len(each) for each in unpack([b"", b""], [0, 0])] == [0, 0]


def test_rows_do_not_depend_on_what_is_unpacked_beside_them():
    rows = np.random.default_rng(1).normal(0, 1, (7, 384)).astype(np.float32)
    alone = unpack([pack(rows)], [7])[0]
    assert (unpack([pack(rows[::-1]), pack(rows)], [7, 7])[1] == alone).all()
