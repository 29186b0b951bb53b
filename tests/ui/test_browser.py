"""The page in a real browser: asking, reading, keyboard, phone, no request elsewhere."""

from __future__ import annotations

from threading import Event
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from eval.writing.drafts import read_drafts

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
    page.locator(".exchange").nth(1).locator("blockquote button").first.click()
    expect(page.locator("#reader mark")).to_contain_text("Day 70:")
    page.locator(".exchange").nth(0).locator("blockquote button").first.click()
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
    card = page.locator("blockquote .card").first
    for said in ("Harbour bridge closed", "2 March 2021", "2021/harbour.txt", QUOTE):
        expect(card).to_contain_text(said)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#reader mark")).to_be_focused()
    eleven = "Eleven passengers were hurt, according to the final report."
    page.keyboard.press("ArrowRight")
    expect(page.locator("#reader mark")).to_have_text(eleven)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#reader mark")).to_have_text(QUOTE)
    page.get_by_role("button", name="Next citation").press("Enter")
    expect(page.locator("#reader mark")).to_have_text(eleven)
    page.get_by_role("button", name="Back to the answer").press("Enter")
    expect(page.locator(".exchange .mark[data-citation='2']").first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".exchange .mark[data-citation='1']").first).to_be_focused()
    page.locator("#reader mark").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#reader .reading")).to_have_count(0)


def test_the_list_of_articles_is_searched_sorted_and_opened(page) -> None:
    titles = page.locator("#articles [data-do='open']")
    expect(titles.first).to_have_text("Inquiry into the harbour ferry")
    page.get_by_role("button", name="Passages").click()
    page.get_by_role("button", name="Passages").click()
    expect(titles.first).to_have_text("The lighthouse log")
    page.get_by_role("searchbox", name="Find an article").fill("harbour")
    expect(titles).to_have_count(2)
    page.get_by_role("button", name="Harbour bridge closed").click()
    expect(page.locator("#reader h2")).to_have_text("Harbour bridge closed after ferry collision")
    page.get_by_role("button", name="All articles").click()
    expect(page.locator("#library")).to_be_visible()
    page.get_by_role("searchbox", name="Find an article").fill("")


def test_hostile_articles_are_only_text(page) -> None:
    ask(page, "Which council and mayor opened a tunnel?")
    page.locator("blockquote button").first.click()
    expect(page.locator("#reader mark")).to_contain_text("<b>council</b>")
    page.get_by_role("button", name="All articles").click()
    page.locator("#articles [data-do='open']", has_text="<script>").click()
    expect(page.locator("#reader")).to_contain_text("{{constructor}}")
    assert page.evaluate("window.attacked") is None


def test_an_as_of_day_leaves_out_what_came_later(page) -> None:
    page.locator("#limits summary").click()
    page.get_by_label("As of").fill("2021-03-31")
    ask(page, EXAMPLES[0])
    expect(page.locator("blockquote")).to_have_count(1)
    expect(page.locator(".exchange .coverage")).to_contain_text("as of 31 March 2021")
    page.get_by_role("button", name="Remove limit: As of 2021-03-31").click()
    ask(page, EXAMPLES[0])
    expect(page.locator("blockquote")).to_have_count(3)


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
    page.locator(".closest", has_text="The lighthouse log").click()
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
    expect(head).to_contain_text("No language model: answers are quotes")


def test_the_server_connects_to_nothing_but_itself(page, connections) -> None:
    ask(page, EXAMPLES[0])
    assert connections
    assert {str(address[0]) for address in connections} <= {"127.0.0.1", "localhost"}


def test_a_chosen_limit_is_sent_shown_and_removed(page) -> None:
    row = page.locator("#articles tr", has_text="Inquiry into the harbour ferry")
    row.hover()
    row.get_by_role("button", name="Ask only this article").click()
    ask(page, EXAMPLES[0])
    expect(page.locator(".limited")).to_have_text("Asked only of: inquiry.md")
    expect(page.locator("blockquote")).to_have_count(1)
    page.get_by_role("button", name="Remove limit: inquiry.md").click()
    ask(page, EXAMPLES[0])
    expect(page.locator(".exchange").last.locator("blockquote")).to_have_count(2)


def test_a_bar_of_the_timeline_limits_questions_and_list(page) -> None:
    bar = page.get_by_role("button", name="March 2021: 1 article")
    bar.click()
    expect(page.locator("#articles [data-do='open']")).to_have_count(1)
    ask(page, EXAMPLES[0])
    expect(page.locator(".limited")).to_have_text("Asked only of: 1 March 2021 to 31 March 2021")
    expect(page.get_by_role("button", name="March 2021: 1 article, 1 cited")).to_be_visible()
    page.get_by_role("button", name="March 2021: 1 article").click()
    expect(page.locator("#articles [data-do='open']")).to_have_count(4)


