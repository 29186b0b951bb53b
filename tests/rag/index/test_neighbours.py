"""What stands beside a passage that was found is looked at as well."""

from __future__ import annotations

from contextlib import closing

import pytest

from rag.index.generation import open_generation
from rag.retrieval.neighbours import SHARE, with_neighbours
from rag.types import FoundPassage, Part, PassageFilter

FERRY = "2020/ferry.txt"


@pytest.fixture(scope="module")
def opened(shared_index, small_embedder):
    with closing(open_generation(shared_index, small_embedder.fingerprint)) as generation:
        yield generation


def found(opened, **scores):
    """Passages of the ferry's article (two lines and a comment), by position as in p0=1.0."""
    return [
        FoundPassage(each, scores[f"p{each.position}"])
        for each in opened.passages_at({FERRY: [int(name[1:]) for name in scores]})
    ]


def places(passages):
    return [(each.passage.position, each.score) for each in passages]


def test_the_passages_before_and_after_come_with_a_share_of_the_score(opened):
    beside = with_neighbours(found(opened, p1=0.8), opened, PassageFilter())
    assert places(beside[:1]) == [(1, 0.8)]
    assert sorted(places(beside[1:])) == [(0, SHARE * 0.8), (2, SHARE * 0.8)]


def test_a_passage_between_two_has_the_share_of_the_better_one(opened):
    beside = with_neighbours(found(opened, p0=0.4, p2=0.6), opened, PassageFilter())
    assert places(beside) == [(0, 0.4), (2, 0.6), (1, SHARE * 0.6)]


def test_what_was_found_keeps_its_own_score(opened):
    beside = with_neighbours(found(opened, p0=0.9, p1=0.1), opened, PassageFilter())
    assert places(beside) == [(0, 0.9), (1, 0.1), (2, SHARE * 0.1)]


def test_neighbours_of_other_parts_than_asked_for_stay_out(opened):
    body = PassageFilter(parts=frozenset({Part.BODY}))
    beside = with_neighbours(found(opened, p1=0.8), opened, body)
    assert places(beside) == [(1, 0.8), (0, SHARE * 0.8)]


def test_nothing_stands_beside_nothing(opened):
    assert with_neighbours([], opened, PassageFilter()) == ()
