"""Figures of answers on public sets, worked out by hand."""

import pytest

from eval.answers.measure import Outcome, ask, figures
from eval.answers.sets import Asked
from rag.answer.evidence import Evidence
from rag.text.words import words
from rag.types import (
    Answer,
    Citation,
    Coverage,
    FoundPassage,
    Part,
    Passage,
    Seconds,
    Span,
    Statement,
)  # fmt: skip


class Engine:
    """Answers every question with the quotes it is given, and keeps what it was asked."""

    def __init__(self, *quotes):
        self.quotes = quotes
        self.asked = []

    def ask(self, question):
        self.asked.append(question)
        citations = tuple(
            Citation(n, "a.txt", "", None, Part.BODY, 0, len(quote), quote)
            for n, quote in enumerate(self.quotes, start=1)
        )
        statements = tuple(Statement(c.quote, "quote", None, (c.n,)) for c in citations)
        return Answer(
            question.text, "", statements, citations, not citations, None, 0.75,
            Coverage(1, None, None, 1), (), Seconds(0.01, 0.02, 0.03),
        )  # fmt: skip

    def sentences(self, question):
        assert question.text
        return tuple(
            Evidence(
                FoundPassage(
                    Passage("1", "a.txt", 0, 0, len(q), Part.BODY, q, (Span(0, len(q)),)), 0.5
                ),
                0, Span(0, len(q)), q, words(q), 0.5, 0.5, 0.5, None,
            )
            for q in reversed(self.quotes)
        )  # fmt: skip


def test_the_best_sentence_and_the_whole_answer_are_told_apart():
    outcome = ask(Asked("When?", ("noon",)), Engine("It shut at noon.", "Cows graze."))
    assert (outcome.chosen, outcome.held, outcome.words) == (False, True, 6)
    assert outcome.milliseconds == pytest.approx(30)


def test_a_question_within_one_article_is_asked_of_that_one():
    engine = Engine("It shut at noon.")
    ask(Asked("When?", ("noon",), "b.txt"), engine)
    assert engine.asked[0].files == {"b.txt"}


def test_both_values_are_shown_only_where_the_right_one_is():
    asked = Asked("How many?", ("23",), planted=("24",))
    assert ask(asked, Engine("There are 23.", "There are 24.")).both
    assert not ask(asked, Engine("There are 24.")).both
    assert not ask(asked, Engine("There are 23.")).both


def outcome(answerable, confidence, abstained=False, **others):
    values = {"chosen": False, "held": False, "both": False, "disputed": False} | others
    return Outcome(
        answerable, **values, abstained=abstained, confidence=confidence, words=10,
        milliseconds=5,
    )  # fmt: skip


def test_totals_are_over_the_questions_that_have_a_say():
    questions = [Asked("a", ("x",)), Asked("b", ("x",), planted=("y",)), Asked("c", ())]
    outcomes = [
        outcome(True, 0.9, chosen=True, held=True),
        outcome(True, 0.4, abstained=True, both=True, disputed=True),
        outcome(False, 0.5, abstained=True),
    ]
    total = figures(questions, outcomes)
    assert (total.right_sentence, total.held, total.auc) == (0.5, 0.5, 0.5)
    assert (total.refused, total.wrongly_refused) == (1, 0.5)
    assert (total.both_shown, total.disputed) == (1, 1)


def test_a_figure_without_questions_is_none():
    total = figures([Asked("a", ("x",))], [outcome(True, 0.9)])
    assert (total.auc, total.refused, total.both_shown) == (None, None, None)
