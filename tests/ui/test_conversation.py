"""Citations belong to their message, whatever is asked or ingested later."""

from dataclasses import replace

from rag.types import Turn
from ui.conversation import begin, finish, open_citation, unfold

HURT = "How many passengers were hurt on the ferry?"
LAMP = "For which days burned the lamp all night?"


def talk(engine, *questions):
    conversation = ()
    for question in questions:
        pending = begin(conversation, question, None)
        conversation = (*conversation, finish(engine, pending[-1]))
    return conversation


def test_an_answer_unfolds_statement_by_statement(engine) -> None:
    grown = list(unfold(talk(engine, HURT)[0]))
    assert [len(each.answer.statements) for each in grown] == [1, 2]
    assert [len(each.answer.citations) for each in grown] == [1, 2]
    assert grown[0].answer.disagreement is None
    assert grown[-1].answer.disagreement is not None


def test_a_citation_stays_with_its_own_answer(engine) -> None:
    conversation = talk(engine, HURT, LAMP)
    first, second = (open_citation(engine, conversation, at, 1).citation for at in (0, 1))
    assert (first.file, second.file) == ("2021/harbour.txt", "lighthouse.txt")


def test_later_questions_carry_the_conversation(engine) -> None:
    conversation = talk(engine, HURT, LAMP)
    assert engine.asked[1].history == (
        Turn("user", HURT),
        Turn("assistant", conversation[0].answer.text),
    )


def test_a_refused_question_is_said_and_not_carried_on(engine) -> None:
    conversation = talk(engine, "x" * 600, HURT)
    assert (
        conversation[0].failure == "The question is longer than 500 characters: ask a shorter one."
    )
    assert engine.asked[1].history == ()


def test_a_changed_article_is_said_to_have_changed_and_the_quote_is_found_again(engine) -> None:
    conversation = talk(engine, HURT)
    old = engine.article("2021/harbour.txt").text
    engine.change("2021/harbour.txt", "Corrected.\n\n" + old)
    opened = open_citation(engine, conversation, 0, 1)
    quote = opened.citation.quote
    assert opened.changed
    assert opened.article.text[opened.start :].startswith(quote)


def test_a_quote_that_was_removed_has_no_place(engine) -> None:
    conversation = talk(engine, HURT)
    engine.change("2021/harbour.txt", "Withdrawn.")
    opened = open_citation(engine, conversation, 0, 1)
    assert opened.start is None
    assert opened.citation.quote == "Nine passengers were hurt, the port authority said."


def test_an_article_that_was_removed_leaves_the_quote(engine) -> None:
    conversation = talk(engine, HURT)
    del engine.stored["2021/harbour.txt"]
    opened = open_citation(engine, conversation, 0, 1)
    assert opened.article is None
    assert opened.citation.file == "2021/harbour.txt"


def test_citations_that_do_not_exist_open_nothing(engine) -> None:
    conversation = talk(engine, HURT, "x" * 600)
    places = ((-1, 1), (0, 9), (1, 1), (2, 1))
    assert [open_citation(engine, conversation, *place) for place in places] == [None] * 4


def test_an_unchanged_article_is_not_said_to_have_changed(engine) -> None:
    conversation = talk(engine, HURT)
    same = replace(engine.stored["2021/harbour.txt"])
    engine.stored["2021/harbour.txt"] = same
    assert not open_citation(engine, conversation, 0, 1).changed
