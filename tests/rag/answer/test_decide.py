"""The verdict and its confidence, from signs written by hand."""

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.decide import Decision, Signs, Verdict, of_parts
from rag.answer.decide import decide as decide_below

shares = st.floats(0, 1)
SURE = Signs(4.0, 0.8, 0.9, 0.0, unwanted=False, unknown=(), beside=0.9)


def decide(signs):
    return decide_below(signs, 0.25, 0.55)


def test_confidence_is_the_stated_logistic_function():
    signs = Signs(1.0, 0.5, 0.7, 0.1, unwanted=True, unknown=(), beside=0.5)
    # 3.87 + 0.66 - 4.18 * 0.1 - 1.05 - 3.87 * 0.7 + 1.46 * 0.5 = 1.083
    assert signs.confidence == pytest.approx(1 / (1 + exp(-1.083)))


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
    decision = decide(Signs(-3.0, 0.5, 0.7, 0.0, unwanted=False, unknown=(), beside=0.5))
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
    # 3.87 - 0.66 * 0.5 - 4.18 * 0.1 - 1.05 - 3.87 * 0.7 + 1.46 * 0.5 = 0.093: confidence .523.
    signs = Signs(-0.5, 0.5, 0.7, 0.1, unwanted=True, unknown=(), beside=0.5)
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
def test_words_all_around_without_an_answer_read_speak_against_it(one, other, cosine, reading):
    low, high = sorted((one, other))
    less, more = (
        Signs(reading, cosine, value, 0.0, unwanted=False, unknown=()) for value in (low, high)
    )
    assert more.confidence <= less.confidence
    assert more.nearness >= less.nearness


@given(shares, shares, st.floats(-10, 10), st.floats(-10, 10))
def test_a_likelier_reading_never_lowers_confidence(cosine, window, reading, other):
    low, high = sorted((reading, other))
    one, two = (
        Signs(value, cosine, window, 0.0, unwanted=False, unknown=()) for value in (low, high)
    )
    assert decide(one).confidence <= decide(two).confidence


REFUSED = Decision(Verdict.ABSTAIN, "No article mentions “Oslo”.", 0.1)
CERTAIN = Decision(Verdict.ANSWER, None, 0.9)
PARTS = ("When did the bridge close?", "when did it end? (bridge close)")


def test_a_part_without_an_answer_is_named_beside_one_that_has_an_answer():
    assert of_parts(PARTS, (REFUSED, CERTAIN)) == Decision(
        Verdict.CAVEAT, "The articles don't answer “When did the bridge close”.", 0.9
    )
    assert of_parts(PARTS, (CERTAIN, REFUSED)).reason == (
        "The articles don't answer “when did it end”."
    )


def test_parts_that_are_all_answered_or_all_refused_are_as_the_surest():
    weaker = Decision(Verdict.ABSTAIN, "None is near enough.", 0.05)
    assert of_parts(PARTS, (CERTAIN, CERTAIN)) == CERTAIN
    assert of_parts(PARTS, (weaker, REFUSED)) == REFUSED
