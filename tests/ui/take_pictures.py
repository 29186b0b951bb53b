"""Take the pictures of the page that the documents show, over an index that is already there.

    python tests/ui/take_pictures.py INDEX FOLDER

writes page.png, phone.png and dark.png into FOLDER.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from rag import load_settings, query_engine
from ui.examples import examples
from ui.page import build, serve

QUESTION = "Was Shibl al-Zaydi killed?"
COLOURS = 128
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def ask(page: Page, question: str) -> None:
    """Ask and wait until the answer is whole."""
    page.get_by_role("textbox", name="Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".exchange").last.locator(".coverage").wait_for()


def take(browser: Browser, address: str, path: Path, width: int, height: int, scheme: str) -> None:
    """One picture: a question asked, and its first citation opened."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("textbox", name="Your question").wait_for()
    ask(page, QUESTION)
    if path.stem != "phone":
        page.locator("blockquote button").first.click()
        page.locator("#reader mark").first.wait_for()
        page.mouse.move(width - 5, height - 5)
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    context.close()
    Image.open(path).quantize(COLOURS).save(path, optimize=True)


def main(index: str, folder: str) -> None:
    """All pictures."""
    engine = query_engine(load_settings(index=Path(index)))
    blocks = build(engine, examples(engine, ()))
    address = serve(blocks, "127.0.0.1", 0)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", *QUIET]
        )
        take(browser, address, Path(folder) / "page.png", 1280, 900, "light")
        take(browser, address, Path(folder) / "phone.png", 360, 740, "light")
        take(browser, address, Path(folder) / "dark.png", 1280, 900, "dark")
        browser.close()
    blocks.close(verbose=False)
    engine.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
