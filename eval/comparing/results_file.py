"""Reading results as `python -m eval --json FILE` writes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.changes import CaseSide, Side
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    suite: str


class _Total(BaseModel):
    value: float | None


class _Suite(_Line):
    type: Literal["suite"]
    whole: bool
    totals: dict[str, _Total]
    settings: dict[str, Any]
    versions: dict[str, str]
    code: str
    index: dict[str, str] | None


class _Case(_Line):
    type: Literal["case"]
    id: str
    passed: bool
    failures: tuple[str, ...]
    scores: dict[str, float | None]
    weights: dict[str, int]
    digest: str


class _Error(_Line):
    type: Literal["error"]
    id: str
    error: str
    weights: dict[str, int]


class _NotRun(_Line):
    type: Literal["not-run"]
    reason: str


_KINDS: dict[str, type[_Suite | _Case | _Error | _NotRun]] = {
    "suite": _Suite,
    "case": _Case,
    "error": _Error,
    "not-run": _NotRun,
}


@dataclass(frozen=True, slots=True)
class SuiteFileResult:
    """A suite in a file of results; `pins` are all that an answer can change with, by name."""

    suite: str
    side: Side
    pins: Mapping[str, str]


def read_results(path: Path) -> dict[str, SuiteFileResult]:
    """The suites of a file that ran, by name.

    Raises SuiteError, with file and line, where it can't be read or is no file of results.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: can't be read ({error}); make it with --json FILE") from None
    suites: dict[str, _Suite] = {}
    cases: dict[str, dict[str, CaseSide]] = {}
    for number, text in enumerate(lines, start=1):
        line = _parsed(path, number, text)
        if isinstance(line, _Suite):
            suites[line.suite], cases[line.suite] = line, {}
        elif isinstance(line, _Case | _Error):
            if line.suite not in suites:
                raise SuiteError(f"{path}:{number}: a case of {line.suite} before its suite")
            cases[line.suite][line.id] = _side_of(line)
    if not suites:
        raise SuiteError(f"{path}: no suite ran in it; make another with --json FILE")
    return {name: _result(line, cases[name]) for name, line in suites.items()}


def _parsed(path: Path, number: int, text: str) -> _Suite | _Case | _Error | _NotRun:
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    kind = _KINDS.get(str(read.get("type"))) if isinstance(read, dict) else None
    if kind is None:
        raise SuiteError(f"{path}:{number}: no line of results; make them with --json FILE")
    try:
        return kind.model_validate(read)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise SuiteError(
            f"{path}:{number}: {place}: {first['msg']}; make it again with --json FILE"
        ) from None


def _side_of(line: _Case | _Error) -> CaseSide:
    if isinstance(line, _Error):
        return CaseSide(False, {}, line.weights, reason=line.error, raised=True)
    reason = "; ".join(line.failures)
    return CaseSide(line.passed, line.scores, line.weights, line.digest, reason)


def _result(line: _Suite, cases: Mapping[str, CaseSide]) -> SuiteFileResult:
    totals = {name: total.value for name, total in line.totals.items()}
    pins = {f"setting {name}": str(value) for name, value in line.settings.items()}
    pins |= {f"version of {name}": version for name, version in line.versions.items()}
    pins |= {"code": line.code}
    pins |= {f"index: {name}": value for name, value in (line.index or {}).items()}
    return SuiteFileResult(line.suite, Side(cases, totals, line.whole), pins)
