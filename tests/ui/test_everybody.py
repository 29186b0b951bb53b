"""The page for everybody: widths, zoom, dark, languages, screen readers, long lists."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ingest.sync import sync
from rag.settings import Settings
from rag.types import ArticleRecord, Part
from ui.intake import Intake
from ui.texts import load_texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    # Gradio counts its calls with two options that pandas 4 will drop.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

HURT = "How many passengers were hurt on the ferry?"
AXE = Path(__file__).parents[2] / "build/axe/node_modules/axe-core/axe.min.js"
MANY = 10_000


def ask(page: Page, question: str = HURT, name: str = "Your question") -> None:
    box = page.get_by_role("textbox", name=name)
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".exchange").last.locator(".coverage")).to_be_visible()


def overflow(page: Page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.fixture(scope="module")
def axe() -> str:
    """The accessibility checker that .ci/run fetches from npm."""
    if not AXE.exists() and not os.environ.get("CI"):
        pytest.skip("axe-core is not there: npm install --prefix build/axe axe-core")
    return AXE.read_text(encoding="utf-8")


def findings(page: Page, axe: str) -> list[str]:
    """Serious and critical findings, each with the first element that it is about."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]} {each['nodes'][0]['failureSummary']}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_there_is_no_serious_accessibility_finding(visitor, address, axe, scheme) -> None:
    page = visitor.open(address, color_scheme=scheme, reduced_motion="reduce")
    assert findings(page, axe) == []
    ask(page)
    page.get_by_role("button", name="Bad answer").click()
    page.get_by_label("What is right or wrong about it?").wait_for()
    page.locator("#limits summary").click()
    assert findings(page, axe) == []
    page.get_by_text("Keep or save").click()
    page.locator(".mark").first.click()
    page.locator("#reader mark").wait_for()
    assert findings(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_adding_articles_has_no_serious_accessibility_finding(
    visitor, start, served, axe, scheme, tmp_path, small_embedder
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text("The ferry Alma sails every hour.\n")
    (tmp_path / "tram.docx").write_text("no archive")
    settings = Settings(index=tmp_path / "index")
    sync(folder, settings, lambda: small_embedder)
    intake = Intake(folder, settings, lambda: small_embedder, served.texts, local=True)
    blocks, address = start(replace(served, intake=intake))
    try:
        page = visitor.open(address, color_scheme=scheme, reduced_motion="reduce")
        expect(page.locator("#files")).to_be_visible()
        assert findings(page, axe) == []
        page.locator("#files input").set_input_files(tmp_path / "tram.docx")
        expect(page.locator(".work")).to_contain_text("tram.docx")
        assert findings(page, axe) == []
    finally:
        blocks.close(verbose=False)
        intake.close()


# 640 pixels are what a window of 1,280 has at 200 % zoom.
@pytest.mark.parametrize("width", [360, 640, 1920])
def test_nothing_lies_outside_a_window(visitor, address, width) -> None:
    page = visitor.open(address, width, 740, reduced_motion="reduce")
    assert overflow(page) <= 0
    ask(page)
    page.locator("#limits summary").click()
    assert overflow(page) <= 0
    box = page.locator("#limits .sheet").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.locator(".mark").first.click()
    expect(page.locator("#reader mark")).to_be_focused()
    assert overflow(page) <= 0


def test_dark_is_dark(visitor, address) -> None:
    page = visitor.open(address, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(json.loads(dark.removeprefix("rgb").replace("(", "[").replace(")", "]"))) < 150


def test_the_page_speaks_german(visitor, start, served) -> None:
    blocks, address = start(replace(served, texts=load_texts("de")))
    try:
        page = visitor.open(address, name="Ihre Frage")
        assert page.evaluate("document.documentElement.lang") == "de"
        ask(page, name="Ihre Frage")
        expect(page.locator(".exchange")).to_contain_text("2. März 2021")
        expect(page.locator(".disagreement")).to_contain_text("Quellen widersprechen sich")
    finally:
        blocks.close(verbose=False)


def test_ten_thousand_articles_are_scrolled_searched_and_sorted(visitor, start, served) -> None:
    records = tuple(
        ArticleRecord(
            f"{n:05}.txt", "v1", f"Report {n}", None, None, None, None, None, 10, n % 97,
            (Part.BODY,),
        )
        for n in range(MANY)
    )  # fmt: skip
    engine = type(served.engine)(served.engine.stored)
    engine.articles = lambda: records
    blocks, address = start(replace(served, engine=engine))
    try:
        page = visitor.open(address, reduced_motion="reduce")
        rows = page.locator("#articles tbody tr:not(.gap)")
        expect(page.locator("#articles .count")).to_have_text("10,000 articles")
        expect(page.locator("#articles table")).to_have_attribute("aria-rowcount", "10001")
        page.locator(".scroller").evaluate("each => each.scrollTo(0, each.scrollHeight)")
        expect(rows.last).to_contain_text("Report 9999")
        assert rows.count() <= 240
        page.get_by_role("searchbox").fill("report 4321")
        expect(rows).to_have_count(1)
        expect(page.locator("#articles .count")).to_have_text("1 of 10,000 articles")
        page.get_by_role("searchbox").fill("")
        page.get_by_role("button", name="Passages").click()
        expect(page.locator("th[data-column=passages]")).to_have_attribute("aria-sort", "ascending")
        expect(rows.first).to_contain_text("Report 0")
    finally:
        blocks.close(verbose=False)
