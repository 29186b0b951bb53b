"""Take the pictures of the page that the documents show, over an index that is already there.

    python tests/ui/take_pictures.py INDEX FOLDER

writes asking, page (reading), disagreement, articles, phone, dark and prose as .png into FOLDER.
What stands in the last one as prose was written by a script and no language model.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llama_index.core.base.llms.types import ChatResponse, CompletionResponse, LLMMetadata
from llama_index.core.llms.custom import CustomLLM
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

    from gradio import Blocks

ALIVE = "Was Shibl al-Zaydi killed?"
TOLL = "How many people were killed in the strike near Taji?"
# Words of a quote, and what the script writes of it; the last one no article says.
PROSE = (
    ("That was wrong", "The report that Shibl al-Zaidi was killed near Taji was wrong."),
    (
        "he was alive",
        "An account in his name wrote that he was alive.",
    ),
    ("two security officials", "Four security officials had named Shibl al-Zaidi among the dead."),
)
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


class Script(CustomLLM):
    """Writes `PROSE`, each sentence with the key of the quote that it is about."""

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=4096, num_output=256, model_name="a script")

    def complete(self, prompt: str, formatted: bool = False, **more: Any) -> CompletionResponse:  # noqa: ARG002 - llama-index's own
        shown = re.findall(r"^\[([A-Z]+\d+)\] (.*)$", prompt, re.MULTILINE)
        said = (
            f"{sentence} [{key}]"
            for words, sentence in PROSE
            for key, quote in shown
            if words in quote
        )
        return CompletionResponse(text="\n".join(said))

    def stream_complete(self, prompt: str, formatted: bool = False, **more: Any) -> Any:  # noqa: ARG002 - as above
        yield CompletionResponse(text="", delta=self.complete(prompt).text)

    def stream_chat(self, messages: Any, **more: Any) -> Any:  # noqa: ARG002 - as above
        text = self.complete("\n".join(str(each.content) for each in messages)).text
        yield ChatResponse(message=messages[-1], delta=text)


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


def prose(page: Page) -> None:
    ask(page, ALIVE)
    page.get_by_text("not in the articles").wait_for()


PICTURES = (
    Picture("asking", asking),
    Picture("page", reading),
    Picture("disagreement", disagreement),
    Picture("articles", articles, height=1000),
    Picture("phone", phone, 360, 740),
    Picture("dark", reading, scheme="dark"),
)
WRITTEN = (Picture("prose", prose),)


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


def serve_and_take(
    engine: OpenIndex, pictures: tuple[Picture, ...], browser: Browser, folder: Path
) -> None:
    """Pictures of a page over one engine."""
    with tempfile.TemporaryDirectory() as written:
        here, settings = Path(written), engine.settings
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

        async def serving() -> tuple[Blocks, str]:
            blocks = build(setup)
            return blocks, serve(blocks, "127.0.0.1", 0, ENGLISH)

        with ThreadPoolExecutor(1) as pool:
            blocks, address = pool.submit(lambda: asyncio.run(serving())).result()
        for picture in pictures:
            take(browser, address, folder, picture)
        blocks.close(verbose=False)
        intake.close()
    engine.close()


def main(index: str, folder: str) -> None:
    """All pictures."""
    settings = load_settings(index=Path(index))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", *QUIET]
        )
        serve_and_take(OpenIndex(settings), PICTURES, browser, Path(folder))
        serve_and_take(OpenIndex(settings, Script()), WRITTEN, browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
