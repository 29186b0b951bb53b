"""A language model writes on the page after the quotes, as a reader sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ingest.sync import sync
from rag.embedding import load_embedder
from rag.open_index import OpenIndex
from rag.settings import Settings
from ui.judging import Drafts
from ui.setup import Setup
from ui.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.browser,
    # Gradio counts its calls with two options that pandas 4 will drop.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

FERRY = (
    "2021-03-02\n\nFerry strikes pier at Norby\n\n"
    "The ferry Alma struck the pier at Norby on Tuesday. Nine passengers were hurt, police said.\n"
)
TRUE = "Police said that nine passengers were hurt."
LIE = "Police said that ninety passengers were hurt."


def key_of(body, words: str) -> str:
    shown = re.findall(r"^\[([A-Z]+\d+)\] (.*)$", body["messages"][-1]["content"], re.MULTILINE)
    return next(key for key, quote in shown if words in quote)


@pytest.fixture
def written(start, scripted, tmp_path) -> Iterator[tuple[str, object]]:
    """A page over one article, with a scripted model behind it."""
    url, script = scripted
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY, "utf-8")
    settings = Settings(index=tmp_path / "index", llm_url=url, llm_model="scripted")
    sync(folder, settings, lambda: load_embedder(settings))
    engine = OpenIndex(settings)
    drafts, shelf = Drafts(tmp_path / "drafts"), Shelf(tmp_path / "conversations")
    blocks, address = start(Setup(engine, (), drafts, shelf))
    yield address, script
    blocks.close(verbose=False)
    engine.close()


def test_prose_follows_the_quotes_and_a_lie_is_only_shown_struck_through(visitor, written) -> None:
    address, script = written
    script.reply = lambda body: "".join(
        f"{said} [{key_of(body, 'Nine')}]\n" for said in (TRUE, LIE)
    )
    script.pause = 0.05
    page = visitor.open(address)
    expect(page.locator("#masthead")).to_contain_text("a language model writes after them")
    page.get_by_role("textbox", name="Your question").fill("How many passengers were hurt?")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote q").first).to_contain_text("Nine passengers")
    prose = page.locator(".prose")
    expect(prose).to_contain_text(TRUE)
    expect(page.locator(".dropped s")).to_contain_text(LIE)
    assert LIE not in prose.inner_text()
    quote, paragraph = page.locator("blockquote").first, prose
    assert quote.bounding_box()["y"] < paragraph.bounding_box()["y"]
    prose.locator(".mark").first.click()
    expect(page.locator("#reader mark")).to_contain_text("Nine passengers were hurt")


def test_writing_can_be_stopped_and_the_quotes_stay(visitor, written) -> None:
    address, script = written
    script.reply = lambda body: f"{TRUE} [{key_of(body, 'Nine')}]\n" + "And so on. " * 400
    script.pause = 0.2
    page = visitor.open(address)
    page.get_by_role("textbox", name="Your question").fill("How many passengers were hurt?")
    page.keyboard.press("Enter")
    expect(page.locator(".prose")).to_contain_text(TRUE)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    expect(page.locator("blockquote q").first).to_contain_text("Nine passengers")
    assert script.sent < 200
