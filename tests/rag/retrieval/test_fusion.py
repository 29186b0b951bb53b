import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.fusion import fuse, standardised
from rag.types import Hit

hits = st.dictionaries(
    st.sampled_from("abcdefgh"), st.floats(0.01, 100), min_size=0, max_size=8
).map(lambda scores: [Hit(name, score) for name, score in scores.items()])


def test_scores_become_standard_deviations_from_their_mean():
    # mean 2, population deviation sqrt(2/3) = 0.8165
    found = standardised([Hit("a", 3), Hit("b", 2), Hit("c", 1)])
    assert found == {
        "a": pytest.approx(1.2247, abs=1e-4),
        "b": 0,
        "c": pytest.approx(-1.2247, abs=1e-4),
    }


def test_equal_scores_say_nothing():
    assert standardised([Hit("a", 5), Hit("b", 5)]) == {"a": 0, "b": 0}


def test_a_passage_only_one_side_found_counts_as_last_on_the_other():
    dense = [Hit("a", 3), Hit("b", 2), Hit("c", 1)]
    lexical = [Hit("d", 9), Hit("a", 7)]
    # dense: a 1.2247, b 0, c -1.2247; lexical: d 1, a -1; each weighs a half.
    assert [(hit.passage_id, round(hit.score, 4)) for hit in fuse(dense, lexical, 0.5)] == [
        ("a", 0.1124),
        ("d", -0.1124),
        ("b", -0.5),
        ("c", -1.1124),
    ]


def test_one_side_alone_keeps_its_order():
    dense = [Hit("b", 0.9), Hit("a", 0.5)]
    assert [hit.passage_id for hit in fuse(dense, [], 0.5)] == ["b", "a"]


def test_nothing_found_fuses_to_nothing():
    assert fuse([], [], 0.5) == []


@given(hits, hits)
def test_every_passage_found_appears_once_and_in_order(dense, lexical):
    fused = fuse(dense, lexical, 0.5)
    ids = [hit.passage_id for hit in fused]
    assert sorted(ids) == sorted({hit.passage_id for hit in [*dense, *lexical]})
    assert [hit.score for hit in fused] == sorted((hit.score for hit in fused), reverse=True)


@given(hits, hits)
def test_the_order_of_hits_does_not_matter(dense, lexical):
    again = fuse(list(reversed(dense)), list(reversed(lexical)), 0.5)
    assert {hit.passage_id: round(hit.score, 9) for hit in again} == {
        hit.passage_id: round(hit.score, 9) for hit in fuse(dense, lexical, 0.5)
    }
