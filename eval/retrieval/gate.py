"""Measuring sets against the baseline, and what exit code that makes."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from eval.exits import COULD_NOT_RUN, HELD, WORSE
from eval.retrieval.ablation import VARIANTS, Bench, ablate
from eval.retrieval.baseline import lost, read_baseline, write_baseline
from eval.retrieval.corpus import index_corpus
from eval.retrieval.floor import PlainBM25
from eval.retrieval.measure import measure, places
from eval.retrieval.misspelt import misspelt
from eval.retrieval.report import LABELS, as_object, figure, markdown, table
from rag.errors import SuiteError
from rag.types import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from eval.retrieval.baseline import Baseline
    from eval.retrieval.measure import Measured, Search
    from eval.retrieval.sets import Corpus, LabelledQuestion, PublicSet, Reference
    from rag.embedding.protocol import Embedder
    from rag.settings import Settings
    from rag.types import FoundPassage


class Engine(Protocol):
    """What answers: the project's query engine."""

    def search(self, question: Question, top_k: int | None = None) -> tuple[FoundPassage, ...]:
        """The best passages for a question."""

    def close(self) -> None:
        """Let go of the index."""


@dataclass(frozen=True, slots=True)
class Door:
    """The ways in: the model that indexes, and an engine over an index."""

    embedder: Callable[[Settings], Embedder]
    engine: Callable[[Settings], Engine]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    root: Path
    baseline: Path
    update_baseline: bool = False
    lines: Path | None = None


def evaluate(
    sets: Sequence[PublicSet], request: Request, settings: Settings, door: Door, console: Console
) -> int:
    """Measure sets, print them beside their floors, write what is to be written; the exit code.

    Raises SuiteError, before anything is run, where the baseline can't be read.
    """
    baseline = read_baseline(request.baseline)
    measured: list[Measured] = []
    floors: dict[str, Measured] = {}
    for corpus, some in by_corpus(sets):
        own = index_corpus(corpus, settings, request.root, door.embedder)
        with closing(door.engine(own)) as engine:
            measured += measure_all(some, _through(engine))
        plain = _plain(PlainBM25(corpus.articles))
        floors |= {each.name: each for each in measure_all(some, plain)}
    console.print(table(measured, floors, baseline))
    if request.lines:
        _write(request.lines, json.dumps(as_object(measured, floors)) + "\n")
    if request.update_baseline:
        baseline = write_baseline(request.baseline, baseline, measured)
        console.print(f"baseline written to {request.baseline}", soft_wrap=True)
    return held(measured, baseline, console)


def explain(
    sets: Sequence[PublicSet], request: Request, settings: Settings, door: Door, console: Console
) -> int:
    """Print, in Markdown, what each part of the search is worth on each set.

    Sets whose questions are of one kind are also asked misspelt, which is what tolerance is for.
    """
    bench = Bench(settings, request.root, door.embedder)
    found: dict[str, list[Measured]] = {variant.name: [] for variant in VARIANTS}
    for corpus, some in by_corpus(sets):
        asked = [*some, *misspelt(some)]
        for name, measured in ablate(corpus, asked, bench, measure_all):
            found[name] += measured
    console.print(markdown(found), soft_wrap=True, markup=False)
    return HELD


def held(measured: Sequence[Measured], baseline: Baseline, console: Console) -> int:
    """Name what got worse; 1 where anything did, 2 where a set has nothing to be held against."""
    code = HELD
    for each in measured:
        if each.name not in baseline.sets:
            console.print(f"{each.name}: not in the baseline; --update-baseline puts it there")
            code = code or COULD_NOT_RUN
        for name, (was, now) in lost(baseline, each).items():
            console.print(
                f"[red]{each.name}: worse: {LABELS[name]} {figure(now)}, was {figure(was)}[/]"
            )
            code = WORSE
    return code


def by_corpus(sets: Sequence[PublicSet]) -> Iterator[tuple[Corpus, list[PublicSet]]]:
    """Sets that share a corpus put together."""
    for _, group in groupby(sets, key=lambda each: each.corpus.name):
        some = list(group)
        yield some[0].corpus, some


def measure_all(sets: Sequence[PublicSet], search: Search, label: str = "") -> list[Measured]:
    """Measure sets one after the other, with a bar for each on a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        measured = []
        for each in sets:
            named = f"{each.name}: {label}" if label else each.name
            bar = progress.add_task(named, total=len(each.questions))
            measured.append(measure(each, search, lambda bar=bar: progress.advance(bar)))  # type: ignore[misc]  # mypy can't infer a lambda's default
        return measured


def _through(engine: Engine) -> Search:
    def search(question: LabelledQuestion, top_k: int) -> list[Reference]:
        return places(engine.search(Question(question.text, question.history), top_k))

    return search


def _plain(index: PlainBM25) -> Search:
    """The floor sees all user turns, joined."""

    def search(question: LabelledQuestion, top_k: int) -> list[Reference]:
        said = [turn.content for turn in question.history if turn.role == "user"]
        return index.search(" ".join([*said, question.text]), top_k)

    return search


def _write(path: Path, content: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise SuiteError(
            f"{path}: results can't be written there ({error.strerror}); name another file"
        ) from None
