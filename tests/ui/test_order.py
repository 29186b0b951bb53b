"""Answers to a page's events may come late: a page never goes back to what it showed before."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from playwright.sync_api import expect

from rag.types import Question
from ui.talks import Talks
from ui.texts import ENGLISH

pytestmark = [
    # Gradio counts its calls with two options that pandas 4 will drop.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

HURT = "How many passengers were hurt on the ferry?"


@pytest.fixture
def talks(engine) -> Talks:
    return Talks(engine, ENGLISH, lambda _: None)


@pytest.fixture
def opened(start, served, engine, visitor):
    """A page of its own over an engine of its own."""
    blocks, address = start(replace(served, engine=engine))
    yield visitor.open(address, reduced_motion="reduce")
    blocks.close(verbose=False)


def test_each_change_has_a_greater_number_than_those_before_it(talks) -> None:
    one, other = talks.begin(), talks.begin()
    assert 0 < one.change < other.change
    list(talks.ask(one, Question(HURT)))
    assert one.change > other.change


def test_a_conversation_that_is_opened_is_newer_than_all_that_was_shown_before(talks) -> None:
    old, new = talks.begin(), talks.begin()
    talks.open("page", new)
    talks.open("page", old)
    assert old.change > new.change
    assert talks.opened("page") is old
    assert talks.opened("another page") is None
    assert talks.opened("page", "anna") is None


def test_a_page_begins_with_one_conversation_however_often_it_is_named(talks) -> None:
    first = talks.first("page")
    assert talks.first("page") is first
    assert talks.first("another page") is not first
    assert talks.first("page", "anna") is not first


@pytest.mark.browser
def test_news_that_come_late_leave_a_newer_answer_as_it_is(opened, engine) -> None:
    go_on, looked, coverage = Event(), Event(), engine.coverage

    def late():
        looked.set()
        assert go_on.wait(20)
        return replace(coverage(), articles=77)

    # The page asks what is searched now, and is told only once its question has been answered.
    engine.coverage = late
    engine.changes += 1
    assert looked.wait(20)
    box = opened.get_by_role("textbox", name="Your question")
    box.fill(HURT)
    box.press("Enter")
    expect(opened.locator(".exchange .coverage")).to_be_visible()
    go_on.set()
    expect(opened.locator("#masthead")).to_contain_text("77 articles")
    expect(opened.locator(".exchange .coverage")).to_be_visible()


@pytest.mark.browser
def test_an_answer_that_comes_late_leaves_a_new_conversation_empty(opened, engine) -> None:
    go_on, answer = Event(), engine.ask
    engine.ask = lambda question: (go_on.wait(20), answer(question))[1]
    box = opened.get_by_role("textbox", name="Your question")
    box.fill(HURT)
    box.press("Enter")
    expect(opened.locator(".exchange")).to_be_visible()
    opened.get_by_role("button", name="New conversation").click()
    expect(opened.locator(".exchange")).to_have_count(0)
    go_on.set()
    box.fill("Which ships went by on day 70?")
    box.press("Enter")
    expect(opened.locator(".exchange .coverage")).to_be_visible()
    expect(opened.locator(".exchange")).to_have_count(1)
    expect(opened.locator(".question")).to_contain_text("day 70")
