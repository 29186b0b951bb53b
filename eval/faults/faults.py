"""The ten faults, each with what it breaks and where it can't be told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from eval.faults.answers import citations_shifted, never_refusing, quotes_altered
from eval.faults.stores import (
    CommentsAsReporting,
    CutPassages,
    OnlyArticles,
    WithoutDates,
    WithoutVectors,
    WithoutWords,
    most_needed,
    newest,
)
from rag.types import Part, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eval.cases import Case
    from rag.index.store import Store
    from rag.types import Answer, ArticleRecord


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to be broken: through the index, or in the answer.

    Cases that are `likely` to notice are asked first. `nothing` says why a suite can't tell, where
    it can't.
    """

    name: str
    store: Callable[[Store], Any] | None = None
    answer: Callable[[Answer], Answer] | None = None
    likely: Callable[[Case], bool] = lambda _: True
    nothing: str | None = None


def faults_for(cases: Sequence[Case], records: Sequence[ArticleRecord]) -> Iterator[Fault]:
    """The faults as they are for a suite and its articles."""
    files = {each.file for each in records}
    yield Fault("lexical search off", store=WithoutWords)
    yield Fault("dense search off", store=WithoutVectors)
    yield Fault("citations shifted by one", answer=citations_shifted)
    yield Fault("quotes altered by a character", answer=quotes_altered)
    yield Fault("abstention off", answer=never_refusing, likely=lambda case: not case.answerable)
    yield Fault(
        "dates ignored",
        store=WithoutDates,
        likely=lambda case: case.as_of is not None,
        nothing=None if any(case.as_of for case in cases) else "no case is asked as of a day",
    )
    commented = any(Part.COMMENTS in each.parts for each in records)
    yield Fault(
        "comments taken for reporting",
        store=CommentsAsReporting,
        likely=lambda case: case.status is Status.OPINION,
        nothing=None if commented else "no article has comments",
    )
    lost = most_needed(cases, files)
    yield Fault(
        "an article lost from the index",
        store=partial(OnlyArticles, kept=files.difference({lost})),
        likely=lambda case: case.sources == (lost,),
        nothing=None if lost else "no article is the only source of a case",
    )
    last = newest(records)
    yield Fault(
        "the newest article only",
        store=partial(OnlyArticles, kept=frozenset(filter(None, [last]))),
        nothing=None if last else "fewer than two articles have a date",
    )
    yield Fault("passages cut", store=CutPassages)
