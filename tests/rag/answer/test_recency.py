from dataclasses import replace
from datetime import date

import pytest

from rag.answer.evidence import Evidence
from rag.answer.recency import LATEST, asks_for_latest, latest_first, of_those_days
from rag.question.dates import find_periods
from rag.types import FoundPassage, Part, Passage, Span


def sentence(file, day, score):
    passage = Passage(file, file, 0, 0, 5, Part.BODY, "Done.", (Span(0, 5),), date=day)
    found = FoundPassage(passage, 0.5)
    return Evidence(found, 0, Span(0, 5), "Done.", (), 0.5, 0.5, 0.5, None, score)


OLD = sentence("old", date(2020, 1, 3), 3.0)
NEW = sentence("new", date(2024, 2, 7), 2.5)
UNDATED = sentence("undated", None, 3.0)


def test_a_later_article_comes_first_where_both_may_answer():
    assert [each.file for each in latest_first((OLD, UNDATED, NEW))] == ["new", "undated", "old"]


def test_a_sentence_that_does_not_answer_is_not_raised_past_one_that_does():
    far = replace(NEW, score=OLD.score - LATEST - 0.1)
    assert latest_first((OLD, far))[0].file == "old"


def test_sentences_of_one_day_keep_their_order():
    assert latest_first((OLD, UNDATED)) == (OLD, UNDATED)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How many died in the latest strike?", True),
        ("What is the most recent count?", True),
        ("How many died in the last strike of 2020?", False),
        ("Who was killed?", False),
    ],
)
def test_asking_for_the_latest_is_noticed(question, asks):
    assert asks_for_latest(question) is asks


def test_a_much_later_article_is_left_out_unless_it_names_the_days_asked_about():
    asked = find_periods("Who was killed in January 2020?")
    recalling = replace(
        NEW, found=replace(NEW.found, passage=replace(NEW.found.passage, id="r", text="In 2020."))
    )
    assert of_those_days((OLD, NEW, UNDATED, recalling), asked) == (OLD, UNDATED, recalling)


def test_nothing_is_left_out_for_a_date_that_is_open_or_of_publication_or_leaves_nothing():
    for question in ("Who was killed since 2020?", "What do articles of 2020 say?", "Who died?"):
        assert of_those_days((OLD, NEW), find_periods(question)) == (OLD, NEW)
    assert of_those_days((NEW,), find_periods("Who was killed in January 2020?")) == (NEW,)
