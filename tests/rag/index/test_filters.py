"""Both indexes understand a filter as the plain predicate does."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rag.index.lexical import LexicalIndex
from rag.index.vectors import VectorIndex
from rag.index.where import Place, admits, day_number
from rag.types import Part, Passage, PassageFilter, Span

DAYS = (None, date(1, 1, 1), date(2020, 1, 3), date(2020, 1, 4), date(2024, 2, 29))
PARTS = (Part.BODY, Part.COMMENTS, Part.POST)
FILES = tuple(f"{name}.txt" for name in ("a", "b c", 'd"e', "ä"))
PASSAGES = tuple(
    Passage(f"{file}{part}{day}", file, 0, 0, 5, part, "ferry", (Span(0, 5),), date=day)
    for file in FILES
    for part in PARTS
    for day in DAYS
)
PLACES = {each.id: Place(each.file, each.part, day_number(each.date)) for each in PASSAGES}
FILTERS = st.builds(
    PassageFilter,
    since=st.sampled_from(DAYS),
    until=st.sampled_from(DAYS),
    undated=st.booleans(),
    parts=st.none() | st.frozensets(st.sampled_from(PARTS)),
    files=st.none() | st.frozensets(st.sampled_from([*FILES, "missing.txt"])),
)


def all_places(ids):
    return PLACES


@pytest.fixture(scope="module")
def vectors(tmp_path_factory):
    with closing(VectorIndex.create(tmp_path_factory.mktemp("chroma"))) as index:
        near = np.random.default_rng(1).normal(1, 0.1, (len(PASSAGES), 8)).astype(np.float32)
        index.add(
            [each.id for each in PASSAGES],
            near / np.linalg.norm(near, axis=1, keepdims=True),
            list(PLACES.values()),
        )
        yield index


@pytest.fixture(scope="module")
def lexical(tmp_path_factory):
    index = LexicalIndex.create(tmp_path_factory.mktemp("lexical"))
    index.add(PASSAGES)
    index.commit()
    return index


@hypothesis_settings(max_examples=150, deadline=None)
@given(where=FILTERS, k=st.sampled_from([1, 3, 100]))
def test_a_filter_lets_the_same_passages_through_everywhere(where, k, vectors, lexical):
    expected = {each for each, place in PLACES.items() if admits(where, place)}
    question = np.full(8, 8**-0.5, np.float32)
    dense = {hit.passage_id for hit in vectors.nearest(question, k, where, all_places)}
    words = {hit.passage_id for hit in lexical.search("ferry", k, where)}
    assert dense <= expected
    assert words <= expected
    assert len(dense) == len(words) == min(k, len(expected))


@pytest.mark.parametrize("where", [PassageFilter(), PassageFilter(since=date(2020, 1, 4))])
def test_a_filter_does_not_change_a_score(where, vectors, lexical):
    question = np.full(8, 8**-0.5, np.float32)
    hits = vectors.nearest(question, 100, PassageFilter(), all_places)
    free = {hit.passage_id: hit.score for hit in hits}
    for hit in vectors.nearest(question, 100, where, all_places):
        assert hit.score == pytest.approx(free[hit.passage_id], abs=1e-6)
    free = {hit.passage_id: hit.score for hit in lexical.search("ferry", 100, PassageFilter())}
    for hit in lexical.search("ferry", 100, where):
        assert hit.score == pytest.approx(free[hit.passage_id], abs=1e-6)


def test_a_narrow_filter_far_from_the_question_still_finds_its_passage(tmp_path):
    """So far down that the nearest, unfiltered ones don't hold it."""
    rng = np.random.default_rng(2)
    rows = rng.normal(0, 1, (500, 16)).astype(np.float32)
    rows[:, 0] = 3
    rows[-1] = 0
    rows[-1, 1] = 1
    rows[-1, 0] = 0.01
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    with closing(VectorIndex.create(tmp_path)) as index:
        places = [Place("many.txt", Part.BODY, 1)] * 499 + [Place("one.txt", Part.BODY, 1)]
        by_id = {str(n): place for n, place in enumerate(places)}
        index.add(list(by_id), rows, places)
        question = np.eye(16, dtype=np.float32)[0]
        where = PassageFilter(files=frozenset({"one.txt"}))
        hits = index.nearest(question, 2, where, lambda _: by_id)
        assert [hit.passage_id for hit in hits] == ["499"]
