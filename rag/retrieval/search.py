"""From a query to the passages an answer is made from."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING

from rag.retrieval.fusion import fuse
from rag.types import FoundPassage, Hit, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.embedding.protocol import Vector
    from rag.index.store import Store
    from rag.question.query import Query
    from rag.settings import Settings

LEXICAL_WEIGHT = 0.5

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


def diversified(found: Sequence[FoundPassage], top_k: int, most_of_one: int) -> list[FoundPassage]:
    """The best `top_k`, at most `most_of_one` of each article while others are left."""
    taken: list[FoundPassage] = []
    spare: list[FoundPassage] = []
    counts: dict[str, int] = {}
    for each in found:
        file = each.passage.file
        if counts.get(file, 0) < most_of_one:
            counts[file] = counts.get(file, 0) + 1
            taken.append(each)
        else:
            spare.append(each)
    chosen = taken[:top_k] + spare[: max(0, top_k - len(taken))]
    return sorted(chosen, key=lambda each: (-each.score, each.passage.id))


def unit_scores(found: Sequence[FoundPassage]) -> list[FoundPassage]:
    """The same order with scores between 0 and 1, which is what a reader can compare."""
    return [replace(each, score=round(1 / (1 + exp(-each.score)), 6)) for each in found]


def retrieve(
    query: Query, vector: Vector, store: Store, settings: Settings, top_k: int
) -> tuple[FoundPassage, ...]:
    """The `top_k` best passages for a query; empty where its limits leave nothing."""
    dense = store.dense(vector, settings.candidates, query.where)
    lexical = store.lexical(query.text, settings.candidates, query.where, query.beside)
    fused = fuse(dense, lexical, LEXICAL_WEIGHT)
    passages = store.passages([hit.passage_id for hit in fused])
    ranked = rerank(fused, passages, query)
    return tuple(unit_scores(diversified(ranked, top_k, most_of_one=max(2, top_k // 2))))
