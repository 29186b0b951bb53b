"""How much each sign that a passage answers counts; what each is worth is in docs/retrieval.md."""

from __future__ import annotations

from dataclasses import dataclass

from rag.index.searchable import WORD_WEIGHTS, WordWeights


@dataclass(frozen=True, slots=True)
class Recipe:
    """Weights of a search; 0 leaves a sign out.

    `exact`, `sentence` and `pairs` are in units of BM25, and are added to it before its scores are
    standardised and weighed by `lexical`. The others weigh standardised scores: `dense` the cosine
    of a passage, `nearest` that of its best sentence. `crowding` is what each further passage of
    an article loses, in standard deviations, once `uncrowded` of them are in the list.
    `conversation` says whether words said before the question count.
    """

    dense: float = 0.5
    lexical: float = 1.0
    nearest: float = 1.0
    exact: float = 1.0
    sentence: float = 1.5
    pairs: float = 0.8
    crowding: float = 0.1
    uncrowded: int = 1
    conversation: bool = True
    words: WordWeights = WORD_WEIGHTS


RECIPE = Recipe()
