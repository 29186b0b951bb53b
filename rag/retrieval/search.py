"""From a query to the passages an answer is made from."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING

from rag.retrieval.copies import collapsed
from rag.retrieval.fusion import fuse
from rag.retrieval.recipe import RECIPE
from rag.retrieval.signs import signs
from rag.types import FoundPassage, Hit, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.embedding.protocol import Vector
    from rag.index.store import Store
    from rag.question.query import Query
    from rag.retrieval.recipe import Recipe
    from rag.settings import Settings

# What a reader wrote under an article, or somebody posted, stands behind reporting that says the
# same: in standard deviations of the fused score.
PART_PENALTY = {Part.COMMENTS: 0.6, Part.HEADLINE: 0.3, Part.POST: 0.2, Part.CAPTION: 0.1}

# Articles published long after the days that a question names are less likely to be meant.
LATE_PENALTY = 0.6
LATE_DAYS = 60


def part_penalty(part: Part, query: Query) -> float:
    """How far a passage is put back for not being reporting; nothing where it was asked for."""
    if part is Part.COMMENTS and query.wants_comments:
        return -PART_PENALTY[part]
    if part is Part.POST and query.wants_posts:
        return -PART_PENALTY[part]
    return PART_PENALTY.get(part, 0.0)


def late_penalty(passage: Passage, query: Query) -> float:
    """How far a passage is put back for being published long after what the question dates."""
    ends = [period.until for period in query.periods if period.until and not period.published]
    if not ends or passage.date is None:
        return 0.0
    return LATE_PENALTY if (passage.date - max(ends)).days > LATE_DAYS else 0.0


def rerank(
    hits: Sequence[Hit], passages: Mapping[str, Passage], query: Query
) -> list[FoundPassage]:
    """Fused hits with what is known of the passages taken into account, best first."""
    found = [
        FoundPassage(
            passage, hit.score - part_penalty(passage.part, query) - late_penalty(passage, query)
        )
        for hit in hits
        if (passage := passages.get(hit.passage_id)) is not None
    ]
    return sorted(found, key=lambda each: (-each.score, each.passage.id))


def uncrowded(found: Sequence[FoundPassage], recipe: Recipe) -> list[FoundPassage]:
    """The passages anew in order, each put back for those of its own article before it.

    So one long article fills the list only where it is much better than all others.
    """
    counts: dict[str, int] = {}
    moved = []
    for each in found:
        before = counts.get(each.passage.file, 0)
        counts[each.passage.file] = before + 1
        crowd = max(0, before + 1 - recipe.uncrowded)
        moved.append(replace(each, score=each.score - recipe.crowding * crowd))
    return sorted(moved, key=lambda each: (-each.score, each.passage.id))


def unit_scores(found: Sequence[FoundPassage]) -> list[FoundPassage]:
    """The same order with scores between 0 and 1, which is what a reader can compare."""
    return [replace(each, score=round(1 / (1 + exp(-each.score)), 6)) for each in found]


def retrieve(
    query: Query,
    vector: Vector,
    store: Store,
    settings: Settings,
    top_k: int,
    recipe: Recipe = RECIPE,
) -> tuple[FoundPassage, ...]:
    """The `top_k` best passages for a query; empty where its limits leave nothing."""
    found = signs(query, vector, store, settings.candidates, recipe)
    ranked = rerank(fuse(found.weighed), found.passages, query)
    ranked = collapsed(ranked, store.families({each.passage.file for each in ranked}))
    return tuple(unit_scores(uncrowded(ranked, recipe)[:top_k]))
