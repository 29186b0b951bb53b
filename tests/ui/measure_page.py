"""How quick the page is, as a person with a browser sees it.

    python tests/ui/measure_page.py INDEX

Prints seconds until `python -m ui` is ready and until the first paint after that, the median time
from Enter to the first words of an answer, and the longest pause while 10,000 articles are scrolled
and searched. To be run on a machine that does nothing else.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drive_clients import QUESTIONS
from playwright.sync_api import sync_playwright

from rag import load_settings
from rag.open_index import OpenIndex
from ui.judging import Drafts
from ui.page import build
from ui.serving import serve
from ui.setup import Setup
from ui.shelf import Shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MANY = 10_000
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# From the key to the first quotation that stands in a new answer.
FIRST_WORDS = """question => new Promise(done => {
    const all = document.getElementById("transcript");
    const before = document.querySelectorAll(".exchange").length;
    const box = document.querySelector("#question textarea");
    const began = performance.now();
    new MutationObserver((_, watcher) => {
        const last = document.querySelectorAll(".exchange")[before];
        if (!last?.querySelector("q, .abstention")) return;
        watcher.disconnect();
        requestAnimationFrame(() => done(performance.now() - began));
    }).observe(all, {childList: true, subtree: true});
    box.dispatchEvent(new KeyboardEvent("keypress", {key: "Enter", bubbles: true}));
})"""
# The longest time between two frames while the list is scrolled to its end and searched.
PAUSES = """async () => {
    const scroller = document.querySelector(".scroller");
    const find = document.querySelector(".find");
    let longest = 0, last = performance.now(), going = true;
    const frame = () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    for (let at = 0; at <= 40; at++) {
        scroller.scrollTop = at / 40 * scroller.scrollHeight;
        await wait(50);
    }
    for (const text of ["r", "re", "rep", "report 4", "report 43", ""]) {
        find.value = text;
        find.dispatchEvent(new Event("input"));
        await wait(150);
    }
    going = false;
    return longest;
}"""


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(address)
    page.get_by_role("textbox", name="Your question").wait_for()
    return page


def started(index: str, browser: Browser) -> None:
    """`python -m ui`, from the command to a painted page and to answers."""
    began = time.perf_counter()
    command = [sys.executable, "-u", "-m", "ui", "--index", index, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        address = re.search(r"http://\S+", server.stdout.readline()).group()
        print(f"ready after {time.perf_counter() - began:.1f} s")
        page = opened(browser, address)
        print(f"first paint after another {page.evaluate(FIRST_PAINT) / 1000:.2f} s")
        page.wait_for_timeout(1500)
        seconds = []
        for question in QUESTIONS * 2:
            page.get_by_role("textbox", name="Your question").fill(question)
            seconds.append(page.evaluate(FIRST_WORDS, question) / 1000)
            page.wait_for_timeout(200)
        median = statistics.median(seconds)
        print(f"first words: median {median:.2f} s, most {max(seconds):.2f} s")
        server.terminate()


def long_list(index: str, browser: Browser) -> None:
    """The list of articles, were there ten thousand."""
    engine = OpenIndex(load_settings(index=Path(index)))
    record = engine.articles()[0]
    records = tuple(replace(record, file=f"{n:05}.txt", title=f"Report {n}") for n in range(MANY))

    class Many:
        def __getattr__(self, name: str) -> object:
            return (lambda: records) if name == "articles" else getattr(engine, name)

    with tempfile.TemporaryDirectory() as folder:
        setup = Setup(Many(), (), Drafts(Path(folder)), Shelf(Path(folder)))

        async def serving() -> str:
            return serve(build(setup), "127.0.0.1", 0, setup.texts)

        with ThreadPoolExecutor(1) as pool:
            address = pool.submit(lambda: asyncio.run(serving())).result()
        page = opened(browser, address)
        page.wait_for_timeout(1500)
        print(f"longest pause in a list of {MANY:,}: {page.evaluate(PAUSES):.0f} ms")


def main(index: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        started(index, browser)
        long_list(index, browser)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
