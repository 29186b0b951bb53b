"""Suites asked through a language model: what it wrote, and what of that was dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, cast

from eval.results import CaseResult, Total
from eval.run import Door
from eval.wording import holds
from rag.checking.cited import plain
from rag.errors import SuiteError
from rag.writing.joined import joined

if TYPE_CHECKING:
    from eval.results import SuiteResult
    from eval.run import Engine
    from rag.settings import Settings
    from rag.types import Answer, Article, Question
    from rag.writing.joined import Written
    from rag.writing.writing import Writing

CHECKED, DROPPED, LOST, OUTSIDE = (
    "sentences_checked",
    "sentences_dropped",
    "facts_lost",
    "outside_quotes",
)
_TELLING = re.compile(r"\d[\d,.:]*\d|\d|(?<=[a-z,] )[A-Z][\w'-]+")


class _Writes(Protocol):
    """An engine that lets a language model write after its quotes."""

    def ask(self, question: Question) -> Answer: ...

    def write(self, question: Question, answer: Answer) -> Writing: ...

    def article(self, file: str) -> Article: ...

    def close(self) -> None: ...


@dataclass
class WritingEngine:
    """An engine whose answers have what the model wrote; `written` keeps each by its question."""

    inner: _Writes
    written: dict[tuple[str, str], Written]

    def ask(self, question: Question) -> Answer:
        """The quoted answer with the sentences that held."""
        answer = self.inner.ask(question)
        written = joined(answer, self.inner.write(question, answer))
        self.written[question.text, written.answer.text] = written
        return written.answer

    def article(self, file: str) -> Article:
        """One article with its text."""
        return self.inner.article(file)

    def close(self) -> None:
        """Let go of the index and of the model."""
        self.inner.close()


def writing_door(door: Door) -> Door:
    """The same door, with the language model that the settings name writing behind it."""

    def open_index(settings: Settings) -> Engine:
        return WritingEngine(cast("_Writes", door.open(settings)), {})

    return Door(door.index, open_index, door.pin, finish=with_writing)


def baseline_name(settings: Settings) -> str:
    """The baseline file for the model that the settings name; raises SuiteError without one."""
    from rag.llm.endpoint import endpoint

    at = endpoint(settings)
    if at is None:
        raise SuiteError("--llm needs a language model: set llm_url (see docs/language-model.md)")
    return f"baseline.{re.sub(r'[^a-z0-9]+', '-', at.model.lower()).strip('-')}.json"


def with_writing(engine: Engine, result: SuiteResult) -> SuiteResult:
    """A suite's result with totals of what the model wrote."""
    if not isinstance(engine, WritingEngine):
        return result
    pairs = [
        (outcome, engine.written[outcome.case.question, outcome.answer.text])
        for outcome in result.outcomes
        if isinstance(outcome, CaseResult)
    ]
    held = sum(each.held for _, each in pairs)
    dropped = sum(len(each.dropped) for _, each in pairs)
    counts = {
        CHECKED: held + dropped,
        DROPPED: dropped,
        LOST: sum(facts_lost(outcome, each) for outcome, each in pairs),
        OUTSIDE: sum(outside(each.answer) for _, each in pairs),
    }
    totals = {name: Total(float(count), len(pairs)) for name, count in counts.items()}
    return replace(result, totals={**result.totals, **totals})


def facts_lost(outcome: CaseResult, written: Written) -> int:
    """Facts of a case that stand in a dropped sentence, and nowhere in the answer."""
    told = [each.text for each in written.answer.statements]
    told += [each.quote for each in written.answer.citations]
    return sum(
        not _stands(fact, told) and _stands(fact, [each.text for each in written.dropped])
        for fact in outcome.case.facts
    )


def _stands(fact: tuple[str, ...] | list[str], texts: list[str]) -> bool:
    return any(holds(text, wording) for text in texts for wording in fact)


def outside(answer: Answer) -> int:
    """Written statements with a digit or a capital within them that none of their quotes has.

    Told without the checks that let them pass, so that it can't agree with a fault of theirs.
    """
    quotes = {each.n: plain(each.quote) for each in answer.citations}
    count = 0
    for each in answer.statements:
        if each.kind != "written":
            continue
        own = " ".join(quotes[n] for n in each.citations).lower()
        count += any(word.lower() not in own for word in _TELLING.findall(plain(each.text)))
    return count


def writing_line(result: SuiteResult) -> str | None:
    """What a model wrote over a suite, in one line; None where none did."""
    if CHECKED not in result.totals:
        return None
    checked, dropped, lost, out = (
        int(result.totals[name].value or 0) for name in (CHECKED, DROPPED, LOST, OUTSIDE)
    )
    return (
        f"{result.suite.name}: {checked} sentences written and checked, {dropped} dropped, "
        f"{lost} facts lost by dropping, {out} with a number or name outside their quotes"
    )
