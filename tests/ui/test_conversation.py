"""Citations belong to their message, whatever is asked or ingested later."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from rag.types import Question, Turn
from ui.conversation import open_citation
from ui.talks import Talks
from ui.texts import ENGLISH

HURT = "How many passengers were hurt on the ferry?"
LAMP = "For which days burned the lamp all night?"


@pytest.fixture
def talks(engine) -> Talks:
    return Talks(engine, ENGLISH, lambda _: None)


def ask(talks, talk, *questions, **more):
    for question in questions:
        list(talks.ask(talk, Question(question), **more))
    return talk.conversation


def held(engine) -> threading.Event:
    """From now on the engine answers only once the event is set."""
    answer, go_on = engine.ask, threading.Event()

    def late(question: Question):
        assert go_on.wait(10)
        return answer(question)

    engine.ask = late
    return go_on


@pytest.fixture
def talk(talks):
    return talks.begin()


def cite(engine, talk, at, n):
    return open_citation(engine, talk.conversation, talk.conversation[at].id, n)


def test_a_question_is_shown_before_it_has_an_answer(engine, talks, talk) -> None:
    go_on, steps = held(engine), talks.ask(talk, Question(HURT))
    next(steps)
    assert talk.conversation[0].pending
    go_on.set()
    next(steps)
    assert len(talk.conversation[0].answer.statements) == 2
    assert list(steps) == []


def test_a_citation_stays_with_its_own_answer(engine, talks, talk) -> None:
    ask(talks, talk, HURT, LAMP)
    first, second = (cite(engine, talk, at, 1).citation for at in (0, 1))
    assert (first.file, second.file) == ("2021/harbour.txt", "lighthouse.txt")


def test_later_questions_carry_the_conversation(engine, talks, talk) -> None:
    conversation = ask(talks, talk, HURT, LAMP)
    assert engine.asked[1].history == (
        Turn("user", HURT),
        Turn("assistant", conversation[0].answer.text),
    )


def test_a_refused_question_is_said_and_not_carried_on(engine, talks, talk) -> None:
    conversation = ask(talks, talk, "x" * 600, HURT)
    assert (
        conversation[0].failure == "The question is longer than 500 characters: ask a shorter one."
    )
    assert engine.asked[1].history == ()


def test_an_error_nobody_foresaw_ends_the_question_and_is_logged(
    engine, talks, talk, caplog
) -> None:
    engine.ask = lambda _: 1 / 0
    (exchange,) = ask(talks, talk, HURT)
    assert exchange.failure == ENGLISH.failed
    assert "division by zero" in caplog.text


def test_questions_of_one_conversation_are_answered_in_order(engine, talks, talk) -> None:
    go_on = held(engine)
    first, second = talks.ask(talk, Question(HURT)), talks.ask(talk, Question(LAMP))
    next(first)
    next(second)
    go_on.set()
    list(first)
    assert [each.answer.question for each in talk.conversation] == [HURT, LAMP]
    assert engine.asked[1].history[0] == Turn("user", HURT)


def test_a_stopped_question_gets_no_answer(engine, talks, talk) -> None:
    go_on, steps = held(engine), talks.ask(talk, Question(HURT))
    next(steps)
    talks.stop(talk)
    go_on.set()
    list(steps)
    ask(talks, talk, LAMP)
    assert talk.conversation[0].failure == ENGLISH.stopped
    assert talk.conversation[0].answer is None


def test_an_answer_comes_though_nobody_follows_and_whoever_returns_sees_it(
    engine, talks, talk
) -> None:
    go_on, left = held(engine), talks.ask(talk, Question(HURT))
    next(left)
    left.close()
    returned = talks.follow(talk)
    next(returned)
    assert talk.pending
    go_on.set()
    list(returned)
    assert talk.conversation[0].answer


def test_an_edited_question_takes_the_place_of_the_last(talks, talk) -> None:
    conversation = ask(talks, talk, HURT, LAMP)
    ask(talks, talk, HURT, instead_of=conversation[1].id)
    assert [each.question.text for each in talk.conversation] == [HURT, HURT]
    assert talk.conversation[0] == conversation[0]


def test_only_the_last_question_can_be_replaced(talks, talk) -> None:
    conversation = ask(talks, talk, HURT, LAMP)
    ask(talks, talk, HURT, instead_of=conversation[0].id)
    assert talk.conversation[:2] == conversation


def test_a_conversation_is_only_its_readers(talks) -> None:
    hers = talks.begin("anna")
    assert talks.get(hers.id, "anna") is hers
    assert talks.get(hers.id, "ben") is None


def test_a_changed_article_is_said_to_have_changed_and_the_quote_is_found_again(
    engine, talks, talk
) -> None:
    ask(talks, talk, HURT)
    old = engine.article("2021/harbour.txt").text
    engine.change("2021/harbour.txt", "Corrected.\n\n" + old)
    opened = cite(engine, talk, 0, 1)
    assert opened.changed
    assert opened.article.text[opened.start :].startswith(opened.citation.quote)


def test_a_quote_that_was_removed_has_no_place(engine, talks, talk) -> None:
    ask(talks, talk, HURT)
    engine.change("2021/harbour.txt", "Withdrawn.")
    opened = cite(engine, talk, 0, 1)
    assert opened.start is None
    assert opened.citation.quote == "Nine passengers were hurt, the port authority said."


def test_an_article_that_was_removed_leaves_the_quote(engine, talks, talk) -> None:
    ask(talks, talk, HURT)
    del engine.stored["2021/harbour.txt"]
    opened = cite(engine, talk, 0, 1)
    assert opened.article is None
    assert opened.citation.file == "2021/harbour.txt"


def test_citations_that_do_not_exist_open_nothing(engine, talks, talk) -> None:
    conversation = ask(talks, talk, HURT, "x" * 600)
    places = (("", 1), (conversation[0].id, 9), (conversation[1].id, 1))
    assert [open_citation(engine, conversation, *place) for place in places] == [None] * 3


def test_an_unchanged_article_is_not_said_to_have_changed(engine, talks, talk) -> None:
    ask(talks, talk, HURT)
    engine.stored["2021/harbour.txt"] = replace(engine.stored["2021/harbour.txt"])
    assert not cite(engine, talk, 0, 1).changed
