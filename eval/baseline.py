"""The committed state of a suite that later runs are held against."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.changes import DIGITS, CaseSide, Side
from eval.results import CaseResult
from eval.sides import answer_digest
from rag.errors import SuiteError

if TYPE_CHECKING:
    from pathlib import Path

    from eval.results import SuiteResult

BASELINE = "baseline.json"


class BaselineCase(BaseModel):
    """How a case went: whether it passed, its scores by name (None: not scored), what was said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passed: bool
    scores: dict[str, float | None]
    answer: str | None = None


class Baseline(BaseModel):
    """How a whole suite went; times are no part of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    suite: str
    totals: dict[str, float | None]
    cases: dict[str, BaselineCase]

    def side(self) -> Side:
        """The baseline as one side of a comparison."""
        cases = {
            name: CaseSide(case.passed, case.scores, {}, case.answer)
            for name, case in self.cases.items()
        }
        return Side(cases, self.totals)


def read_baseline(folder: Path, name: str = BASELINE) -> Baseline | None:
    """The baseline in a suite's folder, None where there is none; SuiteError when unreadable."""
    path = folder / name
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: can't be read ({error})") from None
    try:
        return Baseline.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SuiteError(
            f"{path}: {place or 'whole file'}: {first['msg']}; bring back the committed file, or "
            "write a new one with --update-baseline after deleting it"
        ) from None


def baseline_of(result: SuiteResult) -> Baseline:
    """The baseline a run would leave; cases that raised have no place in it."""
    return Baseline(
        suite=result.suite.name,
        totals={name: _rounded(total.value) for name, total in result.totals.items()},
        cases={
            outcome.case.id: BaselineCase(
                passed=not outcome.failures,
                scores={name: _rounded(score.value) for name, score in outcome.scores.items()},
                answer=answer_digest(outcome.answer),
            )
            for outcome in result.outcomes
            if isinstance(outcome, CaseResult)
        },
    )


def write_baseline(result: SuiteResult, name: str = BASELINE) -> Path:
    """Write a run as its suite's baseline, one case a line so that differences read well.

    Raises SuiteError when it can't be written.
    """
    baseline = baseline_of(result)
    path = result.suite.folder / name
    cases = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(case.model_dump())}"
        for name, case in baseline.cases.items()
    )
    totals = json.dumps(baseline.totals, indent=1).replace("\n", "\n ")
    content = (
        f'{{\n "suite": {json.dumps(baseline.suite)},\n "totals": {totals},\n'
        f' "cases": {{\n{cases}\n }}\n}}\n'
    )
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise SuiteError(f"{path}: the baseline can't be written ({error.strerror})") from None
    return path


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
