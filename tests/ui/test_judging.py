"""Thumbs become drafts that `python -m eval drafts` can read."""

from datetime import UTC, date, datetime

import pytest

from eval.writing.drafts import read_drafts
from rag.types import Question, Turn
from ui.conversation import Exchange
from ui.judging import Drafts

HURT = "How many passengers were hurt on the ferry?"


@pytest.fixture
def exchange(engine) -> Exchange:
    question = Question(HURT, (Turn("user", "Which ferry?"),), as_of=date(2021, 12, 31))
    return Exchange("e1", datetime(2026, 1, 5, tzinfo=UTC), question, engine.ask(question))


@pytest.fixture
def drafts(tmp_path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def test_the_evaluation_reads_what_the_page_writes(drafts, exchange) -> None:
    drafts.write(exchange, "down", " It was seven. ")
    (found,), unreadable = read_drafts(drafts.folder)
    assert unreadable == ()
    draft = found.draft
    assert (draft.verdict, draft.comment, draft.question) == ("down", "It was seven.", HURT)
    assert draft.as_of == date(2021, 12, 31)
    assert draft.history[0].content == "Which ferry?"
    assert draft.answer.citations[0].quote == "Nine passengers were hurt, the port authority said."


def test_a_second_thought_takes_the_place_of_the_first(drafts, exchange) -> None:
    first = drafts.write(exchange, "up", "")
    judged = Exchange(exchange.id, exchange.at, exchange.question, exchange.answer, judgement=first)
    drafts.write(judged, "down", "No.")
    ((found,), _) = read_drafts(drafts.folder)
    assert (found.draft.verdict, found.draft.comment) == ("down", "No.")


def test_a_judgement_can_be_taken_back(drafts, exchange) -> None:
    drafts.drop(drafts.write(exchange, "up", ""))
    assert read_drafts(drafts.folder) == ((), ())
