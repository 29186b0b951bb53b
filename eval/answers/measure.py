"""What is measured of a public set's answers."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Protocol

from eval.fit.held_out import auc
from eval.wording import holds
from rag.types import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.answers.sets import Asked
    from rag.answer.evidence import Evidence
    from rag.types import Answer


class Engine(Protocol):
    """What the measurement needs of the public door to the articles."""

    def ask(self, question: Question) -> Answer:
        """The answer to one question."""

    def sentences(self, question: Question) -> tuple[Evidence, ...]:
        """All sentences that an answer would be chosen from, best first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    `chosen` says whether the best sentence answers, `held` whether the answer does; `both`
    whether it gives the planted answer beside the right one.
    """

    answerable: bool
    chosen: bool
    held: bool
    both: bool
    disputed: bool
    abstained: bool
    confidence: float
    words: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The totals of a set; a share is None where no question has a say in it."""

    questions: int
    right_sentence: float | None
    held: float | None
    words: float
    auc: float | None
    refused: float | None
    wrongly_refused: float | None
    both_shown: float | None
    disputed: float | None
    milliseconds: float


def ask_all(
    questions: Sequence[Asked], engine: Engine, advance: Callable[[], None]
) -> list[Outcome]:
    """Every question's outcome, in order; `advance` is called after each."""
    outcomes = []
    for each in questions:
        outcomes.append(ask(each, engine))
        advance()
    return outcomes


def ask(asked: Asked, engine: Engine) -> Outcome:
    """Ask one question and look at its answer and its best sentence."""
    files = None if asked.file is None else frozenset({asked.file})
    question = Question(asked.text, files=files)
    answer = engine.ask(question)
    quotes = [each.quote for each in answer.citations]
    best = engine.sentences(question)[:1]
    held = any(_answers(quote, asked.golden) for quote in quotes)
    return Outcome(
        answerable=bool(asked.golden),
        chosen=any(_answers(each.text, asked.golden) for each in best),
        held=held,
        both=held and any(_answers(quote, asked.planted) for quote in quotes),
        disputed=answer.disagreement is not None,
        abstained=answer.abstained,
        confidence=answer.confidence,
        words=sum(len(quote.split()) for quote in quotes),
        milliseconds=1000 * answer.seconds.total,
    )


def _answers(text: str, golden: Sequence[str]) -> bool:
    plain = " ".join(text.split())
    return any(
        holds(plain, wording) or " ".join(wording.split()) in plain or plain in wording
        for wording in golden
    )


def figures(questions: Sequence[Asked], outcomes: Sequence[Outcome]) -> Figures:
    """The totals over a set's outcomes."""
    yes = [each for each in outcomes if each.answerable]
    no = [each for each in outcomes if not each.answerable]
    planted = [o for q, o in zip(questions, outcomes, strict=True) if q.planted]
    return Figures(
        questions=len(outcomes),
        right_sentence=_share([each.chosen for each in yes]),
        held=_share([each.held for each in yes]),
        words=fmean([each.words for each in yes] or [0]),
        auc=auc([o.confidence for o in yes], [o.confidence for o in no]) if yes and no else None,
        refused=_share([each.abstained for each in no]),
        wrongly_refused=_share([each.abstained for each in yes]),
        both_shown=_share([each.both for each in planted]),
        disputed=_share([each.disputed for each in planted]),
        milliseconds=median([each.milliseconds for each in outcomes] or [0]),
    )


def _share(values: Sequence[bool]) -> float | None:
    return fmean(values) if values else None
