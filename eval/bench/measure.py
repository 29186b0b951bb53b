"""The measurements in their order: ours and the quick start's by turns."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from eval.bench.corpus import (
    PASSAGES_PER_ARTICLE,
    article,
    corpus,
    question_about,
    questions,
    write_articles,
)
from eval.bench.figures import SMALL, Figure, System, What, percentile
from eval.bench.processes import Waiting, run, size_of
from eval.bench.processor import GFLOP_PER_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from eval.bench.processes import Ran

OURS, THEIRS = "eval.bench.ours", "eval.bench.quickstart"
BOTH = (System.OURS, System.QUICK_START)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: sizes in passages, how many texts and questions, how often each round."""

    folder: Path
    sizes: tuple[int, ...]
    texts: int
    questions: int
    rounds: int

    @property
    def steps(self) -> int:
        """How many steps there are to show."""
        return 1 + 2 * self.rounds + len(self.sizes) * (1 + 2 + 2 + 4 * self.rounds)


def measure(plan: Plan, step: Callable[[str], None]) -> Iterator[Figure]:
    """Every figure, as it is measured; `step` is told what comes next."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    yield from _processor(step)
    yield from _texts(plan, step)
    for size in plan.sizes:
        yield from _Sized(plan, size, step).measure()


def _processor(step: Callable[[str], None]) -> Iterator[Figure]:
    step("how fast the processor multiplies")
    for precision, speed in run("eval.bench.processor").said.items():
        if speed:
            yield Figure(
                What.EMBEDDING,
                System.PROCESSOR,
                speed / GFLOP_PER_TEXT,
                note=f"{precision} at {speed:.0f} GFLOP/s",
            )


def _texts(plan: Plan, step: Callable[[str], None]) -> Iterator[Figure]:
    """Texts of two paragraphs, which is what a passage is."""
    source = corpus()
    texts: list[str] = []
    number = 0
    while len(texts) < plan.texts:
        paragraphs = article(source, number)[1].split("\n\n")[1:]
        texts += [" ".join(pair) for pair in zip(paragraphs[::2], paragraphs[1::2], strict=True)]
        number += 1
    file = plan.folder / "texts.json"
    file.write_text(json.dumps(texts[: plan.texts]), encoding="utf-8")
    said: dict[System, list[dict[str, Any]]] = {system: [] for system in BOTH}
    for _ in range(plan.rounds):
        for system, module in zip(BOTH, (OURS, THEIRS), strict=True):
            step(f"{plan.texts} texts through the model: {system}")
            said[system].append(run(module, "texts", str(file)).said)
    for system, rounds in said.items():
        bulk = median(each["bulk"] for each in rounds)
        queries = [seconds for each in rounds for seconds in each["queries"]]
        yield Figure(What.EMBEDDING, system, plan.texts / bulk)
        processor = median(each["processor"] for each in rounds)
        yield Figure(What.EMBEDDING_CPU, system, processor / plan.texts * 1000)
        yield Figure(What.QUERY_EMBEDDING, system, percentile(queries, 0.5))


class _Sized:
    """The measurements over a corpus of one size."""

    def __init__(self, plan: Plan, size: int, step: Callable[[str], None]) -> None:
        self._plan = plan
        self._size = size
        self._step = step
        self._articles = max(1, size // PASSAGES_PER_ARTICLE)
        self._root = plan.folder / f"{size}"
        self._folder = self._root / "articles"
        self._index = self._root / "index"
        self._store = self._root / "quickstart"
        self._asked = self._root / "questions.json"

    def measure(self) -> Iterator[Figure]:
        self._write()
        yield from self._ingest()
        yield from self._cold()
        yield from self._search()
        yield from self._add()

    def _figure(self, what: What, system: System, value: float, note: str = "") -> Figure:
        return Figure(what, system, value, self._size, note)

    def _say(self, what: str) -> None:
        self._step(f"{self._size:,} passages: {what}")

    def _write(self) -> None:
        self._say("writing the articles")
        shutil.rmtree(self._root, ignore_errors=True)
        write_articles(self._folder, range(self._articles))
        asked = questions(self._articles, self._plan.questions)
        self._asked.write_text(json.dumps(asked), encoding="utf-8")

    def _ingest(self) -> Iterator[Figure]:
        """With the model where that takes a minute, with vectors from the seed where it is more."""
        real = self._size <= SMALL
        self._say(f"ingest: {System.OURS}")
        if real:
            command = ["ingest", str(self._folder), "--index", str(self._index), "--json"]
        else:
            command = [OURS, "ingest", str(self._folder), str(self._index)]
        ours = run(*command)
        self._say(f"ingest: {System.QUICK_START}")
        kind = "model" if real else "seeded"
        theirs = run(THEIRS, "ingest", str(self._folder), str(self._store), kind)
        note = "" if real else "vectors from the seed"
        for system, ran, place in zip(
            BOTH, (ours, theirs), (self._index, self._store), strict=True
        ):
            yield self._figure(What.INGEST, system, ran.seconds, note)
            yield self._figure(What.INGEST_CPU, system, ran.processor, note)
            yield self._figure(What.MEMORY_INGEST, system, ran.memory, note)
            yield self._figure(What.PASSAGES, system, ran.said["passages"])
            yield self._figure(What.DISK, system, size_of(place))
        for stage, seconds in ours.said["seconds"].items():
            yield self._figure(What.STAGE, System.OURS, seconds, f"ingest: {stage} [s]")

    def _cold(self) -> Iterator[Figure]:
        question = questions(self._articles, 1)[0]
        commands = {
            System.OURS: ["rag", "ask", question, "--index", str(self._index)],
            System.QUICK_START: [THEIRS, "ask", str(self._store), question],
        }
        ran: dict[System, list[Ran]] = {system: [] for system in BOTH}
        for _ in range(self._plan.rounds):
            for system, command in commands.items():
                self._say(f"cold answer: {system}")
                ran[system].append(run(*command))
        for system, each in ran.items():
            yield self._figure(What.COLD, system, median(one.seconds for one in each))
            yield self._figure(What.COLD_CPU, system, median(one.processor for one in each))
            yield self._figure(What.MEMORY_ASK, system, max(one.memory for one in each))

    def _search(self) -> Iterator[Figure]:
        self._say(f"questions: {System.OURS}")
        ours = run(OURS, "search", str(self._index), str(self._asked)).said
        self._say(f"questions: {System.QUICK_START}")
        theirs = run(THEIRS, "search", str(self._store), str(self._asked)).said
        for system, said in zip(BOTH, (ours, theirs), strict=True):
            yield self._figure(What.SEARCH_50, system, percentile(said["search"], 0.5))
            yield self._figure(What.SEARCH_95, system, percentile(said["search"], 0.95))
            yield self._figure(What.ASK_50, system, percentile(said["ask"], 0.5))
            yield self._figure(What.ASK_95, system, percentile(said["ask"], 0.95))
            yield self._figure(What.STAGE, system, said["open"], "opening the index [s]")
        for stage in ("dense", "lexical"):
            for share in (0.5, 0.95):
                value = percentile(ours[stage], share)
                note = f"{stage} search, p{share * 100:.0f} [ms]"
                yield self._figure(What.STAGE, System.OURS, value, note)

    def _add(self) -> Iterator[Figure]:
        seconds: dict[System, list[float]] = {system: [] for system in BOTH}
        found = dict.fromkeys(BOTH, 0)
        stages: dict[str, list[float]] = {}
        for extra in range(self._plan.rounds):
            number = self._articles + extra
            name = article(corpus(), number)[0]
            question = question_about(number)
            self._say(f"one more article: {System.OURS}")
            waiting = Waiting(OURS, "watch", str(self._index), question, name)
            write_articles(self._folder, range(number, number + 1))
            ran = run("ingest", str(self._folder), "--index", str(self._index), "--json")
            said = waiting.go()
            seconds[System.OURS].append(ran.seconds + said["seconds"])
            found[System.OURS] += bool(said["found"])
            for stage, value in {**ran.said["seconds"], "then asking": said["seconds"]}.items():
                stages.setdefault(stage, []).append(value)
            self._say(f"one more article: {System.QUICK_START}")
            file = str(self._folder / name)
            added = run(THEIRS, "add", str(self._store), file, question)
            seconds[System.QUICK_START].append(added.seconds)
            found[System.QUICK_START] += bool(added.said["found"])
        for system, each in seconds.items():
            note = f"found in {found[system]} of {len(each)}"
            yield self._figure(What.ADD, system, median(each), note)
        for stage, each in stages.items():
            note = f"one more article: {stage} [s]"
            yield self._figure(What.STAGE, System.OURS, median(each), note)