def test_the_last_question_is_edited_with_the_keyboard(page) -> None:
    ask(page, EXAMPLES[1])
    box = page.get_by_role("textbox", name="Your question")
    box.press("ArrowUp")
    expect(box).to_have_value(EXAMPLES[1])
    expect(page.get_by_text("You are editing your last question")).to_be_visible()
    box.press("Escape")
    expect(box).to_have_value("")
    box.press("ArrowUp")
    box.fill(EXAMPLES[0])
    box.press("Enter")
    expect(page.locator(".exchange .question")).to_contain_text(EXAMPLES[0])
    expect(page.locator(".exchange")).to_have_count(1)
    expect(page.get_by_text("You are editing your last question")).to_be_hidden()


def test_a_question_can_be_stopped_asked_again_and_the_box_never_blocks(page, served) -> None:
    go_on, answer = Event(), served.engine.ask
    served.engine.ask = lambda question: (go_on.wait(20), answer(question))[1]
    box = page.get_by_role("textbox", name="Your question")
    for question in EXAMPLES:
        box.fill(question)
        box.press("Enter")
        expect(page.locator(".question", has_text=question)).to_be_visible()
    expect(page.get_by_text("Waiting for the question before…")).to_be_visible()
    box.fill("typed meanwhile")
    box.press("Escape")
    expect(page.locator(".failure")).to_have_count(2)
    served.engine.ask = answer
    go_on.set()
    expect(box).to_have_value("typed meanwhile")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".exchange").last.locator("blockquote")).to_have_count(3)
    expect(page.locator(".exchange")).to_have_count(2)


def test_a_conversation_outlives_a_reload_with_its_citations(visitor, address) -> None:
    page = visitor.open(address)
    ask(page, EXAMPLES[0])
    ask(page, EXAMPLES[1])
    page.reload()
    expect(page.locator(".exchange")).to_have_count(2)
    page.locator(".exchange").first.locator(".mark[data-citation='2']").first.click()
    expect(page.locator("#reader mark")).to_have_text(
        "Eleven passengers were hurt, according to the final report."
    )


def test_an_answer_is_judged_and_the_reason_kept(page, served) -> None:
    ask(page, EXAMPLES[0])
    page.get_by_role("button", name="Bad answer").click()
    reason = page.get_by_label("What is right or wrong about it?")
    reason.fill("It was seven.")
    page.get_by_role("button", name="Save reason").click()
    expect(page.get_by_role("button", name="Bad answer")).to_have_attribute("aria-pressed", "true")
    wait_for(lambda: comments(served) == ["It was seven."])
    page.get_by_role("button", name="Bad answer").click()
    wait_for(lambda: comments(served) == [])


def test_a_conversation_is_kept_named_opened_and_deleted(page, served) -> None:
    ask(page, EXAMPLES[0])
    page.get_by_text("Keep or save").click()
    page.get_by_role("switch", name="Keep this conversation").click()
    page.once("dialog", lambda dialog: dialog.accept("The ferry"))
    page.get_by_role("button", name="Rename").click()
    kept = page.get_by_role("button", name="Open The ferry")
    expect(kept).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".exchange")).to_have_count(0)
    page.get_by_text("Keep or save").click()
    kept.click()
    expect(page.locator(".exchange")).to_have_count(1)
    page.locator(".mark").first.click()
    expect(page.locator("#reader mark")).to_have_text(QUOTE)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_text("Keep or save").click()
    page.get_by_role("button", name="Delete").click()
    expect(kept).to_have_count(0)
    assert served.shelf.all("") == ()


def test_a_conversation_is_saved_as_files(page) -> None:
    ask(page, EXAMPLES[0])
    page.get_by_text("Keep or save").click()
    for name, said in (("Markdown", f"“{QUOTE}”"), ("JSON", '"quote": "Nine passengers')):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert said in download.value.path().read_text(encoding="utf-8")


def test_new_articles_are_taken_up_without_a_reload(page, served) -> None:
    ask(page, EXAMPLES[0])
    before = served.engine.stored["2021/harbour.txt"]
    try:
        served.engine.change("2021/harbour.txt", "Corrected.\n\n" + before.text)
        expect(page.locator(".since")).to_have_text("changed since", timeout=10_000)
        page.locator(".mark").first.click()
        expect(page.locator("#reader")).to_contain_text("has changed since the answer was given")
        expect(page.locator("#reader mark")).to_have_text(QUOTE)
    finally:
        served.engine.stored["2021/harbour.txt"] = before
        served.engine.changes += 1


def comments(served) -> list[str]:
    found, _ = read_drafts(served.drafts.folder)
    return [each.draft.comment for each in found]


def wait_for(true) -> None:
    deadline = monotonic() + 10
    while not true() and monotonic() < deadline:
        sleep(0.02)
    assert true()
