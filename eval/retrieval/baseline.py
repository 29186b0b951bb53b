"""The committed figures that a run is held against; figures only, nothing of the sets' text."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.retrieval.measure import Measured

SHIPPED = Path(__file__).parent / "baseline.json"

# Machines differ in the last digits of a vector, which moves a question or two in a thousand.
TOLERANCE = 0.005
_DIGITS = 4


class SetBaseline(BaseModel):
    """Means of one set, by metric; None where the set has no such figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    questions: int
    means: dict[str, float | None]


class Baseline(BaseModel):
    """Means of all sets, by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sets: dict[str, SetBaseline]


def read_baseline(path: Path) -> Baseline:
    """The saved figures, none where there is no file; SuiteError where it can't be read."""
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Baseline(sets={})
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise SuiteError(
            f"{path}: can't be read as a baseline ({type(error).__name__}); bring back the"
            " committed file, or write a new one with --update-baseline after deleting it"
        ) from None


def write_baseline(path: Path, before: Baseline, measured: Sequence[Measured]) -> Baseline:
    """Put a run's means in the place of those saved, and keep the sets that were not run.

    Raises SuiteError where it can't be written.
    """
    now = {
        each.name: SetBaseline(questions=len(each.asked), means=rounded(each)) for each in measured
    }
    baseline = Baseline(sets=dict(sorted((before.sets | now).items())))
    try:
        path.write_text(json.dumps(baseline.model_dump(), indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise SuiteError(f"{path}: the baseline can't be written ({error.strerror})") from None
    return baseline


def rounded(measured: Measured) -> dict[str, float | None]:
    """Means by metric, to four digits."""
    return {
        name: None if value is None else round(value, _DIGITS)
        for name, value in asdict(measured.means).items()
    }


def lost(baseline: Baseline, measured: Measured) -> dict[str, tuple[float, float | None]]:
    """Metrics that fell by more than the tolerance: what they were, and are."""
    saved = baseline.sets.get(measured.name)
    if saved is None:
        return {}
    now = rounded(measured)
    return {
        name: (was, now.get(name))
        for name, was in saved.means.items()
        if was is not None and (now.get(name) or 0.0) < was - TOLERANCE
    }
