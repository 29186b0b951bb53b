"""The page in a real browser: asking, reading, keyboard, phone, no request elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    # Gradio counts its calls with two options that pandas 4 will drop.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

EXAMPLES = ("How many passengers were hurt on the ferry?", "Which ships went by on day 70?")
QUOTE = "Nine passengers were hurt, the port authority said."


def ask(page: Page, question: str) -> None:
    box = page.get_by_role("textbox", name="Your question")
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".exchange").last.locator(".coverage")).to_be_visible()


def in_sight(page: Page, selector: str) -> bool:
    return page.locator(selector).evaluate(
        """element => {
            const box = element.getClientRects()[0];
            const at = document.elementFromPoint(box.left + 5, box.top + box.height / 2);
            return element.contains(at);
        }"""
    )


def test_a_question_is_answered_and_its_citation_opens_the_article_at_the_quote(page) -> None:
    ask(page, EXAMPLES[0])
    page.get_by_role("button", name="Citation 1: Harbour bridge closed").first.click()
    mark = page.locator("#reader mark")
    expect(mark).to_have_text(QUOTE)
    expect(page.locator("#reader")).to_contain_text("I heard two bangs, not one.")
    expect(page.locator("#reader")).to_contain_text("Readers' comments")
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("")
    assert page.locator("#library").is_hidden()


def test_an_old_answers_citation_still_opens_its_own_article(page) -> None:
    ask(page, EXAMPLES[0])
    ask(page, EXAMPLES[1])
    page.locator("#exchange-1 blockquote button").first.click()
    expect(page.locator("#reader mark")).to_contain_text("Day 70:")
    page.locator("#exchange-0 blockquote button").first.click()
    expect(page.locator("#reader mark")).to_have_text(QUOTE)


def test_the_quote_is_scrolled_to_in_a_long_article(page) -> None:
    ask(page, EXAMPLES[1])
    page.locator("blockquote button").first.click()
    expect(page.locator("#reader mark")).to_contain_text("Day 70:")
    expect(page.locator("#reader mark")).to_be_focused()
    assert in_sight(page, "#reader mark")
    assert in_sight(page, "#question textarea")


def test_all_can_be_done_with_the_keyboard(page) -> None:
    page.get_by_role("button", name=EXAMPLES[0]).focus()
    page.keyboard.press("Enter")
    number = page.locator("blockquote button").first
    number.focus()
    expect(page.locator("blockquote .tip").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#reader mark")).to_be_focused()
    page.get_by_role("button", name="Next citation").press("Enter")
    expect(page.locator("#reader mark")).to_have_text(
        "Eleven passengers were hurt, according to the final report."
    )
    page.get_by_role("button", name="Back to the answer").press("Enter")
    expect(page.locator("#exchange-0 button[data-citation='2']").first).to_be_focused()


def test_the_list_of_articles_is_searched_sorted_and_opened(page) -> None:
    titles = page.locator("#articles td.column-title button")
    expect(titles.first).to_have_text("Inquiry into the harbour ferry")
    page.get_by_role("button", name="Passages").click()
    page.get_by_role("button", name="Passages").click()
    expect(titles.first).to_have_text("The lighthouse log")
    page.get_by_role("textbox", name="Find an article").fill("harbour")
    expect(titles).to_have_count(2)
    page.get_by_role("button", name="Harbour bridge closed").click()
    expect(page.locator("#reader h2")).to_have_text("Harbour bridge closed after ferry collision")
    page.get_by_role("button", name="All articles").click()
    expect(page.locator("#library")).to_be_visible()


def test_hostile_articles_are_only_text(page) -> None:
    ask(page, "Which council and mayor opened a tunnel?")
    page.locator("blockquote button").first.click()
    expect(page.locator("#reader mark")).to_contain_text("<b>council</b>")
    page.get_by_role("button", name="All articles").click()
    page.get_by_role("button", name="<script>").last.click()
    expect(page.locator("#reader")).to_contain_text("{{constructor}}")
    assert page.evaluate("window.attacked") is None


def test_an_as_of_day_leaves_out_what_came_later(page) -> None:
    page.get_by_label("As of").fill("2021-03-31")
    ask(page, EXAMPLES[0])
    expect(page.locator("blockquote")).to_have_count(1)
    expect(page.locator(".exchange .coverage")).to_contain_text("as of 31 March 2021")
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_label("As of")).to_have_value("")


def test_a_refused_question_is_one_line_and_the_page_goes_on(page) -> None:
    box = page.get_by_role("textbox", name="Your question")
    box.fill("x" * 600)
    box.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(
        "The question is longer than 500 characters: ask a shorter one."
    )
    ask(page, EXAMPLES[0])
    expect(page.locator("blockquote")).to_have_count(2)


def test_where_nothing_answers_the_closest_passages_can_be_read(page) -> None:
    ask(page, "What is the lighthouse made of?")
    expect(page.locator(".abstention")).to_contain_text("The articles don't answer this.")
    page.get_by_role("button", name="The lighthouse log").first.click()
    expect(page.locator("#reader mark")).to_have_text(
        "Day 1: the lamp burned all night and 1 ships went by."
    )


def test_two_people_have_conversations_of_their_own(visitor, address) -> None:
    one, other = visitor.open(address), visitor.open(address)
    ask(one, EXAMPLES[0])
    ask(other, EXAMPLES[1])
    expect(one.locator(".exchange")).to_have_count(1)
    other.locator("blockquote button").first.click()
    expect(other.locator("#reader mark")).to_contain_text("Day 70:")
    expect(one.locator("#reader mark")).to_have_count(0)


def test_the_page_fits_a_phone(visitor, address) -> None:
    page = visitor.open(address, 360, 740, color_scheme="dark", reduced_motion="reduce")
    ask(page, EXAMPLES[0])
    page.locator("blockquote button").first.click()
    expect(page.locator("#reader mark")).to_be_focused()
    assert in_sight(page, "#reader mark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_page_says_what_it_searches_and_that_no_model_writes(page) -> None:
    head = page.locator("#masthead")
    expect(head).to_contain_text(
        "Searching 4 articles, 3 January 2020 to 14 September 2021, 1 undated."
    )
    expect(head).to_contain_text("No language model is configured: answers are quotes")


def test_the_server_connects_to_nothing_but_itself(page, connections) -> None:
    ask(page, EXAMPLES[0])
    assert connections
    assert {str(address[0]) for address in connections} <= {"127.0.0.1", "localhost"}
