"""Sentence vectors lose next to nothing by being packed."""

import numpy as np
import pytest

from rag.index.packing import pack, unpack


def test_rows_of_a_model_come_back_at_a_cosine_above_999_thousandths():
    rows = np.random.default_rng(0).normal(0, 1, (200, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    packed = pack(rows)
    back = unpack(packed, 200)
    assert len(packed) == 200 * 384
    assert back.dtype == np.float32
    assert (back * rows).sum(axis=1).min() > 0.9995
    assert np.linalg.norm(back, axis=1) == pytest.approx(1, abs=1e-6)
    questions = np.roll(rows, 1, axis=0)
    assert np.abs(back @ questions.T - rows @ questions.T).max() < 0.01


def test_no_rows_and_rows_of_zeros():
    assert unpack(pack(np.empty((0, 4), np.float32)), 0).shape[0] == 0
    assert (unpack(pack(np.zeros((1, 4), np.float32)), 1) == 0).all()
