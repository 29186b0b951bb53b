"""Spoiled answers fail the cases that the answers passed."""

from dataclasses import replace

import pytest

from eval.faults.answers import citations_shifted, never_refusing, quotes_altered
from eval.metrics import failures, score_case
from rag.types import Span

HURT = ("bridge.txt", "Six people were hurt.")
FELL = ("bridge.txt", "The bridge at Norby fell on Monday.")


@pytest.mark.parametrize("spoil", [citations_shifted, quotes_altered])
@pytest.mark.parametrize("quotes", [[HURT], [HURT, FELL]])
def test_a_spoiled_quote_is_not_exact(make_case, make_answer, texts, spoil, quotes):
    case, answer = make_case(), make_answer(*quotes)
    assert failures(score_case(case, answer, texts)) == ()
    failed = failures(score_case(case, spoil(answer), texts))
    assert any(each.startswith("quote [1] is not bridge.txt") for each in failed)


@pytest.mark.parametrize("spoil", [citations_shifted, quotes_altered])
def test_nothing_quoted_is_nothing_spoiled(make_answer, spoil):
    assert spoil(make_answer()) == make_answer()


def test_each_quote_differs_by_one_character(make_answer):
    altered = quotes_altered(make_answer(HURT, ("bridge.txt", "x"))).citations
    assert [len(each.quote) for each in altered] == [21, 1]
    assert sum(a != b for a, b in zip(altered[0].quote, HURT[1], strict=True)) == 1
    assert altered[1].quote == "y"


def test_instead_of_refusing_the_best_passage_is_quoted(make_case, make_answer, texts):
    case = make_case(answerable=False)
    refusal = make_answer(found=("bridge.txt",))
    passage = replace(refusal.passages[0].passage, sentences=(Span(0, 3),), text=FELL[1])
    refusal = replace(
        refusal, passages=(replace(refusal.passages[0], passage=replace(passage, end=35)),)
    )
    answer = never_refusing(refusal)
    assert not answer.abstained
    assert answer.citations[0].quote == "The"
    assert failures(score_case(case, refusal, texts)) == ()
    assert failures(score_case(case, answer, texts)) == ("answered though near-miss",)


def test_an_answer_and_a_refusal_without_passages_stay_what_they_are(make_answer):
    assert never_refusing(make_answer(HURT)) == make_answer(HURT)
    assert never_refusing(make_answer()) == make_answer()
