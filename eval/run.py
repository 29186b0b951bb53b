"""Asking a suite's questions and scoring what comes back."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from eval.articles import articles_of
from eval.metrics import failures, score_case, timing, totals
from eval.results import CaseError, CaseResult, NotRun, SuiteResult
from rag.errors import ArticleMissingError, DatelineError
from rag.types import Question, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from eval.cases import Case, Suite
    from eval.results import Pinned
    from rag.settings import Settings
    from rag.types import Answer, Article

    Outcomes = Generator[CaseResult | CaseError, None, None]

# Two cores answer two questions in less time than one after the other: one is read by the model
# while the other is searched and composed.
AT_ONCE = 2
# How long an answer takes is only told by one that has the machine for itself.
TIMED_EVERY = 5


class Engine(Protocol):
    """What the evaluation needs of the public door to the articles."""

    def ask(self, question: Question) -> Answer:
        """The answer to one question."""

    def article(self, file: str) -> Article:
        """One article with its text; raises ArticleMissingError."""

    def close(self) -> None:
        """Let go of the index."""


@dataclass(frozen=True, slots=True)
class Door:
    """How articles get into an index, and questions to it.

    `index` brings the index that the settings name in step with a folder of articles; `open`
    opens it. Both raise DatelineError when they can't. `pin` says what is in that index, where
    the door can. `finish` adds to a suite's result what the engine knows besides its answers.
    """

    index: Callable[[Path, Settings], None]
    open: Callable[[Settings], Engine]
    pin: Callable[[Settings], Pinned | None] = lambda _: None
    finish: Callable[[Engine, SuiteResult], SuiteResult] = lambda _, result: result


def open_suite(
    suite: Suite, settings: Settings, door: Door, articles: Path | None
) -> Engine | NotRun:
    """Index the suite's articles where the settings say, and open that index.

    `articles` is where articles that are not shipped are looked for.
    """
    folder = articles_of(suite, articles, settings.index.parent / "articles")
    if isinstance(folder, NotRun):
        return folder
    try:
        door.index(folder, settings)
        return door.open(settings)
    except DatelineError as error:
        return NotRun(suite.name, str(error), fault=True)


def run_suite(
    suite: Suite,
    asked: Sequence[Case],
    engine: Engine,
    watch: Callable[[CaseResult | CaseError], bool],
    pinned: Pinned | None = None,
) -> SuiteResult:
    """Ask some or all of the suite's cases and score the answers.

    `watch` is shown each outcome, and ends the run where it returns False.
    """
    outcomes: list[CaseResult | CaseError] = []
    with closing(ask_and_time(asked, engine)) as given:
        for outcome in given:
            outcomes.append(outcome)
            if not watch(outcome):
                break
    whole = len(outcomes) == len(suite.cases)
    return SuiteResult(suite, tuple(outcomes), totals(outcomes), timing(outcomes), whole, pinned)


def ask_and_time(cases: Sequence[Case], engine: Engine) -> Outcomes:
    """Each case's outcome, in order; every fifth alone, to be timed, the others two at once."""
    for first in range(0, len(cases), TIMED_EVERY):
        yield from ask_all(cases[first : first + 1], engine)
        yield from ask_all(cases[first + 1 : first + TIMED_EVERY], engine, AT_ONCE)


def ask_all(cases: Iterable[Case], engine: Engine, at_once: int = 1) -> Outcomes:
    """Each case's outcome, in order; texts of cited articles are read once.

    With more than one `at_once`, answers come sooner, and each takes longer than it would alone.
    """
    texts: dict[str, str] = {}
    if at_once == 1:
        for case in cases:
            yield _ask(case, engine, texts)
        return
    with ThreadPoolExecutor(at_once) as pool:
        asked: deque[Future[CaseResult | CaseError]] = deque()
        for case in cases:
            asked.append(pool.submit(_ask, case, engine, texts, alone=False))
            # One more than are being answered, so that none has to wait for its turn here.
            if len(asked) > at_once:
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()


def _ask(
    case: Case, engine: Engine, texts: dict[str, str], alone: bool = True
) -> CaseResult | CaseError:
    history = tuple(Turn(turn.role, turn.content) for turn in case.history)
    try:
        answer = engine.ask(Question(case.question, history, case.as_of))
        _read_cited(answer, engine, texts)
    except Exception as error:  # noqa: BLE001 - whatever a case raises is that case's outcome
        return CaseError(case, f"{type(error).__name__}: {error}")
    scores = score_case(case, answer, texts)
    return CaseResult(case, answer, scores, failures(scores), alone)


def _read_cited(answer: Answer, engine: Engine, texts: dict[str, str]) -> None:
    for citation in answer.citations:
        if citation.file in texts:
            continue
        try:
            texts[citation.file] = engine.article(citation.file).text
        except ArticleMissingError:
            continue
