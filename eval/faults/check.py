"""Asking a suite's cases of a broken system until one of them notices."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from eval.results import CaseError
from eval.run import AT_ONCE, Engine, ask_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eval.cases import Case
    from eval.faults.faults import Fault
    from rag.index.store import Store
    from rag.settings import Settings
    from rag.types import Answer, Article, ArticleRecord, Question


@runtime_checkable
class Breakable(Engine, Protocol):
    """An engine whose index can be put behind another."""

    store: Callable[[Store], Any]

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles in the index."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What came of a fault: the cases that notice it, and how many were asked."""

    fault: Fault
    cases: tuple[str, ...]
    asked: int

    @property
    def caught(self) -> bool:
        """Whether a case notices it, or none of the suite could."""
        return bool(self.cases) or self.fault.nothing is not None


class SpoiledAnswers:
    """An engine whose answers are changed before anyone sees them."""

    def __init__(self, engine: Engine, change: Callable[[Answer], Answer]) -> None:
        self._engine = engine
        self._change = change

    def ask(self, question: Question) -> Answer:
        """The answer, changed."""
        return self._change(self._engine.ask(question))

    def article(self, file: str) -> Article:
        """One article with its text; raises ArticleMissingError."""
        return self._engine.article(file)

    def close(self) -> None:
        """Let go of the index."""
        self._engine.close()


def open_breakable(settings: Settings) -> Breakable:
    """The query engine over the index that the settings name, to be broken; DatelineError."""
    from rag.open_index import OpenIndex

    class BreakableEngine(OpenIndex):
        """The engine with its index behind what `store` makes of it."""

        store: Callable[[Store], Any] = staticmethod(_whole)

        @contextmanager
        def _in_use(self) -> Iterator[Any]:
            with super()._in_use() as store:
                yield self.store(store)

    return BreakableEngine(settings)


def notice(
    fault: Fault,
    passing: Sequence[Case],
    engine: Breakable,
    every: bool,
    advance: Callable[[], None],
) -> Noticed:
    """Ask cases that pass of the system with a fault; stop at the first that fails, unless `every`.

    Those that are likely to notice come first.

    A case that raises notices as well. The engine is whole again afterwards.
    """
    if fault.nothing is not None:
        return Noticed(fault, (), 0)
    broken: Engine = SpoiledAnswers(engine, fault.answer) if fault.answer else engine
    engine.store = fault.store or _whole
    lost: list[str] = []
    asked = 0
    try:
        first = sorted(passing, key=lambda case: not fault.likely(case))
        with closing(ask_all(first, broken, AT_ONCE)) as outcomes:
            for outcome in outcomes:
                asked += 1
                advance()
                if isinstance(outcome, CaseError) or outcome.failures:
                    lost.append(outcome.case.id)
                    if not every:
                        break
    finally:
        engine.store = _whole
    return Noticed(fault, tuple(lost), asked)


def _whole(store: Store) -> Store:
    return store
