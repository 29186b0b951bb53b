"""Passages that stand beside those found: an answer often doesn't repeat what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.types import FoundPassage, Part, PassageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.index.store import Store

# So many of the passages found, the best, have neighbours, with a share of their score.
BEST = 5
SHARE = 0.9


def with_neighbours(
    found: Sequence[FoundPassage], store: Store, where: PassageFilter
) -> tuple[FoundPassage, ...]:
    """The passages found, and after them those right before and after the best, best first.

    `found` is sorted, best first. Neighbours are of the parts that `where` lets through, and no
    headlines.
    """
    scores: dict[tuple[str, int], float] = {}
    for each in found[:BEST]:
        for position in (each.passage.position - 1, each.passage.position + 1):
            place = (each.passage.file, position)
            scores[place] = max(scores.get(place, 0.0), SHARE * each.score)
    for each in found:
        scores.pop((each.passage.file, each.passage.position), None)
    places: dict[str, list[int]] = {}
    for file, position in scores:
        places.setdefault(file, []).append(position)
    beside = [
        FoundPassage(passage, scores[passage.file, passage.position])
        for passage in store.passages_at(places)
        if passage.part is not Part.HEADLINE
        and (where.parts is None or passage.part in where.parts)
    ]
    return (*found, *sorted(beside, key=lambda each: (-each.score, each.passage.id)))
