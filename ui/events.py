"""What the page does when something is asked, chosen or judged."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the handlers' annotations
from dataclasses import replace
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
    from ui.conversation import Verdict
    from ui.setup import Setup

# Transcript, timeline, kept conversations, and the conversation's id.
Shown = tuple[str, str, str, str]


class Events:
    """Each method answers one event of the page; what a reader has asked is in `talks`."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.texts = setup.texts
        self.catalogue = Catalogue(setup.engine)
        self.keeping = Keeping(setup.shelf, setup.texts)
        self.talks = Talks(setup.engine, setup.texts, self.keeping.saved)

    def masthead(self) -> str:
        """The page's name, and what is being searched."""
        return masthead_html(self.setup.engine.coverage(), self.texts)

    def transcript(self, talk: Talk) -> str:
        """The conversation as HTML."""
        view = View(self.texts, self.catalogue.now().versions)
        return conversation_html(talk.conversation, self.setup.examples, view)

    def timeline(self, talk: Talk) -> str:
        """When the articles were published, and which of them the last answer cites."""
        answers = [each.answer for each in talk.conversation if each.answer]
        cited = answers[-1].citations if answers else ()
        files = frozenset(each.file for each in cited)
        return timeline_html(self.catalogue.now().records, files, self.texts)

    def shown(self, talk: Talk) -> Shown:
        """All that shows a conversation."""
        kept = self.keeping.html(talk)
        return self.transcript(talk), self.timeline(talk), kept, talk.id

    def arrive(self, known: str, request: gr.Request) -> Iterator[Any]:
        """A page that has just been opened, with the conversation it had before, if it had one."""
        talk = self._talk_or_first(known, request)
        for _ in self.talks.follow(talk):
            yield *self.shown(talk), self.masthead()

    def ask(self, asked: str, sent: str, known: str, request: gr.Request) -> Iterator[Any]:
        """Question box and all that shows the conversation, as the answer grows."""
        talk = self._talk_or_first(known, request)
        if not asked.strip():
            yield asked, *self.shown(talk)
            return
        yield from self._ask(talk, asked, sent)

    def ask_example(
        self, sent: str, known: str, event: gr.EventData, request: gr.Request
    ) -> Iterator[Any]:
        """The same for an example that was chosen."""
        index = _number(event, "index")
        if 0 <= index < len(self.setup.examples):
            yield from self.ask(self.setup.examples[index], sent, known, request)

    def retry(self, known: str, event: gr.EventData, request: gr.Request) -> Iterator[Any]:
        """Ask the last question once more, within the same limits."""
        talk = self.talk(known, request)
        last = talk.conversation[-1] if talk and talk.conversation else None
        if talk and last and last.id == _word(event, "exchange"):
            for _ in self.talks.ask(talk, last.question, instead_of=last.id):
                yield self.transcript(talk), self.timeline(talk)

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

    def restart(self, request: gr.Request) -> Shown:
        """A new conversation."""
        return self.shown(self.talks.begin(_reader(request)))

    def cite(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The article of a chosen citation, at its quote."""
        talk = self.talk(known, request)
        if talk is None:
            return _anew(missing_html(self.texts.no_conversation, self.texts))
        n = _number(event, "citation")
        try:
            opened = open_citation(
                self.setup.engine, talk.conversation, _word(event, "exchange"), n
            )
        except DatelineError as error:
            return _anew(missing_html(str(error), self.texts))
        return _anew(opened_html(opened, self.texts)) if opened else ""

    def passage(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The article of one of the closest passages, at the passage."""
        talk = self.talk(known, request)
        conversation = talk.conversation if talk else ()
        found = close_passage(conversation, _word(event, "exchange"), _number(event, "index"))
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
            article = self.setup.engine.article(_word(event, "file"))
        except DatelineError as error:
            return _anew(missing_html(str(error), self.texts))
        return _anew(article_html(article, None, self.texts))

    def close(self) -> str:
        """No article, which shows the list again."""
        return ""

    def judge(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The transcript with an answer judged; the same verdict again takes it back."""
        talk = self.talk(known, request)
        exchange = exchange_of(talk.conversation, _word(event, "exchange")) if talk else None
        if talk is None or exchange is None or exchange.answer is None:
            return self.transcript(talk or Talk(""))
        before, verdict = exchange.judgement, _word(event, "verdict")
        drafts = self.setup.drafts
        try:
            if before and verdict == before.verdict:
                drafts.drop(before)
                judged = None
            elif verdict == "up" or verdict == "down":
                thought: Verdict = "up" if verdict == "up" else "down"
                judged = drafts.write(exchange, thought, before.comment if before else "")
            else:
                comment = _word(event, "comment")
                judged = drafts.write(exchange, before.verdict, comment) if before else None
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from None
        self.talks.update(talk, replace(exchange, judgement=judged))
        self.keeping.saved(talk)
        return self.transcript(talk)

    def keep(self, known: str, event: gr.EventData, request: gr.Request) -> Any:  # noqa: ANN401 - or what leaves a part as it is
        """The kept conversations, with this one among them or no longer."""
        talk = self.talk(known, request)
        if talk is None:
            return gr.skip()
        self._kept(lambda: self.keeping.keep(talk, on=_word(event, "on") == "true"))
        return self.keeping.html(talk)

    def rename(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The kept conversations, one of them under another name."""
        talk = self.talk(known, request) or Talk("", _reader(request))
        kept_id, name = _word(event, "id"), _word(event, "name")
        self._kept(lambda: self.keeping.rename(talk, kept_id, name))
        return self.keeping.html(talk)

    def delete(self, known: str, event: gr.EventData, request: gr.Request) -> str:
        """The kept conversations without one."""
        talk = self.talk(known, request) or Talk("", _reader(request))
        self._kept(lambda: self.keeping.delete(talk, _word(event, "id")))
        return self.keeping.html(talk)

    def resume(self, event: gr.EventData, request: gr.Request) -> Shown:
        """A kept conversation, to be gone on with."""
        talk = self.talk(_word(event, "id"), request) or self.talks.begin(_reader(request))
        return self.shown(talk)

    def _kept(self, change: Any) -> None:  # noqa: ANN401 - any of the changes above
        try:
            change()
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from None

    def talk(self, known: str, request: gr.Request) -> Talk | None:
        """The reader's conversation of that id, from memory, else from disk."""
        reader = _reader(request)
        talk = self.talks.get(known or "", reader)
        if talk is None and known:
            kept = self.keeping.talk(known, reader)
            talk = self.talks.put(kept) if kept else None
        return talk if talk and talk.reader == reader else None

    def _talk_or_first(self, known: str, request: gr.Request) -> Talk:
        """The conversation of that id, else the one that this page begins with."""
        talk = self.talk(known, request)
        return talk or self.talks.first(str(request.session_hash), _reader(request))

    def _ask(self, talk: Talk, asked: str, sent: str) -> Iterator[Any]:
        try:
            wish = read_asked(sent, self.texts)
        except DatelineError as error:
            refused = replace(begun(Question(asked)), failure=str(error))
            self.talks.add(talk, refused)
            yield asked, *self.shown(talk)
            return
        # Only once: whoever types on while the answer comes would lose what they typed.
        box: Any = ""
        for _ in self.talks.ask(talk, wish.question(asked), wish.instead_of):
            yield box, self.transcript(talk), self.timeline(talk), gr.skip(), talk.id
            box = gr.skip()
        kept = gr.skip() if talk.kept is None else self.keeping.html(talk)
        yield box, gr.skip(), gr.skip(), kept, gr.skip()


def _reader(request: gr.Request) -> str:
    return getattr(request, "username", None) or ""


def _word(event: gr.EventData, name: str) -> str:
    value = getattr(event, name, "")
    return value if isinstance(value, str) else str(value)


def _number(event: gr.EventData, name: str) -> int:
    word = _word(event, name)
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else -1


def _anew(html: str) -> str:
    # The same citation chosen twice is shown twice, though its article is the same.
    return element("div", html, data_opened=token_hex(4))
