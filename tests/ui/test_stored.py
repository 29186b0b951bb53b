"""Conversations read back from JSON are equal to those that were written."""

import json
from datetime import UTC, datetime

import pytest

from rag.types import Question, Turn
from ui.conversation import Exchange, Judgement
from ui.stored import read, written

HURT = "How many passengers were hurt on the ferry?"


@pytest.fixture
def exchange(engine) -> Exchange:
    question = Question(HURT, (Turn("user", "?"),), files=frozenset(engine.stored))
    return Exchange(
        "e1",
        datetime(2026, 1, 5, 10, 30, tzinfo=UTC),
        question,
        engine.ask(question),
        None,
        (("a.txt", "v1"),),
        Judgement("up", "", "d.json"),
    )


def through_json(exchange: Exchange) -> dict:
    return json.loads(json.dumps(written(exchange)))


def test_an_exchange_is_read_back_as_it_was(exchange) -> None:
    assert exchange.answer.citations
    assert exchange.answer.disagreement
    assert read(Exchange, through_json(exchange)) == exchange


def test_what_an_older_version_did_not_write_gets_its_default(exchange) -> None:
    data = through_json(exchange)
    del data["judgement"], data["answer"]["notices"], data["question"]["parts"]
    assert read(Exchange, data).judgement is None
    assert read(Exchange, data).answer == exchange.answer


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", "soon"),
        ("question", []),
        ("answer", {"question": "?"}),
        ("versions", [["a.txt"]]),
        ("judgement", {"verdict": "sideways", "comment": "", "draft": ""}),
    ],
)
def test_what_is_no_exchange_is_refused(exchange, field, value) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(Exchange, {**through_json(exchange), field: value})
