"""What each part of a search is worth: every set asked again with one part changed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from eval.retrieval.corpus import index_corpus
from eval.retrieval.measure import places
from eval.retrieval.untitled import Untitled
from rag.index.generation import open_generation
from rag.question.query import read_question
from rag.retrieval.recipe import RECIPE, Recipe
from rag.retrieval.search import retrieve
from rag.types import FoundPassage, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from eval.retrieval.measure import Measured, Search
    from eval.retrieval.sets import Corpus, LabelledQuestion, PublicSet, Reference
    from rag.embedding.protocol import Embedder, Vector
    from rag.index.store import Store
    from rag.question.query import Query
    from rag.settings import Settings

    Read = Callable[[LabelledQuestion], tuple[Query, Vector]]

RANK_CONSTANT = 60


@dataclass(frozen=True, slots=True)
class Variant:
    """A search with a part changed; `fusion` by rank leaves the recipe's other parts out."""

    name: str
    recipe: Recipe = RECIPE
    fusion: Literal["score", "rank"] = "score"
    titles: bool = True


_BARE = replace(
    RECIPE, nearest=0.0, exact=0.0, sentence=0.0, pairs=0.0, crowding=0.0, conversation=False
)
_WORDS = RECIPE.words


def _without(**weights: float | bool) -> Recipe:
    return replace(RECIPE, **weights)  # type: ignore[arg-type]  # names and kinds are the recipe's


def _words(**weights: float) -> Recipe:
    return replace(RECIPE, words=replace(_WORDS, **weights))


VARIANTS = (
    Variant("dense only", replace(_BARE, lexical=0.0)),
    Variant("lexical only", replace(_BARE, dense=0.0)),
    Variant("both, fused by rank", fusion="rank"),
    Variant("both, fused by standardised score", _BARE),
    Variant("**all parts, as shipped**"),
    Variant("without vectors", _without(dense=0.0, nearest=0.0)),
    Variant("without words", _without(lexical=0.0)),
    Variant("without the best sentence's cosine", _without(nearest=0.0)),
    Variant("without words in the form asked", _without(exact=0.0)),
    Variant("without the best sentence's words", _without(sentence=0.0)),
    Variant("without neighbouring words", _without(pairs=0.0)),
    Variant("without words of the conversation", _without(conversation=False)),
    Variant("without diversity", _without(crowding=0.0)),
    Variant("without headlines in words", _words(title=0.0)),
    Variant("without headlines in vectors", titles=False),
    Variant("without other spellings of names", _words(spelling=0.0, only_spelling=0.0)),
    Variant("without typing slips", _words(slip=0.0)),
    Variant("with synonyms", _words(synonym=0.3)),
)


@dataclass(frozen=True, slots=True)
class Bench:
    """What variants are measured with: settings, where indexes are kept, the model."""

    settings: Settings
    root: Path
    load: Callable[[Settings], Embedder]


def ablate(
    corpus: Corpus,
    sets: Sequence[PublicSet],
    bench: Bench,
    measure_all: Callable[[Sequence[PublicSet], Search, str], list[Measured]],
) -> Iterator[tuple[str, list[Measured]]]:
    """Each variant's name with how it does on each set; all sets are over the one corpus."""
    for titled in (True, False):
        embedder = bench.load(bench.settings)
        model = embedder if titled else Untitled(embedder)
        root = bench.root if titled else bench.root / "untitled"
        settings = index_corpus(corpus, bench.settings, root, lambda _, model=model: model)  # type: ignore[misc]  # mypy can't infer a lambda's default
        with closing(open_generation(settings.index, model.fingerprint)) as store:
            read = _reader(model)
            for variant in VARIANTS:
                if variant.titles is titled:
                    search = _search(variant, store, read, settings)
                    yield variant.name, measure_all(sets, search, variant.name)


def _reader(embedder: Embedder) -> Read:
    """Reads and embeds each question once, since every variant asks the same."""
    known: dict[LabelledQuestion, tuple[Query, Vector]] = {}

    def read(question: LabelledQuestion) -> tuple[Query, Vector]:
        if question not in known:
            query = read_question(Question(question.text, question.history))
            known[question] = query, embedder.embed_query(query.text)
        return known[question]

    return read


def _search(variant: Variant, store: Store, read: Read, settings: Settings) -> Search:
    def search(question: LabelledQuestion, top_k: int) -> list[Reference]:
        query, vector = read(question)
        if variant.fusion == "rank":
            return places(_by_rank(query, vector, store, settings.candidates)[:top_k])
        return places(retrieve(query, vector, store, settings, top_k, variant.recipe))

    return search


def _by_rank(query: Query, vector: Vector, store: Store, candidates: int) -> list[FoundPassage]:
    """Reciprocal rank fusion (Cormack et al. 2009)."""
    scores: dict[str, float] = {}
    for hits in (
        store.dense(vector, candidates, query.where),
        store.lexical(query.text, candidates, query.where),
    ):
        for rank, hit in enumerate(hits, start=1):
            scores[hit.passage_id] = scores.get(hit.passage_id, 0.0) + 1 / (RANK_CONSTANT + rank)
    ranked = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
    found = store.passages(ranked)
    return [FoundPassage(found[each], scores[each]) for each in ranked]
