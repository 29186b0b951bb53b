"""All questions of a set put to a search, and how well it did."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

from eval.retrieval.metrics import DEPTH, mean_scores, score
from eval.retrieval.sets import Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.retrieval.metrics import Scores
    from eval.retrieval.sets import LabelledQuestion, PublicSet
    from rag.types import FoundPassage

    Search = Callable[[LabelledQuestion, int], Sequence[Reference]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its scores, and the seconds that its search took."""

    id: str
    scores: Scores
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A set with the means over its questions; `median` and `p95` are seconds of one search."""

    name: str
    means: Scores
    asked: tuple[Asked, ...]
    median: float
    p95: float


def measure(public: PublicSet, search: Search, advance: Callable[[], None]) -> Measured:
    """Ask every question of a set; `advance` is called after each."""
    asked = []
    for question in public.questions:
        started = perf_counter()
        found = search(question, DEPTH)
        seconds = perf_counter() - started
        asked.append(Asked(question.id, score(found, question.right, question.spans), seconds))
        advance()
    times = [each.seconds for each in asked]
    return Measured(
        name=public.name,
        means=mean_scores(each.scores for each in asked),
        asked=tuple(asked),
        median=median(times),
        p95=quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
    )


def places(found: Sequence[FoundPassage]) -> list[Reference]:
    """Where passages stand."""
    return [Reference(each.passage.file, each.passage.start, each.passage.end) for each in found]
