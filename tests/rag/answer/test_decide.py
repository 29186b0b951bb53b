"""The verdict and its confidence, from signs written by hand."""

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.decide import Signs, Verdict
from rag.answer.decide import decide as decide_below

shares = st.floats(0, 1)
SURE = Signs(4.0, 0.8, 0.9, 0.0, unwanted=False, unknown=())


def decide(signs):
    return decide_below(signs, 0.25, 0.55)


def test_confidence_is_the_stated_logistic_function():
    signs = Signs(-1.0, 0.5, 0.7, 0.1, unwanted=True, unknown=())
    # 1.7 - 0.641 - 3.008 * 0.1 - 0.655 = 0.1032
    assert signs.confidence == pytest.approx(1 / (1 + exp(-0.1032)))


def test_confidence_without_a_reader_has_weights_of_its_own():
    signs = Signs(None, 0.5, 0.7, 0.0, unwanted=False, unknown=())
    # -0.33 + 3.61 * 0.5 = 1.475
    assert signs.confidence == pytest.approx(1 / (1 + exp(-1.475)))


def test_a_question_far_from_the_articles_is_refused_whatever_was_read():
    decision = decide(Signs(5.0, 0.22, 0.17, 0.0, unwanted=False, unknown=()))
    assert decision.verdict is Verdict.ABSTAIN
    assert decision.reason
    assert decision.confidence < 0.1


def test_a_near_question_is_answered_without_a_word():
    decision = decide(SURE)
    assert (decision.verdict, decision.reason) == (Verdict.ANSWER, None)


def test_a_weak_answer_says_that_it_is_the_nearest():
    decision = decide(Signs(-3.0, 0.5, 0.6, 0.1, unwanted=False, unknown=()))
    assert decision.verdict is Verdict.CAVEAT
    assert "nearest" in decision.reason


@pytest.mark.parametrize(
    ("abstain_below", "caveat_below", "verdict"),
    [
        (0.0, 0.0, Verdict.ANSWER),
        (0.2, 0.5, Verdict.ANSWER),
        (0.2, 0.7, Verdict.CAVEAT),
        (0.7, 0.7, Verdict.ABSTAIN),
    ],
)
def test_how_sure_it_must_be_is_the_users_choice(abstain_below, caveat_below, verdict):
    # Their confidence is 1 / (1 + exp(-0.1032)) = 0.526, as above.
    signs = Signs(-1.0, 0.5, 0.7, 0.1, unwanted=True, unknown=())
    assert decide_below(signs, abstain_below, caveat_below).verdict is verdict


def test_evidence_without_the_names_asked_about_is_refused():
    assert decide(replace(SURE, reading=-3.0, missing=0.5)).verdict is Verdict.ABSTAIN


@pytest.mark.parametrize(
    ("unknown", "named"),
    [
        (("Erbil",), "No article mentions “Erbil”."),
        (("Erbil", "Norby"), "No article mentions “Erbil” or “Norby”."),
        (("Erbil", "Norby", "1999"), "No article mentions “Erbil”, “Norby” or “1999”."),
    ],
)
def test_names_that_no_article_holds_are_named(unknown, named):
    far = Signs(-5.0, 0.1, 0.1, 0.5, unwanted=True, unknown=unknown)
    assert decide(far).reason == named
    assert decide(replace(SURE, unknown=unknown)).reason.startswith(named)


def test_dates_that_leave_no_article_are_said():
    decision = decide(None)
    assert (decision.verdict, decision.confidence) == (Verdict.ABSTAIN, 0.0)
    assert "dates" in decision.reason


@given(shares, shares, shares, st.floats(-10, 10))
def test_nearer_evidence_never_lowers_confidence(cosine, nearer, window, reading):
    low, high = sorted((cosine, nearer))
    one, other = (
        Signs(reading, value, window, 0.0, unwanted=False, unknown=()) for value in (low, high)
    )
    assert decide(one).confidence <= decide(other).confidence


@given(shares, shares, st.floats(-10, 10), st.floats(-10, 10))
def test_a_likelier_reading_never_lowers_confidence(cosine, window, reading, other):
    low, high = sorted((reading, other))
    one, two = (
        Signs(value, cosine, window, 0.0, unwanted=False, unknown=()) for value in (low, high)
    )
    assert decide(one).confidence <= decide(two).confidence
