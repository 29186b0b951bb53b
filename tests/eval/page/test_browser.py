"""The report in a real browser: it loads nothing, filters without a script, and prints whole."""

import os
import shutil
from datetime import UTC, datetime

import pytest
from playwright.sync_api import sync_playwright

from eval.page.build import page_html
from rag.settings import Settings

pytestmark = pytest.mark.browser
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SWITCHES += ["--disable-component-update", "--disable-sync"]


@pytest.fixture
def report(tmp_path, held, run_of, make_answer):
    """The report of a run that lost a case, open in Chromium, with what it fetched and logged."""
    chromium = shutil.which("chromium")
    if chromium is None and not os.environ.get("CI"):
        pytest.skip("there is no chromium on this machine")
    assert chromium, "CI needs chromium for the browser tests"
    lost = run_of(**{"How many were hurt?": make_answer(("bridge.txt", "The bridge at Norby"))})
    html = page_html([held(lost, run_of())], (), Settings(), datetime(2020, 1, 4, tzinfo=UTC))
    path = tmp_path / "report.html"
    path.write_text(html, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.fetched, page.logged = [], []
        page.on("request", lambda request: page.fetched.append(request.url))
        page.on("console", lambda message: page.logged.append(message.text))
        page.on("pageerror", lambda error: page.logged.append(str(error)))
        page.goto(path.as_uri())
        yield page
        browser.close()


def test_the_report_is_read_filtered_and_printed_without_fetching_anything(report):
    assert len(report.fetched) == 1
    assert report.logged == []
    assert report.locator("svg").count() >= 4
    assert report.locator(".case:visible").count() == 3

    report.locator("label", has_text="newly failing 1").click()
    assert report.locator(".case:visible").count() == 1
    assert report.get_by_text("lacks six people").is_visible()
    report.locator("label", has_text="all 3").click()
    assert report.locator(".case:visible").count() == 3

    closed = report.locator("#s-tiny-ferry-day mark")
    assert not closed.is_visible()
    report.emulate_media(media="print")
    assert closed.is_visible()
    assert report.locator(".filters:visible").count() == 0


@pytest.mark.parametrize("width", [360, 800, 1600])
def test_nothing_is_wider_than_the_window(report, width):
    report.set_viewport_size({"width": width, "height": 900})
    assert report.evaluate("document.documentElement.scrollWidth") <= width
