"""What each broken index does, over a small one whose content is known."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from eval.faults.stores import (
    CommentsAsReporting,
    CutPassages,
    OnlyArticles,
    WithoutDates,
    WithoutVectors,
    WithoutWords,
    first_sentence,
    most_needed,
    newest,
)
from rag.types import ArticleRecord, Hit, Part, Passage, PassageFilter, Span

TEXT = "It fell. Six were hurt."


def passage(name, file="bridge.txt", part=Part.BODY):
    return Passage(name, file, 0, 10, 33, part, TEXT, (Span(10, 18), Span(19, 33)))


def record(file, day=None):
    return ArticleRecord(file, "v", file, day, None, None, None, None, 9, 1, (Part.BODY,))


HELD = {"p1": passage("p1"), "p2": passage("p2", "ferry.txt", Part.COMMENTS)}


class SmallStore:
    """Two passages of two articles, the second of them a reader's comment; one finds each."""

    def dense(self, vector, k, where):
        assert (vector, k) == (None, 5)
        return [] if where.until else [Hit("p1", 0.9)]

    def lexical(self, text, k, where, beside=()):
        assert (text, k) == ("x", 5)
        return [] if where.since or beside else [Hit("p2", 3.0)]

    def passages(self, ids):
        return {name: HELD[name] for name in ids}

    def sentence_vectors(self, ids):
        return {name: np.ones((2, 3)) for name in ids}

    def articles(self):
        return (record("bridge.txt"), record("ferry.txt"))


DATED = PassageFilter(since=date(2020, 1, 1), until=date(2020, 1, 5))


def test_one_search_is_off_and_the_other_as_it_was():
    assert WithoutWords(SmallStore()).lexical("x", 5, PassageFilter()) == []
    assert WithoutWords(SmallStore()).dense(None, 5, PassageFilter()) == [Hit("p1", 0.9)]
    assert WithoutVectors(SmallStore()).dense(None, 5, PassageFilter()) == []
    assert WithoutVectors(SmallStore()).lexical("x", 5, PassageFilter()) == [Hit("p2", 3.0)]


def test_dates_are_left_out_of_both_searches():
    assert SmallStore().dense(None, 5, DATED) == []
    assert WithoutDates(SmallStore()).dense(None, 5, DATED) == [Hit("p1", 0.9)]
    assert WithoutDates(SmallStore()).lexical("x", 5, DATED) == [Hit("p2", 3.0)]
    assert WithoutDates(SmallStore()).lexical("x", 5, DATED, beside=("y",)) == []


def test_comments_become_the_articles_own_words():
    parts = [
        each.part for each in CommentsAsReporting(SmallStore()).passages(["p1", "p2"]).values()
    ]
    assert parts == [Part.BODY, Part.BODY]


def test_only_some_articles_are_left():
    store = OnlyArticles(SmallStore(), kept={"ferry.txt"})
    assert list(store.passages(["p1", "p2"])) == ["p2"]
    assert [each.file for each in store.articles()] == ["ferry.txt"]


def test_a_cut_passage_ends_with_its_first_sentence():
    cut = CutPassages(SmallStore()).passages(["p1"])["p1"]
    assert (cut.text, cut.start, cut.end) == ("It fell.", 10, 18)
    assert cut.sentences == (Span(10, 18),)
    assert CutPassages(SmallStore()).sentence_vectors(["p1"])["p1"].shape == (1, 3)
    empty = replace(passage("p"), sentences=())
    assert first_sentence(empty) is empty


def test_the_article_to_lose_is_the_one_that_most_cases_need(make_case):
    cases = [
        make_case(sources=["ferry.txt"]),
        make_case(sources=["bridge.txt"]),
        make_case(sources=["bridge.txt"]),
        *[make_case(sources=["ferry.txt", "bridge.txt"])] * 3,
        *[make_case(sources=["gone.txt"])] * 9,
    ]
    assert most_needed(cases, {"bridge.txt", "ferry.txt"}) == "bridge.txt"
    assert most_needed([make_case(answerable=False)], {"bridge.txt"}) is None


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([record("a", date(2020, 1, 1)), record("b", date(2020, 1, 2)), record("c")], "b"),
        ([record("a", date(2020, 1, 1)), record("c")], None),
        ([], None),
    ],
)
def test_the_newest_article_is_by_its_date(records, expected):
    assert newest(records) == expected
