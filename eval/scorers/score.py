"""What a scorer returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """A value with how much it weighs in its suite's total, and why it is no better.

    `value` is None where the scorer has nothing to say of the case: that is not zero, and the
    case then stays out of the total.
    """

    value: float | None
    weight: int = 1
    reasons: tuple[str, ...] = ()


NOT_SCORED = Score(None, 0)
