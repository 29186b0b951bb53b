"""What speaks for each passage that a search found: vectors, words, and how close they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.index.searchable import inverse_document_frequency
from rag.retrieval.closeness import closeness, sought

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.embedding.protocol import Vector
    from rag.index.store import Store
    from rag.question.query import Query
    from rag.retrieval.recipe import Recipe
    from rag.types import Passage

    Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Signs:
    """The passages that vectors or words found, by id, and scores of them with their weights."""

    passages: Mapping[str, Passage]
    weighed: Sequence[tuple[Scores, float]]


def signs(query: Query, vector: Vector, store: Store, candidates: int, recipe: Recipe) -> Signs:
    """What speaks for the best `candidates` passages by vector, and as many by words."""
    dense: Scores = {}
    lexical: Scores = {}
    if recipe.dense:
        dense = {hit.passage_id: hit.score for hit in store.dense(vector, candidates, query.where)}
    if recipe.lexical:
        beside = query.beside if recipe.conversation else ()
        hits = store.lexical(query.text, candidates, query.where, beside, recipe.words)
        lexical = {hit.passage_id: hit.score for hit in hits}
    passages = store.passages(list({**dense, **lexical}))
    weighed = [(dense, recipe.dense)]
    if recipe.lexical:
        close = _close(query, store, list(passages.values()), recipe)
        weighed.append(
            ({each: lexical.get(each, 0.0) + close[each] for each in passages}, recipe.lexical)
        )
    if recipe.nearest:
        weighed.append((_nearest(vector, store, list(passages)), recipe.nearest))
    return Signs(passages, weighed)


def _close(
    query: Query, store: Store, passages: Sequence[Passage], recipe: Recipe
) -> dict[str, float]:
    """How closely each passage holds the question's words, by its id."""
    if not (recipe.exact or recipe.sentence or recipe.pairs):
        return {each.id: 0.0 for each in passages}
    total = store.info.passages

    def rarity(word: str) -> float:
        return inverse_document_frequency(total, store.document_frequency(word) or 1)

    found = closeness(sought(query.terms, rarity), passages)
    return {
        passage.id: recipe.exact * close.exact
        + recipe.sentence * close.sentence
        + recipe.pairs * close.pairs
        for passage, close in zip(passages, found, strict=True)
    }


def _nearest(vector: Vector, store: Store, ids: Sequence[str]) -> dict[str, float]:
    """The cosine of each passage's nearest sentence, by the passage's id."""
    return {
        passage_id: float((sentences @ vector).max())
        for passage_id, sentences in store.sentence_vectors(ids).items()
        if len(sentences)
    }
