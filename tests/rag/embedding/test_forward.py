"""Runs of word pieces as one batch."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rag.embedding.forward import Forward, padded
from rag.embedding.openvino_runtime import ops, ov


def test_padding_is_masked_and_lengths_are_rounded_up():
    ids, mask = padded([[1, 2, 3], [4]], pad=9, step=4)
    assert ids.tolist() == [[1, 2, 3, 9], [4, 9, 9, 9]]
    assert mask.tolist() == [[1, 1, 1, 0], [1, 0, 0, 0]]


@given(st.lists(st.lists(st.integers(1, 9), min_size=1), min_size=1), st.integers(1, 20))
def test_every_piece_is_kept_and_nothing_else_is_read(runs, step):
    ids, mask = padded(runs, step=step)
    assert ids.shape[1] % step == 0
    assert ids.shape[1] < max(map(len, runs)) + step
    assert [row[read == 1].tolist() for row, read in zip(ids, mask, strict=True)] == runs


def test_a_later_pass_leaves_an_earlier_result_as_it_was():
    ids, mask = (ops.parameter([-1, -1], np.int32) for _ in range(2))
    total = ops.convert(ops.add(ids, mask), "f32")
    forward = Forward(ov.Core().compile_model(ov.Model([ops.result(total)], [ids, mask]), "CPU"))
    first = forward(*padded([[1, 2]], step=1))
    second = forward(*padded([[5, 6]], step=1))
    assert first.tolist() == [[2, 3]]
    assert second.tolist() == [[6, 7]]
