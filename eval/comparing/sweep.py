"""A suite asked under many settings, and which of them nothing else beats."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from statistics import median
from typing import TYPE_CHECKING

from eval.metrics import totals
from eval.results import CaseResult
from eval.significance import mean
from rag.errors import SettingsError, SuiteError
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.results import SuiteResult
    from eval.significance import Interval

# Where things are, and what only the page uses: nothing that answers change with.
_NOT_SWEPT = {"index", "cache", "host", "port"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of values, as they were written, and the settings it makes."""

    values: tuple[tuple[str, str], ...]
    settings: Settings

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return ", ".join(f"{name}={value}" for name, value in self.values)


@dataclass(frozen=True, slots=True)
class Swept:
    """How all suites went together under a choice; `seconds` is the median answer's."""

    choice: Choice
    cases: int
    passed: Interval
    facts: float | None
    mrr: float | None
    words: float | None
    seconds: float


def choices(ranges: Sequence[str], model: str | None = None) -> tuple[Choice, ...]:
    """Every choice out of ranges written as NAME=VALUE,VALUE.

    Raises SuiteError where a range can't be read, SettingsError where a value can't be used.
    """
    read = [_range(text) for text in ranges]
    names = [name for name, _ in read]
    if len(set(names)) < len(names):
        raise SuiteError("a setting is swept twice; give all its values in one --set")
    made = []
    for values in product(*(values for _, values in read)):
        pairs = tuple(zip(names, values, strict=True))
        flags: dict[str, object] = {"model": model, **dict(pairs)}
        made.append(Choice(pairs, load_settings(**flags)))
    return tuple(made)


def together(choice: Choice, results: Iterable[SuiteResult]) -> Swept:
    """The suites of a choice as one; raises SuiteError where not one question was answered."""
    outcomes = [outcome for result in results for outcome in result.outcomes]
    answered = [each for each in outcomes if isinstance(each, CaseResult)]
    passed = mean(
        [(float(isinstance(each, CaseResult) and not each.failures), 1) for each in outcomes]
    )
    if passed is None or not answered:
        raise SuiteError(f"{choice.name}: every question raised an error; ask them with --verbose")
    summed = totals(outcomes)
    timed = [each for each in answered if each.alone] or answered
    return Swept(
        choice,
        len(outcomes),
        passed,
        summed["fact_recall"].value,
        summed["reciprocal_rank"].value,
        summed["words"].value,
        median(each.answer.seconds.total for each in timed),
    )


def unbeaten(swept: Sequence[Swept]) -> tuple[Swept, ...]:
    """Those that no other is both better and faster than, fastest first."""
    best: list[Swept] = []
    for each in sorted(swept, key=lambda one: (one.seconds, -one.passed.mean)):
        if not best or each.passed.mean > best[-1].passed.mean:
            best.append(each)
    return tuple(best)


def _range(text: str) -> tuple[str, list[str]]:
    name, equals, values = text.partition("=")
    known = Settings.model_fields.keys() - _NOT_SWEPT
    if not equals or not all(value.strip() for value in values.split(",")):
        raise SuiteError(f"--set {text}: write it as NAME=VALUE,VALUE, as in top_k=4,8")
    if name not in known:
        raise SettingsError(f"no setting {name} to sweep; there are {', '.join(sorted(known))}")
    return name, [value.strip() for value in values.split(",")]
