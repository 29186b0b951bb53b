"""Figures of a ranking, worked out by hand."""

import pytest

from eval.retrieval.metrics import Scores, mean_scores, score, touches
from eval.retrieval.sets import Reference


def at(file, start=0, end=100):
    return Reference(file, start, end)


def test_ranks_are_those_of_the_first_passage_that_touches_a_right_place():
    found = [at("x"), at("y"), at("a"), at("a", 100, 200), at("b")]
    scores = score(found, [at("a", 0, 200), at("b")], [])
    assert (scores.hit_1, scores.hit_5, scores.hit_10) == (0, 1, 1)
    assert scores.mrr_10 == pytest.approx(1 / 3)
    # Gains at ranks 3 (a) and 5 (b), not at 4 (a again): (1/2 + 1/log2 6) / (1 + 1/log2 3)
    assert scores.ndcg_10 == pytest.approx((0.5 + 0.38685) / 1.63093, abs=1e-4)


def test_the_first_ten_count_and_no_more():
    found = [at(str(n)) for n in range(10)] + [at("a")]
    assert score(found, [at("a")], []) == Scores(0, 0, 0, 0, 0)
    assert score(found[1:], [at("a")], []).hit_10 == 1


def test_nothing_found_scores_nothing():
    assert score([], [at("a")], [at("a")]) == Scores(0, 0, 0, 0, 0, 0, 0)


def test_recall_and_precision_count_each_character_once():
    # Wanted: 10 to 30. Given: 0 to 20 and 15 to 25, together 0 to 25, of which 15 are wanted.
    scores = score([at("a", 0, 20), at("a", 15, 25)], [at("a", 10, 30)], [at("a", 10, 30)])
    assert scores.recall == pytest.approx(15 / 20)
    assert scores.precision == pytest.approx(15 / 25)


def test_recall_looks_at_five_passages():
    found = [at("x", n, n + 1) for n in range(5)] + [at("a")]
    assert score(found, [at("a")], [at("a")]).recall == 0


def test_stretches_that_only_meet_do_not_touch():
    assert not touches(at("a", 0, 10), at("a", 10, 20))
    assert touches(at("a", 0, 11), at("a", 10, 20))
    assert not touches(at("a"), at("b"))


def test_means_leave_out_questions_without_a_figure():
    one, other = Scores(1, 1, 1, 1, 1), Scores(0, 1, 1, 0.5, 0.6, recall=0.4, precision=0.2)
    assert mean_scores([one, other]) == Scores(0.5, 1, 1, 0.75, 0.8, 0.4, 0.2)
