"""How many true sentences are wrongly dropped, and how many false ones are caught."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from eval.statements.alterations import KINDS, alterations
from rag.checking.check import fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.statements.alterations import Altered, Sentence

SEED = 7


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.count / self.total if self.total else None

    def beyond(self, most: float) -> bool:
        """Whether the share is larger than that."""
        return self.value is not None and self.value > most


def dropped(
    sentences: Sequence[Sentence], common: frozenset[str]
) -> tuple[Share, tuple[tuple[Sentence, str], ...]]:
    """How many of true sentences are dropped, and each with the reason."""
    wrong = tuple(
        (each, found.reason)
        for each in sentences
        if (found := fault(each.sentence, each.quotes, common))
    )
    return Share(len(wrong), len(sentences)), wrong


def caught(
    sentences: Sequence[Sentence], common: frozenset[str], seed: int = SEED
) -> tuple[dict[str, Share], tuple[Altered, ...]]:
    """How many alterations of true sentences are caught, by kind, and those that are not."""
    total: Counter[str] = Counter()
    missed = []
    for each in alterations(sentences, Random(seed)):
        total[each.kind] += 1
        if fault(each.sentence, each.quotes, common) is None:
            missed.append(each)
    lost = Counter(each.kind for each in missed)
    return {kind: Share(total[kind] - lost[kind], total[kind]) for kind in KINDS}, tuple(missed)
