"""The conversations that go on: in memory, each asked one question after the other."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import count
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from rag.errors import DatelineError
from ui.conversation import Conversation, Exchange, answered, begun, exchange_of, history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.types import Question
    from ui.conversation import Judgement
    from ui.engine import Engine
    from ui.texts import Texts

# Of more conversations at once, those that were left alone longest are forgotten.
MOST_TALKS = 1_000
# More answers than this are heavy for a browser; the first ones leave the page.
MOST_EXCHANGES = 200
# Answers made at the same time: more of them would only wait for one another.
AT_ONCE = 4
# Whoever follows a conversation looks up now and then, should nothing ever change.
LOOK_UP_SECONDS = 30.0

# Every change of any conversation has a greater number than those before it, also those that were
# counted before the server was started again.
_CHANGES = count(time.time_ns() // 1000)

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Talk:
    """One conversation and who has it; changed only by the methods of `Talks`.

    `id` is long and random: who knows it may read the conversation. `kept` is its name on disk.
    `change` is the number of the last change, 0 before the first, told through `changed`;
    `answering` says that a thread is at it.
    """

    id: str
    reader: str = ""
    conversation: Conversation = ()
    kept: str | None = None
    change: int = 0
    answering: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def pending(self) -> bool:
        """True while a question has no answer yet, or one that is still being written."""
        return any(each.pending or each.writing for each in self.conversation)


class Talks:
    """Conversations by id; safe to use from several threads.

    `answered` is told of a conversation each time it has got an answer.
    """

    def __init__(self, engine: Engine, texts: Texts, answered: Callable[[Talk], None]) -> None:
        self._engine = engine
        self._texts = texts
        self._answered = answered
        self._lock = threading.Lock()
        self._talks: OrderedDict[str, Talk] = OrderedDict()
        self._open: OrderedDict[str, Talk] = OrderedDict()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="answer")

    def begin(self, reader: str = "") -> Talk:
        """A new conversation."""
        return self.put(Talk(token_urlsafe(24), reader))

    def first(self, session: str, reader: str = "") -> Talk:
        """The conversation that a page shows; one new one where it shows none."""
        with self._lock:
            known = self._open.get(session)
            if known is None or known.reader != reader:
                known = self._open[session] = Talk(token_urlsafe(24), reader)
                _shrink(self._open)
        return self.put(known)

    def open(self, session: str, talk: Talk) -> Talk:
        """Note that a page shows this conversation from now on, and no other."""
        with self._lock:
            self._open[session] = talk
            self._open.move_to_end(session)
            _shrink(self._open)
        with talk.changed:
            # What the page was sent of another conversation is older than this.
            _set(talk, talk.conversation)
        return talk

    def opened(self, session: str, reader: str = "") -> Talk | None:
        """The conversation that a page shows, if it is this reader's."""
        with self._lock:
            talk = self._open.get(session)
            return talk if talk and talk.reader == reader else None

    def put(self, talk: Talk) -> Talk:
        """The conversation, known from now on; the one already known by its id where there is."""
        with self._lock:
            talk = self._talks.setdefault(talk.id, talk)
            self._talks.move_to_end(talk.id)
            _shrink(self._talks)
            talk.change = talk.change or next(_CHANGES)
        return talk

    def get(self, talk_id: str, reader: str = "") -> Talk | None:
        """The conversation of that id, if it is this reader's."""
        with self._lock:
            talk = self._talks.get(talk_id)
            if talk is None or talk.reader != reader:
                return None
            self._talks.move_to_end(talk_id)
            return talk

    def ask(self, talk: Talk, question: Question, instead_of: str | None = None) -> Iterator[None]:
        """Ask within a conversation; yields whenever there is something new to show.

        The questions of one conversation are answered in order, since each rests on the ones
        before. They are answered whether or not anybody follows. `instead_of` is the last
        exchange's id where this question takes its place.
        """
        exchange = begun(question)
        with talk.changed:
            before = talk.conversation
            if instead_of is not None and before and before[-1].id == instead_of:
                before = before[:-1]
            _set(talk, (*before, exchange)[-MOST_EXCHANGES:])
            if not talk.answering:
                talk.answering = True
                self._threads.submit(self._answer_all, talk)
        yield from self.follow(talk)

    def follow(self, talk: Talk) -> Iterator[None]:
        """Yields now, and whenever the conversation has changed, until nothing is pending."""
        seen = -1
        while True:
            with talk.changed:
                talk.changed.wait_for(lambda: talk.change != seen, LOOK_UP_SECONDS)  # noqa: B023 - is called at once
                seen, pending = talk.change, talk.pending
            yield
            if not pending:
                return

    def add(self, talk: Talk, exchange: Exchange) -> None:
        """Put an exchange at the end."""
        with talk.changed:
            _set(talk, (*talk.conversation, exchange)[-MOST_EXCHANGES:])

    def stop(self, talk: Talk) -> None:
        """End every question that has no answer yet, and leave what is being written as it is."""
        stopped = self._texts.stopped
        with talk.changed:
            _set(
                talk,
                tuple(
                    replace(each, failure=stopped) if each.pending else replace(each, writing=False)
                    for each in talk.conversation
                ),
            )

    def judge(self, talk: Talk, exchange_id: str, judgement: Judgement | None) -> None:
        """Note what a reader thinks of an answer, or no longer thinks."""
        with talk.changed:
            exchange = exchange_of(talk.conversation, exchange_id)
            if exchange is not None:
                _put(talk, replace(exchange, judgement=judgement))

    def _answer_all(self, talk: Talk) -> None:
        while (exchange := self._next(talk)) is not None:
            try:
                self._answer(talk, exchange)
            except DatelineError as error:
                self._update_wanted(talk, replace(exchange, failure=str(error)))
            except Exception:
                # A question must never be left pending: the page would wait for it for ever.
                log.exception("A question could not be answered: %r", exchange.question.text)
                self._update_wanted(talk, replace(exchange, failure=self._texts.failed))
            self._answered(talk)

    def _next(self, talk: Talk) -> Exchange | None:
        """The first question without an answer, with the conversation before it."""
        with talk.changed:
            for at, exchange in enumerate(talk.conversation):
                if exchange.pending:
                    before = history(talk.conversation[:at])
                    return replace(exchange, question=replace(exchange.question, history=before))
            talk.answering = False
            return None

    def _answer(self, talk: Talk, exchange: Exchange) -> None:
        for grown in answered(self._engine, exchange, lambda: self._goes_on(talk, exchange.id)):
            if not self._update_wanted(talk, grown):
                return

    def _goes_on(self, talk: Talk, exchange_id: str) -> bool:
        """Whether somebody still wants what is being written."""
        with talk.changed:
            now = exchange_of(talk.conversation, exchange_id)
            return now is not None and now.writing

    def _update_wanted(self, talk: Talk, exchange: Exchange) -> bool:
        """Put an exchange in its place; False where it was stopped or replaced meanwhile."""
        with talk.changed:
            now = exchange_of(talk.conversation, exchange.id)
            stopped = now is not None and now.answer is not None and not now.writing
            if now is None or now.failure is not None or stopped:
                return False
            _put(talk, replace(exchange, judgement=now.judgement))
            return True


def _put(talk: Talk, exchange: Exchange) -> None:
    """Put an exchange in its place; only while `changed` is held."""
    _set(talk, tuple(exchange if each.id == exchange.id else each for each in talk.conversation))


def _set(talk: Talk, conversation: Conversation) -> None:
    """Change a conversation; only while its `changed` is held."""
    talk.conversation = conversation
    talk.change = next(_CHANGES)
    talk.changed.notify_all()


def _shrink(talks: OrderedDict[str, Talk]) -> None:
    """Forget those that were left alone longest."""
    while len(talks) > MOST_TALKS:
        talks.popitem(last=False)
