"""What a language model writes grows after the quotes, and can be stopped."""

import threading

import pytest

from rag.types import Question, Statement
from rag.writing.events import DroppedSentence, ModelNote, WrittenSentence
from ui.answers import conversation_html
from ui.talks import Talks
from ui.texts import ENGLISH
from ui.view import View

QUESTION = "How many passengers were hurt on the ferry?"


class Script:
    """Writes one sentence from the first quote, and goes on when let."""

    def __init__(self, engine):
        self.engine = engine
        self.go_on = threading.Event()
        engine.writes = True
        engine.write = self.write

    def write(self, question, answer, wanted):  # noqa: ARG002 - as an engine has it
        first = answer.citations[0]
        yield WrittenSentence(Statement("Written of it.", "written", None, (first.n,)), (first,))
        while wanted() and not self.go_on.wait(0.02):
            pass
        if wanted():
            yield DroppedSentence("Ninety drowned.", "number", "the number 90 is not in the quotes")
            yield ModelNote("The model was silent for too long; the quotes are the answer.")


@pytest.fixture
def talks(engine):
    return Talks(engine, ENGLISH, lambda _: None)


def html(talk):
    return conversation_html(talk.conversation, (), View())


def test_quotes_come_first_then_prose_then_what_was_dropped(engine, talks):
    script = Script(engine)
    talk = talks.begin()
    seen = []
    for _ in talks.ask(talk, Question(QUESTION)):
        seen.append(html(talk))
        if "Written of it." in seen[-1]:
            script.go_on.set()
    assert "<blockquote" in seen[-1]
    assert "Ninety drowned." in seen[-1]
    assert "<s>Ninety drowned. (the number 90 is not in the quotes)</s>" in seen[-1]
    assert "silent for too long" in seen[-1]
    assert ENGLISH.writing not in seen[-1]
    assert any(ENGLISH.writing in each and "<blockquote" in each for each in seen)


def test_stopping_keeps_what_was_written(engine, talks):
    Script(engine)
    talk = talks.begin()
    for _ in talks.ask(talk, Question(QUESTION)):
        if "Written of it." in html(talk):
            talks.stop(talk)
    shown = html(talk)
    assert "Written of it." in shown
    assert "<blockquote" in shown
    assert ENGLISH.writing not in shown
    assert ENGLISH.stopped not in shown
