"""Each metric against values worked out by hand."""

from dataclasses import replace

import pytest

from eval.metrics import failures, score_case
from eval.scorers import (
    brief,
    citation_precision,
    citation_recall,
    clean,
    disagreement,
    exact_quotes,
    fact_recall,
    first_file_right,
    hit_at,
    reciprocal_rank,
    status_right,
    words,
    wrongly_answered,
    wrongly_refused,
)
from rag.types import DisputedValue, Statement, Status

HURT = ("bridge.txt", "Six people were hurt.")
FELL = ("bridge.txt", "The bridge at Norby fell on Monday.")
FERRY = ("ferry.txt", "A ferry took over on Tuesday.")


def test_fact_recall_is_the_share_of_facts_held_in_any_wording(make_case, make_answer):
    case = make_case(facts=[["nobody", "SIX people"], ["Norby"], ["Friday"]])
    score = fact_recall(case, make_answer(HURT, FELL))
    assert score.value == pytest.approx(2 / 3)
    assert score.weight == 3
    assert score.reasons == ("lacks Friday",)


def test_a_refusal_holds_no_fact(make_case, make_answer):
    assert fact_recall(make_case(), make_answer()).value == 0


def test_a_fact_may_stand_in_the_quote_behind_a_written_statement(make_case, make_answer):
    answer = make_answer(HURT, statements=(Statement("Half a dozen.", "written", None, (1,)),))
    assert fact_recall(make_case(), answer).value == 1


def test_facts_are_not_scored_where_there_are_none(make_case, make_answer):
    assert fact_recall(make_case(answerable=False), make_answer()).value is None


def test_clean_is_lost_by_a_forbidden_wording(make_case, make_answer):
    case = make_case(forbidden=["sixty", "Monday"])
    assert clean(case, make_answer(HURT)).value == 1
    assert clean(case, make_answer(HURT, FELL)).value == 0
    assert clean(case, make_answer(FELL)).reasons == ("says Monday",)
    assert clean(make_case(), make_answer(FELL)).value is None


@pytest.mark.parametrize(
    ("cited", "sources", "every", "precision", "recall", "first"),
    [
        ([HURT, FELL], ["bridge.txt"], False, 1, 1, 1),
        ([FERRY, HURT], ["bridge.txt"], False, 1 / 2, 1, 0),
        ([HURT], ["bridge.txt", "ferry.txt"], False, 1, 1, 1),
        ([HURT], ["bridge.txt", "ferry.txt"], True, 1, 1 / 2, 1),
        ([HURT, FERRY, FELL], ["bridge.txt", "ferry.txt"], True, 1, 1, 1),
        ([FERRY], ["bridge.txt"], False, 0, 0, 0),
        ([], ["bridge.txt"], False, 0, 0, 0),
    ],
)
def test_citations_by_file(make_case, make_answer, cited, sources, every, precision, recall, first):
    case = make_case(sources=sources, every_source=every)
    answer = make_answer(*cited)
    assert citation_precision(case, answer).value == precision
    assert citation_recall(case, answer).value == recall
    assert first_file_right(case, answer).value == first


def test_the_first_citation_is_number_one_wherever_it_stands(make_case, make_answer, make_citation):
    citations = (make_citation(2, *FERRY), make_citation(1, *HURT))
    assert first_file_right(make_case(), make_answer(citations=citations)).value == 1


def test_a_source_stands_for_the_articles_inside_it(make_case, make_answer, make_citation):
    answer = make_answer(citations=(make_citation(1, "wire.json#a1", "Text.", start=0),))
    assert citation_recall(make_case(sources=["wire.json"]), answer).value == 1
    assert citation_recall(make_case(sources=["wire.json#a1"]), answer).value == 1
    assert citation_recall(make_case(sources=["wire.json#a2"]), answer).value == 0
    assert citation_recall(make_case(sources=["wire.js"]), answer).value == 0


def test_exact_quotes_is_the_share_of_quotes_that_are_their_slice(
    make_answer, make_citation, texts
):
    shifted = make_citation(2, *FERRY, start=1)
    score = exact_quotes(make_answer(citations=(make_citation(1, *HURT), shifted)), texts)
    assert score.value == 1 / 2
    assert score.weight == 2
    assert score.reasons == ("quote [2] is not ferry.txt[1:30]",)


def test_a_quote_altered_by_a_character_is_not_exact(make_answer, make_citation, texts):
    citation = make_citation(1, "bridge.txt", "Six people were hurt!", start=36)
    assert texts["bridge.txt"][36:56] == "Six people were hurt"
    assert exact_quotes(make_answer(citations=(citation,)), texts).value == 0


def test_a_quote_of_an_article_that_is_not_there_is_not_exact(make_answer, make_citation, texts):
    citation = make_citation(1, "gone.txt", "Six", start=0)
    assert exact_quotes(make_answer(citations=(citation,)), texts).value == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bridge at Norby fell on Monday. Six people were hurt.", 1),
        ("“The bridge at Norby fell on Monday.” … “Six people were hurt.”", 1),
        ("The bridge at Norby fell on Monday. Surely, six people were hurt.", 2 / 3),
        ("The bridge at Norby fell.", 2 / 3),
    ],
)
def test_a_quoted_statement_is_nothing_but_its_quotes(make_answer, texts, text, value):
    statement = Statement(text, "quote", None, (1, 2))
    score = exact_quotes(make_answer(FELL, HURT, statements=(statement,)), texts)
    assert score.value == pytest.approx(value)


