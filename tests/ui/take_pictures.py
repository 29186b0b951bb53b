"""Take the pictures of the page that the documents show, over an index that is already there.

    python tests/ui/take_pictures.py INDEX FOLDER

writes asking, page (reading), disagreement, articles, phone and dark as .png into FOLDER.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from rag import load_settings
from rag.embedding import load_embedder
from rag.open_index import OpenIndex
from ui.examples import examples
from ui.intake import Intake
from ui.judging import Drafts
from ui.page import build
from ui.serving import serve
from ui.setup import Setup
from ui.shelf import Shelf
from ui.texts import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable

ALIVE = "Was Shibl al-Zaydi killed?"
TOLL = "How many people were killed in the attack at Baghdad airport?"
COLOURS = 128
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass(frozen=True)
class Picture:
    """What is done before a picture is taken, and in which window."""

    name: str
    does: Callable[[Page], None]
    width: int = 1280
    height: int = 900
    scheme: str = "light"


def ask(page: Page, question: str) -> None:
    """Ask and wait until the answer is whole."""
    page.get_by_role("textbox", name="Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".exchange").last.locator(".coverage").wait_for()


def asking(page: Page) -> None:
    page.locator("#limits summary").click()
    page.get_by_role("textbox", name="Your question").fill("How many people were killed?")


def reading(page: Page) -> None:
    ask(page, ALIVE)
    page.locator("blockquote .mark").first.click()
    page.locator("#reader mark").first.wait_for()
    page.mouse.move(640, 60)


def disagreement(page: Page) -> None:
    ask(page, TOLL)
    page.locator(".mark").first.hover()


def articles(page: Page) -> None:
    ask(page, ALIVE)
    page.locator("#articles tbody tr:not(.gap)").nth(2).hover()


def phone(page: Page) -> None:
    ask(page, ALIVE)


PICTURES = (
    Picture("asking", asking),
    Picture("page", reading),
    Picture("disagreement", disagreement),
    Picture("articles", articles, height=1000),
    Picture("phone", phone, 360, 740),
    Picture("dark", reading, scheme="dark"),
)


def take(browser: Browser, address: str, folder: Path, picture: Picture) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#articles tbody tr:not(.gap)").first.wait_for()
    picture.does(page)
    page.wait_for_timeout(500)
    path = folder / f"{picture.name}.png"
    page.screenshot(path=path)
    context.close()
    Image.open(path).quantize(COLOURS).save(path, optimize=True)


def main(index: str, folder: str) -> None:
    """All pictures."""
    settings = load_settings(index=Path(index))
    engine = OpenIndex(settings)
    with tempfile.TemporaryDirectory() as written:
        here = Path(written)
        intake = Intake(
            Path("articles"), settings, lambda: load_embedder(settings), ENGLISH, local=True
        )
        setup = Setup(
            engine,
            examples(engine, (), ENGLISH),
            Drafts(here / "drafts"),
            Shelf(Path("conversations")),
            intake,
        )

        async def serving() -> str:
            return serve(build(setup), "127.0.0.1", 0, ENGLISH)

        with ThreadPoolExecutor(1) as pool:
            address = pool.submit(lambda: asyncio.run(serving())).result()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", *QUIET]
            )
            for picture in PICTURES:
                take(browser, address, Path(folder), picture)
            browser.close()
    engine.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
