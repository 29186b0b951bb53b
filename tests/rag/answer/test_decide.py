from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.decide import Signs, Verdict, decide

shares = st.floats(0, 1)


def test_strength_adds_up_as_stated():
    # 0.5 + 0.6 * 0.25 - 2 * 0.12
    assert Signs(0.5, 0.25, ("Erbil", "Norby")).strength == pytest.approx(0.41)


def test_a_question_far_from_the_articles_is_refused():
    decision = decide(Signs(0.22, 0.17, ()))
    assert decision.verdict is Verdict.ABSTAIN
    assert decision.reason


def test_a_near_question_is_answered_without_a_word():
    decision = decide(Signs(0.7, 0.9, ()))
    assert (decision.verdict, decision.reason) == (Verdict.ANSWER, None)


def test_a_weak_answer_says_that_it_is_the_nearest():
    decision = decide(Signs(0.45, 0.1, ()))
    assert decision.verdict is Verdict.CAVEAT
    assert "nearest" in decision.reason


@pytest.mark.parametrize(
    ("unknown", "named"),
    [
        (("Erbil",), "No article mentions “Erbil”."),
        (("Erbil", "Norby"), "No article mentions “Erbil” or “Norby”."),
        (("Erbil", "Norby", "1999"), "No article mentions “Erbil”, “Norby” or “1999”."),
    ],
)
def test_names_that_no_article_holds_are_named(unknown, named):
    assert decide(Signs(0.1, 0.1, unknown)).reason == named
    assert decide(Signs(0.9, 0.9, unknown)).reason.startswith(named)


def test_dates_that_leave_no_article_are_said():
    decision = decide(None)
    assert (decision.verdict, decision.confidence) == (Verdict.ABSTAIN, 0.0)
    assert "dates" in decision.reason


def test_confidence_is_the_stated_logistic_function_of_strength():
    # strength 0.5 + 0.6 * 0.5 = 0.8; 2.68 * 0.8 - 1.08 = 1.064
    assert decide(Signs(0.5, 0.5, ())).confidence == pytest.approx(1 / (1 + exp(-1.064)))


@given(shares, shares, shares)
def test_nearer_evidence_never_lowers_confidence(cosine, nearer, window):
    low, high = sorted((cosine, nearer))
    assert decide(Signs(low, window, ())).confidence <= decide(Signs(high, window, ())).confidence
