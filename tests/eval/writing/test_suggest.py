from datetime import date

import pytest

from eval.lint.texts import ArticleText
from eval.writing.suggest import (
    also_in,
    reachable,
    suggested_id,
    suggested_kind,
    suggested_sources,
)

TEXTS = {
    "a.txt": ArticleText("a.txt", date(2020, 1, 3), "Six people were hurt on Monday."),
    "b.txt": ArticleText("b.txt", date(2020, 1, 5), "Six people, says a second report."),
    "c.txt": ArticleText("c.txt", None, "A ferry took over on Tuesday."),
}


@pytest.mark.parametrize(
    ("question", "taken", "expected"),
    [
        ("How many people were hurt at Norby?", (), "people-hurt-norby"),
        ("Who?", (), "case"),
        ("Who?", ("case", "case-2"), "case-3"),
        ("من؟", (), "case"),
        ("What did Élise’s 2 ferries cost the whole city in all?", (), "elise-2-ferries-cost"),
    ],
)
def test_an_id_is_made_of_the_questions_words(question, taken, expected):
    assert suggested_id(question, taken) == expected


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many were hurt, and who?", "number"),
        ("Who were hurt, and how many?", "who"),
        ("At what time did it fall?", "when"),
        ("Whose ferry is it?", "who"),
        ("Which city is it in?", "where"),
        ("ferry", "what"),
    ],
)
def test_a_kind_is_that_of_the_first_telling_word(question, kind):
    assert suggested_kind(question) == kind


def test_articles_after_the_day_are_out_of_reach():
    assert list(reachable(TEXTS, date(2020, 1, 4))) == ["a.txt", "c.txt"]
    assert list(reachable(TEXTS, None)) == ["a.txt", "b.txt", "c.txt"]


def test_sources_hold_every_fact_or_are_each_needed():
    assert suggested_sources([["six people"]], TEXTS) == (("a.txt", "b.txt"), False)
    assert suggested_sources([["six people"], ["Monday"]], TEXTS) == (("a.txt",), False)
    assert suggested_sources([["Monday"], ["Tuesday"]], TEXTS) == (("a.txt", "c.txt"), True)
    assert suggested_sources([], TEXTS) == ((), False)


def test_other_articles_with_a_wording_are_elsewhere():
    assert also_in([["six people"]], ["a.txt"], TEXTS) == ("b.txt",)