def test_a_quoted_statement_without_a_citation_is_not_exact(make_answer, texts):
    answer = make_answer(statements=(Statement("Six people.", "quote", None, ()),))
    assert exact_quotes(answer, texts).value == 0


def test_a_written_statement_is_free_in_its_words(make_answer, texts):
    answer = make_answer(HURT, statements=(Statement("Half a dozen.", "written", None, (1,)),))
    assert exact_quotes(answer, texts).value == 1


def test_a_refusal_has_no_quotes_to_score(make_answer, texts):
    assert exact_quotes(make_answer(), texts).value is None


@pytest.mark.parametrize(
    ("answerable", "answered", "refused", "wrong"),
    [
        (True, True, 0, None),
        (True, False, 1, None),
        (False, True, None, 1),
        (False, False, None, 0),
    ],
)
def test_abstention_both_ways(make_case, make_answer, answerable, answered, refused, wrong):
    case = make_case(answerable=answerable)
    answer = make_answer(HURT) if answered else make_answer()
    assert wrongly_refused(case, answer).value == refused
    assert wrongly_answered(case, answer).value == wrong


def test_words_are_counted_over_all_statements(make_answer):
    assert words(make_answer(HURT, FELL)).value == 4 + 7
    assert words(make_answer()).value is None


@pytest.mark.parametrize(
    ("found", "at_1", "at_5", "reciprocal"),
    [
        (("bridge.txt", "ferry.txt"), 1, 1, 1),
        (("ferry.txt", "ferry.txt", "bridge.txt"), 0, 1, 1 / 3),
        (("ferry.txt",) * 5 + ("bridge.txt",), 0, 0, 1 / 6),
        (("ferry.txt",), 0, 0, 0),
        ((), 0, 0, 0),
    ],
)
def test_retrieval_by_file(make_case, make_answer, found, at_1, at_5, reciprocal):
    case, answer = make_case(), make_answer(HURT, found=found)
    assert hit_at(1, case, answer).value == at_1
    assert hit_at(5, case, answer).value == at_5
    assert reciprocal_rank(case, answer).value == reciprocal


def test_of_an_unanswerable_case_only_refusal_and_form_are_scored(make_case, make_answer, texts):
    scores = score_case(make_case(answerable=False), make_answer(HURT), texts)
    scored = {name for name, score in scores.items() if score.value is not None}
    assert scored == {"wrongly_answered", "exact_quotes", "words"}


def disputed(make_answer, *values):
    return replace(make_answer(HURT, FELL), disagreement=tuple(values) or None)


@pytest.mark.parametrize(
    ("values", "share"),
    [
        ([DisputedValue("six", (1,)), DisputedValue("Monday", (2,))], 1),
        ([DisputedValue("6", (1,)), DisputedValue("eight", ())], 1 / 2),
        ([DisputedValue("six or Monday", ())], 1 / 2),
        ([], 0),
    ],
)
def test_disputed_values_are_shown_each_by_one_of_its_own(make_case, make_answer, values, share):
    case = make_case(disagreement=[["six", "six people"], ["Monday"]])
    assert disagreement(case, disputed(make_answer, *values)).value == share


def test_a_disagreement_nobody_asked_for_is_not_scored(make_case, make_answer):
    assert disagreement(make_case(), disputed(make_answer)).value is None


def with_status(make_answer, status):
    return make_answer(HURT, statements=(Statement(HURT[1], "quote", status, (1,)),))


def test_the_status_is_that_of_the_statement_with_the_fact(make_case, make_answer):
    case = make_case(status="alleged")
    assert status_right(case, with_status(make_answer, Status.ALLEGED)).value == 1
    wrong = status_right(case, with_status(make_answer, None))
    assert (wrong.value, wrong.reasons) == (0, ("status none, not alleged",))
    assert status_right(case, make_answer(FELL)).reasons == (
        "no statement with a fact, not alleged",
    )
    assert status_right(make_case(), make_answer(HURT)).value is None


@pytest.mark.parametrize(("most", "value"), [(4, 1), (3, 0)])
def test_an_answer_may_have_as_many_words_as_its_case_says(make_case, make_answer, most, value):
    assert brief(make_case(most_words=most), make_answer(HURT)).value == value
    assert brief(make_case(), make_answer(HURT)).value is None


def test_what_a_case_asks_of_form_decides_whether_it_passes(make_case, make_answer, texts):
    case = make_case(most_words=3, status="denied", disagreement=[["six"], ["ten"]])
    assert failures(score_case(case, make_answer(HURT), texts)) == (
        "doesn't show as disputed six",
        "doesn't show as disputed ten",
        "status none, not denied",
        "4 words, more than 3",
    )
    assert failures(score_case(make_case(), make_answer(HURT), texts)) == ()
