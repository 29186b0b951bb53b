from datetime import date

import pytest

from rag.answer.render import answer_text, coverage_line, limits_line, line, source_line
from rag.types import Citation, Coverage, Part, PassageFilter, Statement, Status


def citation(n, part=Part.BODY, day=date(2020, 1, 3)):
    return Citation(n, "a/b.txt", "Bridge closed", day, part, 10, 20, "It closed.")


def test_quotes_carry_their_numbers_and_what_they_are():
    statements = (
        Statement("It closed.", "quote", None, (1,)),
        Statement("It may reopen.", "quote", Status.UNCONFIRMED, (2,)),
        Statement("Good riddance.", "quote", Status.OPINION, (3,)),
    )
    citations = (citation(1), citation(2), citation(3, Part.COMMENTS))
    assert answer_text(statements, citations, None) == (
        "“It closed.” [1]\n\n"
        "Unconfirmed: “It may reopen.” [2]\n\n"
        "Reader's comment: “Good riddance.” [3]"
    )


def test_a_caveat_comes_before_the_quotes():
    text = answer_text((Statement("It closed.", "quote", None, (1,)),), (citation(1),), "Nearest:")
    assert text == "Nearest:\n\n“It closed.” [1]"


def test_coverage_says_how_many_from_when_to_when_and_what_was_left_out():
    whole = Coverage(14, date(2020, 1, 3), date(2024, 2, 8), 1)
    assert (
        coverage_line(whole)
        == "Searched 14 articles, 3 January 2020 to 8 February 2024, 1 undated."
    )
    limited = Coverage(1, date(2020, 1, 3), date(2020, 1, 3), 0, date(2020, 1, 5), 13)
    assert coverage_line(limited) == (
        "Searched 1 article, 3 January 2020, as of 5 January 2020, "
        "13 outside the dates asked for left out."
    )
    assert coverage_line(Coverage(0, None, None, 0)) == "Searched 0 articles."


def test_a_file_name_with_a_new_line_stays_on_one_line():
    odd = Citation(1, 'a "q"\nx.txt', "", None, Part.BODY, 0, 3, "It.")
    assert source_line(odd) == '[1] a "q"\\nx.txt, undated: a "q"\\nx.txt[0:3]'


def test_a_source_is_named_with_date_part_and_span():
    assert source_line(citation(2, Part.POST, None)) == (
        "[2] Bridge closed, undated, social-media post: a/b.txt[10:20]"
    )


@pytest.mark.parametrize(
    ("status", "by", "part", "said"),
    [
        (
            Status.CONFIRMED,
            "the ministry",
            Part.BODY,
            "Confirmed by the ministry: “It closed.” [1]",
        ),
        (Status.REPORTED, None, Part.BODY, "Reported: “It closed.” [1]"),
        (Status.OPINION, None, Part.BODY, "Opinion: “It closed.” [1]"),
        (Status.UNCONFIRMED, "Reuters", Part.BODY, "Unconfirmed, from Reuters: “It closed.” [1]"),
        (
            Status.UNCONFIRMED,
            "unconfirmed reports",
            Part.BODY,
            "Unconfirmed reports: “It closed.” [1]",
        ),
        (
            Status.ALLEGED,
            "Ann Lee (@annlee)",
            Part.POST,
            "Social-media post by Ann Lee (@annlee), alleged: “It closed.” [1]",
        ),
        (Status.OPINION, "the mayor", Part.COMMENTS, "Reader's comment: “It closed.” [1]"),
        (None, "the mayor", Part.BODY, "“It closed.” [1]"),
    ],
)
def test_how_sure_it_is_and_by_whom_stands_before_the_quote(status, by, part, said):
    statement = Statement("It closed.", "quote", status, (1,), by)
    assert line(statement, (citation(1, part),)) == said


def test_a_quote_that_starts_with_its_source_names_it_once():
    statement = Statement("The ministry knows.", "quote", Status.CONFIRMED, (1,), "the ministry")
    assert line(statement, (citation(1),)) == "Confirmed: “The ministry knows.” [1]"


def test_what_the_first_words_refer_to_stands_outside_the_quote():
    statement = Statement("It closed.", "quote", None, (1,), refers_to="the Norby bridge")
    assert line(statement, (citation(1),)) == "[the Norby bridge] “It closed.” [1]"


def test_articles_left_out_by_a_date_and_undated_quotes_are_said():
    where = PassageFilter(since=date(2024, 1, 1))
    covered = Coverage(3, date(2024, 1, 5), date(2024, 2, 1), 1, left_out=2)
    assert limits_line(where, covered, (citation(1), citation(2, day=None))) == (
        "Left out: 2 articles from before 1 January 2024. "
        "[2] is undated and may be from another time."
    )
    assert limits_line(PassageFilter(), covered, (citation(2, day=None),)) is None
    assert limits_line(where, Coverage(3, None, None, 0), (citation(1),)) is None
