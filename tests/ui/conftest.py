"""A small engine over four articles, so that the page can be tested without an index."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from rag.errors import ArticleMissingError, QuestionError
from rag.types import (
    Answer,
    Article,
    ArticleRecord,
    Citation,
    Coverage,
    DisputedValue,
    FoundPassage,
    Part,
    Passage,
    Question,
    Seconds,
    Section,
    Span,
    Statement,
    Status,
)
from ui.judging import Drafts
from ui.setup import Setup
from ui.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gradio import Blocks
    from playwright.sync_api import Browser, Page

    Check = Callable[[str, str], bool]

# A busy machine may take its time; what fails would fail later as well.
expect.set_options(timeout=20_000)

EXAMPLES = ("How many passengers were hurt on the ferry?", "Which ships went by on day 70?")
SWITCHES = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HARBOUR = (
    "Harbour bridge closed after ferry collision\n\n"
    "The harbour bridge was closed on Monday after a ferry struck its northern pier.\n\n"
    "Nine passengers were hurt, the port authority said.\n\n"
    "Reader comments\n\nI live next door and I heard two bangs, not one.\n"
)
INQUIRY = (
    "Inquiry into the harbour ferry\n\n"
    "The ferry's captain was not on the bridge when it struck the pier, an inquiry found.\n\n"
    "Eleven passengers were hurt, according to the final report.\n"
)
HOSTILE = (
    "<script>window.attacked = 1</script> ${window.attacked = 1} {{constructor}}\n\n"
    "The <b>council</b> & its “mayor” opened a tunnel <img src=x onerror='attacked = 1'>.\n"
)


def _sections(text: str, *parts: tuple[Part, str]) -> tuple[Section, ...]:
    starts = [(text.index(first), part) for part, first in parts]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(Section(part, start, end) for (start, part), end in zip(starts, ends, strict=True))


def some_articles() -> dict[str, Article]:
    """Articles by file: two that disagree, one with comments, one undated, one hostile."""
    parts = ((Part.HEADLINE, "Harbour"), (Part.BODY, "The harbour"), (Part.COMMENTS, "Reader"))
    harbour = Article(
        "2021/harbour.txt",
        "v1",
        HARBOUR,
        _sections(HARBOUR, *parts),
        "Harbour bridge closed after ferry collision",
        date(2021, 3, 2),
        author="A. Reporter",
    )  # fmt: skip
    inquiry = Article(
        "inquiry.md", "v1", INQUIRY, (Section(Part.BODY, 0, len(INQUIRY)),),
        "Inquiry into the harbour ferry", date(2021, 9, 14),
    )  # fmt: skip
    hostile = Article(
        "<img src=x onerror='window.attacked=1'>.html", "v1", HOSTILE,
        (Section(Part.BODY, 0, len(HOSTILE)),), "<script>window.attacked = 1</script> ${1}",
    )  # fmt: skip
    long = "The lighthouse log\n\n" + "\n\n".join(
        f"Day {day}: the lamp burned all night and {day} ships went by." for day in range(1, 81)
    )
    lighthouse = Article(
        "lighthouse.txt", "v1", long, (Section(Part.BODY, 0, len(long)),),
        "The lighthouse log", date(2020, 1, 3),
    )  # fmt: skip
    return {each.file: each for each in (harbour, hostile, inquiry, lighthouse)}


class WordEngine:
    """Answers with the sentences that share most words with the question."""

    def __init__(self, articles: dict[str, Article]) -> None:
        self.stored = dict(articles)
        self.asked: list[Question] = []
        self.changes = 0
        self.writes = False

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if len(question.text) > 500:
            raise QuestionError("The question is longer than 500 characters: ask a shorter one.")
        citations = tuple(
            self._citation(n, file, start, end)
            for n, (file, start, end) in enumerate(self._found(question)[:3], start=1)
        )
        return self._answer(question, citations)

    def search(self, question: Question, top_k: int) -> tuple[FoundPassage, ...]:
        return tuple(
            FoundPassage(self._passage(file, start, end), 1 / rank)
            for rank, (file, start, end) in enumerate(self._found(question)[:top_k], start=1)
        )

    def _near(self, question: Question) -> tuple[FoundPassage, ...]:
        """The first sentence of each article that shares a word with the question."""
        wanted = set(re.findall(r"\w{4,}", question.text.casefold()))
        near = []
        for article in self._searched(question):
            start = article.text.index("\n\n") + 2
            end = article.text.index(".", start) + 1
            if wanted & set(re.findall(r"\w{4,}", article.text.casefold())):
                near.append(FoundPassage(self._passage(article.file, start, end), 0.5))
        return tuple(near)

    def _found(self, question: Question) -> list[tuple[str, int, int]]:
        wanted = set(re.findall(r"\w{4,}|\d+", question.text.casefold()))
        found = []
        for article in self._searched(question):
            for match in re.finditer(r"[A-Z<][^\n.]*\.", article.text):
                shared = wanted & set(re.findall(r"\w{4,}|\d+", match.group().casefold()))
                if len(shared) > 1:
                    found.append((-len(shared), (article.file, *match.span())))
        return [place for _, place in sorted(found)]

    def articles(self) -> tuple[ArticleRecord, ...]:
        return tuple(
            ArticleRecord(
                article.file, article.version, article.title or "", article.date, None,
                article.author, None, None, len(article.text), article.text.count("\n\n"),
                tuple({section.part for section in article.sections}),
            )
            for article in sorted(self.stored.values(), key=lambda each: each.file)
        )  # fmt: skip

    def article(self, file: str) -> Article:
        if file not in self.stored:
            raise ArticleMissingError(f"There is no article {file} in the index.")
        return self.stored[file]

    def coverage(self) -> Coverage:
        return self._coverage(Question(""))

    @property
    def generation(self) -> str:
        return f"generation {self.changes}"

    def refresh(self) -> bool:
        return False

    def close(self) -> None:
        pass

    def change(self, file: str, text: str) -> None:
        section = Section(Part.BODY, 0, len(text))
        self.stored[file] = replace(self.stored[file], version="v2", text=text, sections=(section,))
        self.changes += 1

    def _searched(self, question: Question) -> list[Article]:
        return [
            each
            for each in self.stored.values()
            if not (question.as_of and each.date and each.date > question.as_of)
            and (question.files is None or each.file in question.files)
            and not (question.since and (each.date is None or each.date < question.since))
            and not (question.until and (each.date is None or each.date > question.until))
        ]

    def _coverage(self, question: Question) -> Coverage:
        searched = self._searched(question)
        dates = [each.date for each in searched if each.date]
        left_out = len(self.stored) - len(searched)
        undated = len(searched) - len(dates)
        since, until = min(dates, default=None), max(dates, default=None)
        return Coverage(len(searched), since, until, undated, question.as_of, left_out)

    def _citation(self, n: int, file: str, start: int, end: int) -> Citation:
        article = self.stored[file]
        part = next(each.part for each in article.sections if each.start <= start < each.end)
        quote = article.text[start:end]
        return Citation(n, file, article.title or "", article.date, part, start, end, quote)

    def _passage(self, file: str, start: int, end: int) -> Passage:
        article = self.stored[file]
        return Passage(
            f"{file}:{start}", file, 0, start, end, Part.BODY, article.text[start:end],
            (Span(start, end),), article.title or "", "", article.date,
        )  # fmt: skip

    def _answer(self, question: Question, citations: tuple[Citation, ...]) -> Answer:
        statements = tuple(
            Statement(
                each.quote,
                "quote",
                Status.REPORTED if "said" in each.quote else None,
                (each.n,),
            )
            for each in citations
        )
        hurt = {each.quote.split()[0]: each.n for each in citations if "hurt" in each.quote}
        disputed = tuple(DisputedValue(value, (n,)) for value, n in hurt.items())
        text = " ".join(f"“{each.text}” [{each.citations[0]}]" for each in statements)
        return Answer(
            question=question.text,
            text=text or "The articles don't answer this. Nothing is about it.",
            statements=statements,
            citations=citations,
            abstained=not statements,
            reason=None if statements else "Nothing is about it.",
            confidence=0.9 if statements else 0.1,
            coverage=self._coverage(question),
            passages=self._near(question),
            seconds=Seconds(0.0, 0.0, 0.0),
            disagreement=disputed if len(disputed) > 1 else None,
            understood=f"{question.text} (in this conversation)" if question.history else None,
        )


@pytest.fixture
def engine() -> WordEngine:
    return WordEngine(some_articles())


@pytest.fixture(scope="session")
def connections() -> list[object]:
    """Every address that this process connects to from now on."""
    connected: list[object] = []

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect":
            connected.append(arguments[1])
        elif event == "socket.getaddrinfo":
            connected.append(arguments[:2])

    sys.addaudithook(hear)
    return connected


@pytest.fixture(scope="session")
def start(connections):
    """Builds a page and serves it; gives the page and its address."""
    # Here, so that tests without a page need not wait for Gradio.
    from ui.page import build
    from ui.serving import serve

    async def started(setup: Setup, port: int, check: Check | None) -> tuple[Blocks, str]:
        blocks = build(setup)
        return blocks, serve(blocks, "127.0.0.1", port, setup.texts, check)

    # Outside a running loop, Gradio makes one and never closes it; Playwright has this thread's.
    def started_in_thread(
        setup: Setup, port: int = 0, check: Check | None = None
    ) -> tuple[Blocks, str]:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(lambda: asyncio.run(started(setup, port, check))).result()

    return started_in_thread


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Setup:
    """What the page that all tests share is made of."""
    folder = tmp_path_factory.mktemp("written")
    engine = WordEngine(some_articles())
    return Setup(engine, EXAMPLES, Drafts(folder / "drafts"), Shelf(folder / "conversations"))


@pytest.fixture(scope="session")
def address(start, served) -> Iterator[str]:
    """Where a page over the articles is served, for all tests that only look at it."""
    blocks, address = start(served)
    yield address
    blocks.close(verbose=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; tests are skipped where there is none, but never in CI."""
    chromium = shutil.which("chromium")
    if chromium is None and not os.environ.get("CI"):
        pytest.skip("there is no chromium on this machine")
    assert chromium, "CI needs chromium for the browser tests"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        browser.close()


