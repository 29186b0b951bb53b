import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.fusion import fuse, standardised

scores = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 100), max_size=8)


def ids(hits):
    return [hit.passage_id for hit in hits]


def test_scores_become_standard_deviations_from_their_mean():
    # mean 2, population deviation sqrt(2/3) = 0.8165
    assert standardised({"a": 3, "b": 2, "c": 1}) == {
        "a": pytest.approx(1.2247, abs=1e-4),
        "b": 0,
        "c": pytest.approx(-1.2247, abs=1e-4),
    }


def test_equal_scores_say_nothing():
    assert standardised({"a": 5, "b": 5}) == {"a": 0, "b": 0}


def test_a_passage_that_a_sign_lacks_counts_as_its_last():
    dense = {"a": 3, "b": 2, "c": 1}
    lexical = {"d": 9, "a": 7}
    # dense: a 1.2247, b 0, c -1.2247; lexical: d 1, a -1; each weighs a half.
    fused = fuse([(dense, 1.0), (lexical, 1.0)])
    assert [(hit.passage_id, round(hit.score, 4)) for hit in fused] == [
        ("a", 0.1124),
        ("d", -0.1124),
        ("b", -0.5),
        ("c", -1.1124),
    ]


def test_weights_are_shares_of_their_sum():
    signs = [({"a": 2, "b": 1}, 3.0), ({"a": 1, "b": 2}, 1.0)]
    # a: (3 * 1 + 1 * -1) / 4
    assert [(hit.passage_id, hit.score) for hit in fuse(signs)] == [("a", 0.5), ("b", -0.5)]


def test_a_sign_without_weight_or_scores_is_no_sign():
    assert ids(fuse([({"b": 0.9, "a": 0.5}, 1.0), ({}, 1.0), ({"c": 1.0}, 0.0)])) == ["b", "a"]
    assert fuse([({}, 1.0)]) == []
    assert fuse([]) == []


@given(scores, scores)
def test_every_passage_found_appears_once_and_in_order(dense, lexical):
    fused = fuse([(dense, 1.0), (lexical, 1.0)])
    assert sorted(ids(fused)) == sorted(dense.keys() | lexical.keys())
    assert [hit.score for hit in fused] == sorted((hit.score for hit in fused), reverse=True)


@given(scores, scores)
def test_the_order_of_scores_does_not_matter(dense, lexical):
    def turned(some):
        return dict(reversed(some.items()))

    again = {hit.passage_id: hit.score for hit in fuse([(turned(dense), 1), (turned(lexical), 1)])}
    for hit in fuse([(dense, 1.0), (lexical, 1.0)]):
        assert again[hit.passage_id] == pytest.approx(hit.score, abs=1e-6)
