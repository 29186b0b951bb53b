"""What a run of suites finds; all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.cases import Case, Suite
    from eval.scorers import Score
    from rag.types import Answer


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was answered or refused: its scores by name, and why it fails, if it does.

    `alone` is False where another question was answered at the same time, so that the answer's
    seconds say nothing.
    """

    case: Case
    answer: Answer
    scores: Mapping[str, Score]
    failures: tuple[str, ...]
    alone: bool = True


@dataclass(frozen=True, slots=True)
class CaseError:
    """A case that raised: neither an answer nor a low score."""

    case: Case
    error: str


@dataclass(frozen=True, slots=True)
class Total:
    """A metric over a suite: the weighted mean of its scores, None where nothing was scored."""

    value: float | None
    weight: int


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds an answer took, over the questions of a suite that were asked alone."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Pinned:
    """What answered: the index's generation, its embedding model, the articles by their hash."""

    generation: str
    fingerprint: str
    articles: str


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """A suite that ran: all its outcomes in the order of its cases, with what they sum up to.

    `whole` is False when only some of the suite's cases were asked. `pinned` is None where the
    door to the articles doesn't say.
    """

    suite: Suite
    outcomes: tuple[CaseResult | CaseError, ...]
    totals: Mapping[str, Total]
    timing: Timing | None
    whole: bool
    pinned: Pinned | None = None


@dataclass(frozen=True, slots=True)
class NotRun:
    """A suite that could not be asked, why, and what to do; `fault` when that fails the run."""

    suite: str
    reason: str
    fault: bool