class Visitor:
    """Opens pages, and knows all that they asked for and all that failed in them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.hosts = ["data:", "blob:"]
        self.fetched: list[str] = []
        self.failures: list[str] = []

    def open(
        self,
        address: str,
        width: int = 1280,
        height: int = 900,
        name: str = "Your question",
        **more,
    ) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": height}, **more)
        self.hosts.append(address)
        page = context.new_page()
        page.on("request", lambda request: self.fetched.append(request.url))
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        page.goto(address)
        page.get_by_role("textbox", name=name).wait_for()
        return page

    def check(self) -> None:
        """No script has failed, and no other host been asked."""
        assert self.failures == []
        assert self.fetched
        assert [url for url in self.fetched if not url.startswith(tuple(self.hosts))] == []


@pytest.fixture
def visitor(browser) -> Iterator[Visitor]:
    visitor = Visitor(browser)
    yield visitor
    visitor.check()


@pytest.fixture(scope="session")
def desktop(browser, address) -> tuple[Visitor, Page]:
    visitor = Visitor(browser)
    return visitor, visitor.open(address, reduced_motion="reduce")


@pytest.fixture
def page(desktop) -> Iterator[Page]:
    """The page as it is before anything is asked; opened once, as loading it takes seconds."""
    visitor, page = desktop
    yield page
    close = page.get_by_role("button", name="All articles")
    if close.count():
        close.click()
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("button", name=EXAMPLES[0]).wait_for()
    visitor.check()
