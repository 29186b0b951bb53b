"""A written answer beside a quoted one: a stream of checked sentences that can be stopped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from rag.errors import DatelineError, LanguageModelError, SettingsError
from rag.llm.reply import PromptTooLongError, Reply, whole
from rag.types import Part, Statement
from rag.writing.events import (
    DroppedSentence,
    ModelNote,
    TokenCost,
    Understood,
    WrittenSentence,
)
from rag.writing.judge import Judge
from rag.writing.packing import pack
from rag.writing.plan import Plan, needs_plan, read_plan, request
from rag.writing.prompt import around, messages
from rag.writing.sentences import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.answer.verify import Checked
    from rag.llm.reply import Usage
    from rag.types import Answer, Article, Citation, FoundPassage, Question
    from rag.writing.events import WritingEvent
    from rag.writing.packing import Packed
    from rag.writing.writer import Writer

# A model that takes in less than it is said to gets half, then a quarter.
_TRIES = 3
MOST_SENTENCES = 12
# Passages that a search of the model's own adds.
ADDED = 6
NOTHING_HELD = (
    "Nothing that {name} wrote could be shown to be in the articles; the quotes are the answer."
)
SAID_NOTHING = "{name} wrote nothing; the quotes are the answer."
ABSTAINED = "{name} finds no answer in the articles; the quotes are the nearest they come."
# A refusal as sure as this stands: the articles are about something else.
PROVEN_BELOW = 0.05


class Articles(Protocol):
    """What writing needs of an open index."""

    def search(self, question: Question, top_k: int | None = None) -> tuple[FoundPassage, ...]:
        """The best passages for a question."""

    def article(self, file: str) -> Article:
        """One article with its text."""

    def check(self, citations: tuple[Citation, ...]) -> tuple[Checked, ...]:
        """Every citation, compared with its article and its file."""


class Writing:
    """The events of one written answer, in order; iterate once.

    `stop` ends it, from any thread, and so does `wanted` once it says no: nothing more is asked of
    the model, and what was shown stays.
    No trouble with the model raises: it ends in a ModelNote, and the quotes are the answer.
    """

    def __init__(
        self,
        question: Question,
        answer: Answer,
        articles: Articles,
        open_writer: Callable[[], Writer],
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self._question, self._answer, self._articles = question, answer, articles
        self._open_writer, self._wanted = open_writer, wanted
        self._reply: Reply | None = None
        self._stopped = False
        self._spent: list[tuple[int, int, bool]] = []
        self._events = self._written()

    def __iter__(self) -> Iterator[WritingEvent]:
        return self._events

    def stop(self) -> None:
        """End the writing now."""
        self._stopped = True
        if self._reply:
            self._reply.stop()

    def _goes_on(self) -> bool:
        return not self._stopped and self._wanted()

    def _written(self) -> Iterator[WritingEvent]:
        if not self._answer.passages or self._proven_absent():
            return
        try:
            self._by = self._open_writer()
            if notice := self._by.take_notice():
                yield ModelNote(notice)
            question, found = self._question, self._answer.passages
            if needs_plan(question):
                plan = self._plan()
                if plan.question or plan.searches:
                    yield Understood(plan.question, plan.searches)
                found = self._searched(plan)
                question = replace(question, text=plan.question or self._understood())
            yield from self._sentences(question, found)
        except (LanguageModelError, SettingsError) as error:
            yield ModelNote(str(error))
        finally:
            self.stop()
        if self._spent:
            yield TokenCost(
                sum(prompt for prompt, _, _ in self._spent),
                sum(completion for _, completion, _ in self._spent),
                any(estimated for _, _, estimated in self._spent),
            )

    def _proven_absent(self) -> bool:
        """Whether code has shown that no article is about the question: no model overrules that."""
        return self._answer.abstained and (
            self._answer.coverage.articles == 0 or self._answer.confidence <= PROVEN_BELOW
        )

    def _understood(self) -> str:
        return self._answer.understood or self._question.text

    def _plan(self) -> Plan:
        """The model's plan; an empty one where it has none, so that the code's reading holds."""
        asked = request(self._question)
        guessed = sum(self._by.tokens(str(each.content)) for each in asked)
        if guessed > self._by.budget:
            return Plan(None, ())
        reply, usage = whole(self._by.llm, asked, self._by.name, self._by.timeout)
        self._spend(guessed, reply, usage)
        return read_plan(reply, self._question)

    def _searched(self, plan: Plan) -> tuple[FoundPassage, ...]:
        """The answer's passages, and after them what each search of the plan adds."""
        passages = {each.passage.id: each for each in self._answer.passages}
        for text in plan.searches:
            if not self._goes_on():
                break
            try:
                found = self._articles.search(replace(self._question, text=text, history=()), ADDED)
            except DatelineError:  # a search of the model's own that can't be asked is left out
                continue
            for each in found:
                passages.setdefault(each.passage.id, each)
        return tuple(passages.values())

    def _sentences(
        self, question: Question, found: tuple[FoundPassage, ...]
    ) -> Iterator[WritingEvent]:
        budget = self._by.budget - self._by.tokens(around(question.text))
        for attempt in range(_TRIES):
            packed = self._packed(found, budget >> attempt)
            if not packed.quotes:
                yield ModelNote(
                    f"llm_context is too small for {self._by.name} to be shown a quote."
                )
                return
            try:
                yield from self._judged(question, packed)
            except PromptTooLongError:
                if attempt == _TRIES - 1:
                    raise
                continue
            return

    def _packed(self, found: tuple[FoundPassage, ...], budget: int) -> Packed:
        comments = any(each.part is Part.COMMENTS for each in self._answer.citations)
        return pack(found, self._answer.citations, budget, self._by.tokens, comments)

    def _judged(self, question: Question, packed: Packed) -> Iterator[WritingEvent]:
        asked = messages(question.text, packed)
        judge = Judge(packed, self._answer.citations, self._articles.check, self._articles.article)
        guessed = sum(self._by.tokens(str(each.content)) for each in asked)
        reply = self._reply = Reply(
            self._by.llm, asked, self._by.name, self._by.timeout, self._goes_on
        )
        pieces: list[str] = []
        shown: list[WrittenSentence] = []
        dropped, abstained = 0, False
        trouble: list[LanguageModelError] = []
        try:
            for sentence in said(_heard(reply, pieces, trouble)):
                if not self._goes_on() or len(shown) == MOST_SENTENCES:
                    break
                if sentence.abstains:
                    abstained = True
                    continue
                event = judge.judge(sentence)
                if isinstance(event, WrittenSentence):
                    shown.append(event)
                dropped += isinstance(event, DroppedSentence)
                if event:
                    yield event
        finally:
            reply.stop()
            if pieces or reply.usage:
                self._spend(guessed, "".join(pieces), reply.usage)
        yield from self._ending(shown, dropped, abstained, trouble)

    def _ending(
        self,
        shown: list[WrittenSentence],
        dropped: int,
        abstained: bool,
        trouble: list[LanguageModelError],
    ) -> Iterator[WritingEvent]:
        """What the sentences leave to be said: sources that differ, and how the model ended."""
        if shown and (differing := self._differing(shown)):
            yield differing
        if trouble:
            yield ModelNote(str(trouble[0]))
        elif not shown and self._goes_on():
            line = ABSTAINED if abstained else NOTHING_HELD if dropped else SAID_NOTHING
            yield ModelNote(line.format(name=self._by.name))

    def _differing(self, shown: list[WrittenSentence]) -> WrittenSentence | None:
        """The values that sources differ in, where the sentences don't rest on all of them."""
        values = self._answer.disagreement or ()
        named = {number for each in shown for number in each.statement.citations}
        if all(set(value.citations) & named for value in values):
            return None
        numbers = tuple(dict.fromkeys(n for value in values for n in value.citations))
        told = ", ".join(f"“{value.value}”" for value in values)
        citations = tuple(each for each in self._answer.citations if each.n in numbers)
        text = f"The articles differ: {told}."
        return WrittenSentence(Statement(text, "written", None, numbers), citations, by_code=True)

    def _spend(self, guessed: int, reply: str, usage: Usage | None) -> None:
        if usage:
            self._by.learn(guessed, usage.prompt)
            self._spent.append((usage.prompt, usage.completion, False))
        else:
            self._spent.append((guessed, self._by.tokens(reply), True))


def _heard(reply: Reply, pieces: list[str], trouble: list[LanguageModelError]) -> Iterator[str]:
    """The pieces of a reply, kept as they pass, until it ends or breaks off."""
    try:
        for piece in reply:
            pieces.append(piece)
            yield piece
    except PromptTooLongError:
        raise
    except LanguageModelError as error:
        trouble.append(error)
