"""What is measured of Dateline, each in a process of its own: `python -m eval.bench.ours`."""

from __future__ import annotations

import json
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.bench.vectors import SeededEmbedder
from rag.embedding import PassageText, load_embedder
from rag.settings import load_settings
from rag.types import PassageFilter, Question

if TYPE_CHECKING:
    from collections.abc import Callable

ANYTHING = PassageFilter()


def ingest(folder: str, index: str) -> dict[str, Any]:
    """Index a folder with vectors from the seed."""
    from ingest.progress import TerminalBar
    from ingest.sync import sync

    settings = load_settings(index=Path(index))
    with TerminalBar() as bar:
        report = sync(
            Path(folder), settings, lambda: SeededEmbedder(load_embedder(settings)), watcher=bar
        )
    return {"passages": report.passages, "seconds": report.seconds}


def texts(file: str) -> dict[str, Any]:
    """Embed texts, many at once and then each alone."""
    embedder = load_embedder(load_settings())
    wanted: list[str] = json.loads(Path(file).read_text("utf-8"))
    embedder.embed_passages([PassageText(text, ()) for text in wanted[:16]])
    worked = time.process_time()
    begun = time.perf_counter()
    embedder.embed_passages([PassageText(text, ()) for text in wanted])
    bulk = time.perf_counter() - begun
    processor = time.process_time() - worked
    asked = [" ".join(text.split()[:9]) for text in wanted]
    embedder.embed_query(asked[0])
    return {
        "bulk": bulk,
        "processor": processor,
        "queries": [_timed(embedder.embed_query, each) for each in asked],
    }


def search(index: str, file: str) -> dict[str, Any]:
    """Search and answer, whole and by stage; the vector of a question is there before."""
    from rag.index.generation import open_generation
    from rag.open_index import OpenIndex
    from rag.question.query import read_question
    from rag.retrieval.search import retrieve

    settings = load_settings(index=Path(index))
    asked: list[str] = json.loads(Path(file).read_text("utf-8"))
    embedder = SeededEmbedder(load_embedder(settings))
    begun = time.perf_counter()
    store = open_generation(settings.index, embedder.fingerprint)
    opened = time.perf_counter() - begun
    stages: dict[str, list[float]] = {"dense": [], "lexical": [], "search": [], "ask": []}
    with closing(store), closing(OpenIndex(settings)) as engine:
        for question in asked[:3]:
            engine.ask(Question(question))
        for question in asked:
            query = read_question(Question(question))
            vector = embedder.embed_query(query.text)
            k = settings.candidates
            stages["search"].append(
                _timed(lambda: retrieve(query, vector, store, settings, settings.top_k))  # noqa: B023 - called at once
            )
            stages["dense"].append(_timed(store.dense, vector, k, ANYTHING))
            stages["lexical"].append(_timed(store.lexical, query.text, k, ANYTHING))
            stages["ask"].append(_timed(engine.ask, Question(question)))
    return {"open": opened, **stages}


def watch(index: str, question: str, file: str) -> dict[str, Any]:
    """Open an index, wait for a line, and ask: is an article of that name found, and how soon?"""
    from rag.open_index import OpenIndex

    with closing(OpenIndex(load_settings(index=Path(index)))) as engine:
        engine.search(Question(question))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        begun = time.perf_counter()
        found = engine.search(Question(question))
        seconds = time.perf_counter() - begun
        return {"seconds": seconds, "found": any(each.passage.file == file for each in found)}


def _timed(function: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - begun


ACTIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "ingest": ingest,
    "texts": texts,
    "search": search,
    "watch": watch,
}

if __name__ == "__main__":
    result = ACTIONS[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(json.dumps(result) + "\n")
