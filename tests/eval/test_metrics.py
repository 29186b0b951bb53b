import pytest

from eval.metrics import failures, score_case, timing, totals
from eval.results import CaseError, CaseResult

HURT = ("bridge.txt", "Six people were hurt.")
FERRY = ("ferry.txt", "A ferry took over on Tuesday.")


@pytest.fixture
def outcome(texts):
    def build(case, answer):
        scores = score_case(case, answer, texts)
        return CaseResult(case, answer, scores, failures(scores))

    return build


def test_an_answerable_case_passes_with_facts_source_and_exact_quotes(
    make_case, make_answer, outcome
):
    assert outcome(make_case(), make_answer(HURT)).failures == ()


def test_a_further_wrong_citation_alone_fails_no_case(make_case, make_answer, outcome):
    assert outcome(make_case(), make_answer(FERRY, HURT)).failures == ()


@pytest.mark.parametrize(
    ("fields", "quotes", "reasons"),
    [
        ({}, [], ("refused: nothing fits",)),
        ({"facts": [["six people"], ["Norby"]]}, [HURT], ("lacks Norby",)),
        ({"forbidden": ["hurt"]}, [HURT], ("says hurt",)),
        ({"sources": ["ferry.txt"]}, [HURT], ("doesn't cite ferry.txt",)),
        (
            {"sources": ["bridge.txt", "ferry.txt"], "every_source": True},
            [HURT],
            ("doesn't cite ferry.txt",),
        ),
        ({"answerable": False, "refusal": "far-off"}, [HURT], ("answered though far-off",)),
        ({"answerable": False}, [], ()),
    ],
)
def test_why_a_case_fails(make_case, make_answer, outcome, fields, quotes, reasons):
    assert outcome(make_case(**fields), make_answer(*quotes)).failures == reasons


def test_one_quote_that_is_not_exact_fails_a_case(make_case, make_answer, make_citation, outcome):
    citations = (make_citation(1, *HURT), make_citation(2, *FERRY, start=1))
    result = outcome(make_case(), make_answer(citations=citations))
    assert result.failures == ("quote [2] is not ferry.txt[1:30]",)


def test_totals_weigh_facts_and_quotes_and_count_cases(make_case, make_answer, outcome):
    over = totals(
        [
            outcome(make_case(facts=[["six people"], ["Norby"], ["Friday"]]), make_answer(HURT)),
            outcome(make_case(), make_answer()),
            outcome(make_case(), make_answer(FERRY, HURT)),
            outcome(make_case(answerable=False), make_answer(HURT)),
            outcome(make_case(answerable=False, refusal="far-off"), make_answer()),
        ]
    )
    assert (over["fact_recall"].value, over["fact_recall"].weight) == (2 / 5, 5)
    assert over["citation_precision"].value == pytest.approx((1 + 0 + 1 / 2) / 3)
    assert over["citation_recall"].value == pytest.approx(2 / 3)
    assert over["first_file_right"].value == pytest.approx(1 / 3)
    assert (over["exact_quotes"].value, over["exact_quotes"].weight) == (1, 4)
    assert over["wrongly_refused"].value == pytest.approx(1 / 3)
    assert (over["wrongly_answered"].value, over["wrongly_answered"].weight) == (1 / 2, 2)
    assert over["wrongly_answered_near_miss"].value == 1
    assert over["wrongly_answered_far_off"].value == 0
    assert over["wrongly_answered_false_premise"].value is None
    assert over["words"].value == pytest.approx((4 + 10 + 4) / 3)
    assert over["clean"].value is None


def test_a_case_that_raised_counts_as_the_worst(make_case, make_answer, outcome):
    good = outcome(make_case(), make_answer(HURT, found=("bridge.txt",)))
    lost = CaseError(make_case(facts=[["a"], ["b"], ["c"]]), "KeyError: 'x'")
    over = totals([good, lost])
    assert over["fact_recall"].value == 1 / 4
    assert over["hit_at_1"].value == 1 / 2
    assert over["wrongly_refused"].value == 1 / 2
    assert over["words"].value == 4
    assert over["exact_quotes"].weight == 1


def test_timing_is_median_and_nearest_rank(make_case, make_answer, outcome):
    def taking(seconds):
        return [outcome(make_case(), make_answer(HURT, seconds=each)) for each in seconds]

    forty = timing(taking([each / 10 for each in range(1, 41)]))
    assert forty.median == pytest.approx(2.05)
    assert forty.p95 == pytest.approx(3.8)
    assert timing(taking([0.3])).p95 == 0.3
    assert timing([]) is None
