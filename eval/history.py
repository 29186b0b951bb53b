"""The last runs of each suite on this machine, kept beside their indexes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.results import CaseResult
from rag.errors import SuiteError

if TYPE_CHECKING:
    from pathlib import Path

    from eval.results import SuiteResult

HISTORY = "runs.jsonl"
# More than any picture shows; older runs are dropped.
KEPT = 200


class PastRun(BaseModel):
    """How a whole run of a suite went; `at` is its time in UTC, `seconds` the median answer's."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    at: datetime
    passed: int
    cases: int
    totals: dict[str, float | None]
    seconds: float | None
    code: str


def past_run(result: SuiteResult, code: str, at: datetime) -> PastRun:
    """A run as it is remembered."""
    passed = sum(isinstance(each, CaseResult) and not each.failures for each in result.outcomes)
    return PastRun(
        at=at.astimezone(UTC).replace(microsecond=0),
        passed=passed,
        cases=len(result.outcomes),
        totals={name: total.value for name, total in result.totals.items()},
        seconds=result.timing.median if result.timing else None,
        code=code,
    )


def read_runs(folder: Path) -> tuple[PastRun, ...]:
    """The runs kept in a folder, oldest first; lines of an older version are passed over."""
    try:
        lines = (folder / HISTORY).read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    runs = []
    for line in lines:
        try:
            runs.append(PastRun.model_validate_json(line))
        except ValidationError:
            continue
    return tuple(runs)


def keep_run(folder: Path, run: PastRun) -> tuple[PastRun, ...]:
    """Add a run to a folder's, and return the last ones, this one among them.

    Raises SuiteError where it can't be written.
    """
    runs = (*read_runs(folder), run)[-KEPT:]
    text = "".join(f"{each.model_dump_json()}\n" for each in runs)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{HISTORY}.new"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(folder / HISTORY)
    except OSError as error:
        raise SuiteError(f"{folder}: the run can't be kept there ({error.strerror})") from None
    return runs
