"""What the page does when something is asked, chosen or judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator  # noqa: TC003 - Gradio reads the annotations
from dataclasses import replace
from functools import lru_cache
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import gradio as gr

from rag.errors import DatelineError
from rag.types import Question, Span
from ui.answers import conversation_html
from ui.asked import read_asked
from ui.catalogue import Catalogue
from ui.conversation import (
    begun,
    close_passage,
    exchange_of,
    open_citation,
)
from ui.keeping import Keeping
from ui.markup import element
from ui.masthead import masthead_html
from ui.reading import article_html, missing_html, opened_html
from ui.talks import Talk, Talks
from ui.timeline import timeline_html
from ui.view import View

if TYPE_CHECKING:
    from ui.catalogue import Listed
    from ui.conversation import Verdict
    from ui.setup import Setup

VERDICTS: dict[str, Verdict] = {"up": "up", "down": "down"}
# Transcript, timeline, kept conversations, and the conversation's id.
Shown = tuple[str, str, str, str]


class Events:
    """Each method answers one event of the page; what a reader has asked is in `talks`."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.texts = setup.texts
        self.catalogue = Catalogue(setup.engine)
        self._drawn = lru_cache(64)(self._draw)
        self.keeping = Keeping(setup.shelf, setup.texts)
        self.talks = Talks(setup.engine, setup.texts, self.keeping.saved)

    def masthead(self) -> str:
        """The page's name, and what is being searched."""
        engine = self.setup.engine
        return masthead_html(engine.coverage(), engine.generation, self.texts, writes=engine.writes)

    def transcript(self, talk: Talk) -> str:
        """The conversation as HTML."""
        # Before the conversation is read, so that it is never older than its number says.
        change = talk.change
        view = View(self.texts, self.catalogue.now().versions)
        shown = conversation_html(talk.conversation, self.setup.examples, view)
        return element("div", shown, data_change=change)

    def timeline(self, talk: Talk) -> str:
        """When the articles were published, and which of them the last answer cites."""
        answers = [each.answer for each in talk.conversation if each.answer]
        cited = answers[-1].citations if answers else ()
        return self._drawn(self.catalogue.now(), frozenset(each.file for each in cited))

    def _draw(self, listed: Listed, cited: frozenset[str]) -> str:
        return timeline_html(listed.records, cited, self.texts)

    def shown(self, talk: Talk) -> Shown:
        """All that shows a conversation."""
        kept = self.keeping.html(talk)
        return self.transcript(talk), self.timeline(talk), kept, talk.id

    def recall(self, event: gr.EventData, request: gr.Request) -> Iterator[Shown]:
        """The conversation that a page had before it was opened again, until it is complete."""
        talk = self.opened(self.named(word(event, "talk"), request), request)
        yield from self._while_open(talk, self.talks.follow(talk), request)

    def ask(self, asked: str, sent: str, known: str, request: gr.Request) -> Iterator[Any]:
        """Question box and all that shows the conversation, as the answer grows."""
        talk = self.opened(self.talk(known, request), request)
        if not asked.strip():
            yield asked, *self.shown(talk)
            return
        try:
            wish = read_asked(sent, self.texts)
        except DatelineError as error:
            refused = replace(begun(Question(asked)), failure=str(error))
            self.talks.add(talk, refused)
            yield asked, *self.shown(talk)
            return
        # Only once: whoever types on while the answer comes would lose what they typed. Only the
        # box may be skipped so: Gradio would empty an HTML part that is.
        box: Any = ""
        growing = self.talks.ask(talk, wish.question(asked), wish.instead_of)
        for shown in self._while_open(talk, growing, request):
            yield box, *shown
            box = gr.skip()

    def ask_example(
        self, sent: str, known: str, event: gr.EventData, request: gr.Request
    ) -> Iterator[Any]:
        """The same for an example that was chosen."""
        index = number(event, "index")
        if 0 <= index < len(self.setup.examples):
            yield from self.ask(self.setup.examples[index], sent, known, request)

    def retry(self, known: str, event: gr.EventData, request: gr.Request) -> Iterator[Any]:
        """Ask the last question once more, within the same limits."""
        talk = self.talk(known, request)
        last = talk.conversation[-1] if talk and talk.conversation else None
        if talk and last and last.id == word(event, "exchange"):
            growing = self.talks.ask(talk, last.question, instead_of=last.id)
            for transcript, timeline, *_ in self._while_open(talk, growing, request):
                yield transcript, timeline

    def stop(self, known: str, request: gr.Request) -> str:
        """The transcript without anything pending."""
        talk = self.talk(known, request)
        if talk is None:
            return ""
        self.talks.stop(talk)
        return self.transcript(talk)

    def look(self, known: str, request: gr.Request) -> tuple[str, str, str]:
        """Transcript, timeline and masthead once the articles have changed."""
        talk = self.talk(known, request) or Talk("")
        return self.transcript(talk), self.timeline(talk), self.masthead()

    def cite(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The article of a chosen citation, at its quote."""
        talk = self.talk(known, request)
        if talk is None:
            return _anew(missing_html(self.texts.no_conversation, self.texts))
        n = number(event, "citation")
        try:
            opened = open_citation(self.setup.engine, talk.conversation, word(event, "exchange"), n)
        except DatelineError as error:
            return _anew(missing_html(str(error), self.texts))
        return _anew(opened_html(opened, self.texts)) if opened else ""

    def passage(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The article of one of the closest passages, at the passage."""
        talk = self.talk(known, request)
        conversation = talk.conversation if talk else ()
        found = close_passage(conversation, word(event, "exchange"), number(event, "index"))
        if found is None:
            return ""
        try:
            article = self.setup.engine.article(found.file)
        except DatelineError as error:
            return _anew(missing_html(str(error), self.texts))
        span = Span(found.start, found.end)
        same = article.text[span.start : span.end] == found.text
        return _anew(article_html(article, span if same else None, self.texts))

    def open(self, event: gr.EventData) -> str:
        """An article chosen from the list."""
        try:
            article = self.setup.engine.article(word(event, "file"))
        except DatelineError as error:
            return _anew(missing_html(str(error), self.texts))
        return _anew(article_html(article, None, self.texts))

    def close(self) -> str:
        """No article, which shows the list again."""
        return ""

    def judge(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The transcript with an answer judged; the same verdict again takes it back."""
        talk = self.talk(known, request)
        exchange = exchange_of(talk.conversation, word(event, "exchange")) if talk else None
        if talk is None or exchange is None or exchange.answer is None:
            return self.transcript(talk or Talk(""))
        before, verdict = exchange.judgement, word(event, "verdict")
        drafts = self.setup.drafts
        try:
            if before and verdict == before.verdict:
                drafts.drop(before)
                judged = None
            elif verdict in VERDICTS:
                judged = drafts.write(exchange, VERDICTS[verdict], before.comment if before else "")
            else:
                comment = word(event, "comment")
                judged = drafts.write(exchange, before.verdict, comment) if before else None
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from None
        self.talks.judge(talk, exchange.id, judged)
        self.keeping.saved(talk)
        return self.transcript(talk)

    def talk(self, known: str, request: gr.Request) -> Talk | None:
        """The conversation that a page shows, by its id where the page isn't known any more."""
        opened = self.talks.opened(page_of(request), reader_of(request))
        return opened or self.named(known, request)

    def named(self, known: str, request: gr.Request) -> Talk | None:
        """The reader's conversation of that id, from memory, else from disk."""
        reader = reader_of(request)
        talk = self.talks.get(known or "", reader)
        if talk is None and known:
            kept = self.keeping.talk(known, reader)
            talk = self.talks.put(kept) if kept else None
        return talk if talk and talk.reader == reader else None

    def opened(self, talk: Talk | None, request: gr.Request) -> Talk:
        """The conversation, which its page shows from now on; the page's own where it is None."""
        page = page_of(request)
        return self.talks.open(page, talk or self.talks.first(page, reader_of(request)))

    def _while_open(
        self, talk: Talk, growing: Iterable[None], request: gr.Request
    ) -> Iterator[Shown]:
        """What is to be shown of a conversation, until its page goes on to another one."""
        for _ in growing:
            shown = self.shown(talk)
            opened = self.talks.opened(page_of(request), talk.reader)
            if opened is not talk:
                # Gradio sends what came last once more at the end.
                yield self.shown(opened or Talk(""))
                return
            yield shown


def page_of(request: gr.Request) -> str:
    """The name that Gradio gives to a page that is open in somebody's browser."""
    return str(request.session_hash)


def reader_of(request: gr.Request) -> str:
    """The name that somebody signed in with; "" where nobody has to."""
    return getattr(request, "username", None) or ""


def word(event: gr.EventData, name: str) -> str:
    """A text that the page sent with an event; "" where it sent none of that name."""
    value = getattr(event, name, "")
    return value if isinstance(value, str) else str(value)


def number(event: gr.EventData, name: str) -> int:
    """A number that the page sent with an event; -1 where it sent none of that name."""
    said = word(event, name)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1


def _anew(html: str) -> str:
    # The same citation chosen twice is shown twice, though its article is the same.
    return element("div", html, data_opened=token_hex(4))
