"""The change between two sets of weights, kept small."""

import numpy as np

from rag.reading.adapter import HEAD, low_rank, merged

CHANCE = np.random.default_rng(7)


def weights(**tensors):
    return {name: value.astype(np.float32) for name, value in tensors.items()}


def test_a_change_of_low_rank_comes_back_whole():
    before = weights(w=CHANCE.normal(size=(6, 8)), b=CHANCE.normal(size=6))
    change = CHANCE.normal(size=(6, 2)) @ CHANCE.normal(size=(2, 8))
    after = weights(w=before["w"] + change, b=before["b"] + 0.5)
    adapter = {name: value.astype(np.float32) for name, value in low_rank(before, after, 2).items()}
    again = merged(before, adapter)
    np.testing.assert_allclose(again["w"], after["w"], atol=0.01)
    np.testing.assert_allclose(again["b"], after["b"], atol=0.01)


def test_weights_that_did_not_change_take_no_room():
    before = weights(w=np.ones((4, 4)), b=np.ones(4))
    assert low_rank(before, before, 2) == {}


def test_a_lower_rank_is_smaller_and_nearer_than_nothing():
    before = weights(w=np.zeros((20, 30)))
    after = weights(w=CHANCE.normal(size=(20, 30)))
    adapter = low_rank(before, after, 5)
    assert sum(value.size for value in adapter.values()) == 5 * (20 + 30)
    again = merged(before, {name: value.astype(np.float32) for name, value in adapter.items()})
    assert np.linalg.norm(after["w"] - again["w"]) < np.linalg.norm(after["w"])


def test_the_head_stands_beside_the_model():
    head = {HEAD + "outer.bias": np.zeros(2, np.float32)}
    assert merged({}, head) == head
