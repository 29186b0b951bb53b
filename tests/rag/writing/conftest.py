import re
from dataclasses import replace

import pytest

from rag import Question
from rag.settings import Settings
from rag.writing.writer import writer
from rag.writing.writing import Writing

TAJI = "How many people were killed in the strike near Taji?"


@pytest.fixture(scope="session")
def taji(engine):
    """A question over the sample articles and its quoted answer, whatever its sources differ in."""
    question = Question(TAJI)
    return question, replace(engine.ask(question), disagreement=None)


@pytest.fixture
def write(engine, taji, scripted):
    """Let the scripted server write after the answer, or after another one; gives all events."""
    url, script = scripted

    opened = []

    def open_writer(named):
        opened.append(writer(named))
        return opened[-1]

    def run(reply="", question=None, answer=None, **settings):
        script.reply = reply
        named = Settings(llm_url=url, llm_model="scripted", **{"llm_timeout": 30, **settings})
        asked = question or taji[0]
        said = answer or (taji[1] if question is None else engine.ask(question))
        return list(Writing(asked, said, engine, lambda: open_writer(named)))

    yield run
    for each in opened:
        each.close()


def shown(body):
    """Each key of a request's passages with its quote, in order."""
    return re.findall(r"^\[([A-Z]+\d+)\] (.*)$", body["messages"][-1]["content"], re.MULTILINE)


@pytest.fixture(name="shown")
def _shown():
    return shown


def with_key(sentence, wanted):
    """A reply: the sentence, with the key of the first quote that holds the wanted words."""

    def reply(body):
        key = next(key for key, quote in shown(body) if wanted in quote)
        return f"{sentence} [{key}]"

    return reply


@pytest.fixture(name="with_key")
def _with_key():
    return with_key
