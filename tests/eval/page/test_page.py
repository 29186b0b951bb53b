"""The page of a run: what it shows, and that it loads nothing."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

from eval.history import PastRun
from eval.page.build import page_html
from eval.page.cases import marked
from eval.results import NotRun
from rag.settings import Settings

AT = datetime(2020, 1, 4, 12, 30, tzinfo=UTC)
HURT = "How many were hurt?"
VOID = {"meta", "input", "link", "img", "br", "hr"}


class Balanced(HTMLParser):
    """Fails where a tag is closed that is not open; notes what the page would load."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.loads = []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        self.loads += [tag for name, _ in attributes if name in ("src", "srcset", "xlink:href")]
        if tag in ("script", "link", "iframe", "object", "embed"):
            self.loads.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


@pytest.fixture
def page(held):
    def build(now, before=None, runs=(), not_run=()):
        html = page_html([held(now, before, runs)], not_run, Settings(), AT)
        reader = Balanced()
        reader.feed(html)
        assert reader.open == []
        assert reader.loads == []
        assert "url(" not in html
        assert "@import" not in html
        return html

    return build


def text_of(html):
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S).split())


def test_a_run_that_held_says_so(page, run_of):
    text = text_of(page(run_of(), run_of()))
    assert "3 of 3 cases pass" in text
    assert "as in the baseline" in text
    assert "Run of 04 January 2020, 12:30" in text


def test_a_lost_case_is_open_with_what_was_expected_and_why_it_fails(page, run_of, make_answer):
    html = page(run_of(**{HURT: make_answer(("bridge.txt", "The bridge at Norby fell"))}), run_of())
    lost = html[html.index('id="s-tiny-hurt"') : html.index('id="s-tiny-ferry-day"')]
    assert 'id="s-tiny-hurt" open>' in html
    assert 'id="s-tiny-cost">' in html
    assert "1 newly failing" in text_of(html)
    for shown in (
        "six people | six persons (article not found)",
        "lacks six people",
        "from bridge.txt",
        "The bridge at Norby fell",
        "bridge.txt[0:24], undated, body",
    ):
        assert shown in text_of(lost), text_of(lost)


def test_another_answer_that_is_as_right_says_so(page, run_of, make_answer):
    longer = make_answer(("bridge.txt", "Six people were hurt."), ("bridge.txt", "The bridge"))
    text = text_of(page(run_of(**{HURT: longer}), run_of()))
    assert "1 answered otherwise" in text
    assert "passing, answered otherwise" in text


def test_the_wording_that_was_asked_for_is_marked_in_its_quote(page, run_of):
    assert "<mark>Six people</mark> were hurt." in page(run_of(), run_of())


def test_what_an_article_or_question_says_is_never_markup(page, run_of, make_answer):
    answer = make_answer(("bridge.txt", "Six people were hurt."))
    evil = make_answer(citations=answer.citations, statements=answer.statements)
    html = page(run_of(**{HURT: ValueError("<script>alert(1)</script> & more")}), run_of())
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html
    assert "<script" not in html
    assert "<script" not in page(run_of(**{HURT: evil}))


def test_marks_are_put_around_what_is_escaped():
    assert marked('<b>"six" people & six', ["six"]) == (
        "&lt;b&gt;&#34;<mark>six</mark>&#34; people &amp; <mark>six</mark>"
    )
    assert marked("six people", ["six people", "people"]) == "<mark>six people</mark>"


def test_the_last_runs_are_drawn_once_there_are_two(page, run_of):
    runs = tuple(
        PastRun(
            at=AT + timedelta(days=day),
            passed=day,
            cases=3,
            totals={"fact_recall": day / 3},
            seconds=0.1,
            code="c",
        )
        for day in range(3)
    )
    assert "The last runs" not in page(run_of(), run_of(), runs[:1])
    html = page(run_of(), run_of(), runs)
    assert "04 Jan 12:30" in html
    assert html.count("<circle") > 6


def test_a_run_without_a_baseline_and_a_suite_that_did_not_run(page, run_of):
    missing = NotRun("other", "its articles are <missing>", fault=False)
    text = text_of(page(run_of(), not_run=[missing]))
    assert "no baseline to hold it against" in text
    assert "not run: its articles are &lt;missing&gt;" in text


def test_a_run_in_which_everything_raises_is_still_a_page(page, run_of, right_answers):
    text = text_of(page(run_of(**dict.fromkeys(right_answers, KeyError("x"))), run_of()))
    assert "0 of 3 cases pass" in text
    assert "3 raised" in text
    assert "Time of an answer" not in text
