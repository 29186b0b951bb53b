"""Lists over the sample articles, compared with what their text holds."""

import re
from datetime import date

from rag.types import Question


def listed(engine, question, **more):
    return engine.ask(Question(question, **more))


def holding(engine, pattern):
    return {
        record.file
        for record in engine.articles()
        if re.search(pattern, engine.article(record.file).text)
    }


def test_every_article_that_mentions_a_name_is_listed_once_however_it_is_spelled(engine):
    answer = listed(engine, "Which articles mention Irbil?")
    assert {each.file for each in answer.citations} == holding(engine, "Erbil|Irbil")
    assert len({each.file for each in answer.citations}) == len(answer.citations)
    assert all(re.search("Erbil|Irbil", each.quote) for each in answer.citations)


def test_the_first_line_says_how_many_and_each_item_names_its_article(engine):
    answer = listed(engine, "How many articles mention Irbil?")
    heading, *items = answer.text.split("\n")
    assert heading == f"{len(answer.citations)} articles mention “Irbil”, oldest first:"
    assert answer.statements[0].text == heading
    assert answer.statements[0].kind == "written"
    assert answer.statements[0].citations == tuple(each.n for each in answer.citations)
    for item, citation in zip(items, answer.citations, strict=True):
        assert item.startswith(f"- {citation.title}")
        assert item.endswith(f"“{citation.quote}” [{citation.n}]")


def test_a_list_is_by_date_and_undated_articles_stand_last(engine):
    dates = [each.date for each in listed(engine, "Which articles mention Soleimani?").citations]
    assert len(dates) > 5
    assert dates[-1] is None
    assert dates[:-1] == sorted(dates[:-1])


def test_articles_of_a_year_are_listed_without_a_topic(engine):
    answer = listed(engine, "Which articles are from 2024?")
    assert {each.file for each in answer.citations} == {
        record.file for record in engine.articles() if record.date and record.date.year == 2024
    }
    assert "Left out:" in answer.text


def test_what_no_article_mentions_is_said(engine):
    answer = listed(engine, "Which articles mention penguins?")
    assert answer.abstained
    assert answer.reason == "No article mentions “penguins”."


def test_what_happened_on_a_day_comes_from_reports_of_it_and_from_later_ones(engine):
    answer = listed(engine, "What happened on 5 January 2020?")
    assert {"parliament-vote.html", "timeline.pdf"} <= {each.file for each in answer.citations}
    assert all(each.date is None or each.date >= date(2020, 1, 4) for each in answer.citations)


def test_a_list_as_of_a_day_has_nothing_later(engine):
    answer = listed(engine, "Which articles mention Soleimani?", as_of=date(2020, 1, 4))
    assert answer.citations
    assert all(each.date is None or each.date <= date(2020, 1, 4) for each in answer.citations)


def test_a_time_with_an_open_end_is_said_as_such(engine):
    heading = listed(engine, "What happened after 1 February 2024?").text.split("\n")[0]
    assert heading == "2 articles tell of the time from 2 February 2024, oldest first:"
