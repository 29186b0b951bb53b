"""A published generation of the index: vectors, words and articles, read as one."""

from __future__ import annotations

from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from rag.index import layout
from rag.index.articles import open_articles
from rag.index.layout import current_generation
from rag.index.lexical import LexicalIndex
from rag.index.readers import start_reading, stop_reading
from rag.index.searchable import WORD_WEIGHTS
from rag.index.store import IndexInfo

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from rag.embedding.protocol import Matrix, Vector
    from rag.index.articles import ArticleStore
    from rag.index.layered_vectors import LayeredVectors
    from rag.index.layout import Manifest
    from rag.index.searchable import WordWeights
    from rag.types import Article, ArticleRecord, Hit, Passage, PassageFilter

__all__ = ["Generation", "current_generation", "open_generation"]

# Words whose document frequency is kept.
_MOST_WORDS = 20_000


class Generation:
    """One whole, unchanging state of the index; safe to use from several threads.

    An ingest leaves its files alone until `close`, or until the process ends.
    """

    def __init__(
        self,
        info: IndexInfo,
        articles: ArticleStore,
        vectors: LayeredVectors,
        lexical: LexicalIndex,
        held: ExitStack,
    ) -> None:
        self._info = info
        self._articles = articles
        self._vectors = vectors
        self._lexical = lexical
        self._held = held
        # A search and its answer look up the same words, and a generation doesn't change.
        self._document_frequency = lru_cache(_MOST_WORDS)(lexical.document_frequency)

    @property
    def info(self) -> IndexInfo:
        """Counts, dates and the folder that was ingested."""
        return self._info

    def dense(self, vector: Vector, k: int, where: PassageFilter) -> list[Hit]:
        """The `k` passages nearest to a unit vector; scores are cosines above 0, best first."""
        return self._vectors.nearest(vector, k, where)

    def lexical(
        self,
        text: str,
        k: int,
        where: PassageFilter,
        beside: Sequence[tuple[str, float]] = (),
        weights: WordWeights = WORD_WEIGHTS,
    ) -> list[Hit]:
        """The `k` best passages by BM25 over text and headline; tolerant of spelling.

        The words of each text in `beside` count as well, times its weight.
        """
        return self._lexical.search(text, k, where, beside, weights)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id, in the order asked for."""
        return self._articles.passages(ids)

    def passages_at(self, places: Mapping[str, Collection[int]]) -> tuple[Passage, ...]:
        """Those passages of articles that may be found, by file and position."""
        return self._articles.passages_at(places)

    def sentence_vectors(self, ids: Sequence[str]) -> dict[str, Matrix]:
        """Unit vectors of each passage's sentences, shape (sentences, d), by passage id.

        Boilerplate, which is never retrieved, has none.
        """
        return self._articles.sentence_vectors(ids)

    def document_frequency(self, word: str) -> int:
        """In how many passages a word (in any inflection) stands."""
        return self._document_frequency(word)

    def families(self, files: Iterable[str]) -> dict[str, str]:
        """What each of some articles shares with its near-copies, and with no other article."""
        return self._articles.families(files)

    def article(self, file: str) -> Article:
        """One article with its text; raises ArticleMissingError."""
        return self._articles.article(file)

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, by file name."""
        return self._articles.records()

    def close(self) -> None:
        """Let go of the generation, so that an ingest may remove it."""
        self._held.close()


def open_generation(index: Path, fingerprint: str | None) -> Generation:
    """Open the published generation for reading, with its graph in memory.

    `fingerprint` is that of the model that questions are embedded with; None where none will be.

    Raises IndexMissingError, IndexDamagedError, or IndexMismatchError where the index was built
    with another model.
    """
    name = current_generation(index)
    while name is not None:
        with ExitStack() as held:
            try:
                mark = start_reading(index, name)
            except OSError as error:
                raise IndexDamagedError(
                    f"The index {index} can't be opened ({error.strerror}): reading it takes"
                    " permission to write in its folder."
                ) from error
            held.callback(stop_reading, mark)
            # An ingest may have published, and removed this one, before the mark was seen.
            newer = current_generation(index)
            if newer == name:
                return _open(index, name, fingerprint, held)
        name = newer
    raise IndexMissingError(
        f"There is no index in {index}. Build one with: {layout.ingest_command(index)}"
    )


def _open(index: Path, name: str, fingerprint: str | None, held: ExitStack) -> Generation:
    manifest = layout.read_manifest(index, name)
    if fingerprint is not None and fingerprint != manifest.fingerprint:
        command = layout.ingest_command(index, manifest.folder, "--rebuild")
        raise IndexMismatchError(
            f"The index {index} was built with the embedding model {manifest.fingerprint},"
            f" but this is {fingerprint}. Choose that model, or rebuild with: {command}"
        )
    try:
        return open_parts(index, manifest, held)
    except IndexDamagedError as error:
        layout.mark_damaged(index, name)
        raise layout.damaged(index, str(error), manifest.folder) from error


def open_parts(index: Path, manifest: Manifest, held: ExitStack) -> Generation:
    """A generation whose manifest has been read; raises IndexDamagedError where it is not whole.

    What has to be closed is taken out of `held`, which then closes it.
    """
    # Imported late because Chroma takes a second, and a missing or wrong index needs none of it.
    from rag.index.layered_vectors import LayeredVectors

    folder = layout.generation_folder(index, manifest.generation)
    articles = open_articles(*layout.article_files(index, manifest))
    held.callback(articles.close)
    lexical = LexicalIndex.open(folder / layout.LEXICAL)
    vectors = LayeredVectors.open(index, manifest, articles.places)
    held.callback(vectors.close)
    counts = articles.counts()
    found = {
        "articles": (counts.articles, manifest.articles),
        "passages": (counts.passages, manifest.passages),
        "vectors": (vectors.count(), manifest.retrievable),
        "lexical entries": (lexical.count(), manifest.retrievable),
    }
    for what, (there, expected) in found.items():
        if there != expected:
            raise IndexDamagedError(f"it holds {there} {what} where {expected} were published")
    vectors.warm()
    info = IndexInfo(
        generation=manifest.generation,
        fingerprint=manifest.fingerprint,
        folder=Path(manifest.folder),
        articles=manifest.articles,
        passages=manifest.passages,
        since=layout.day(manifest.since),
        until=layout.day(manifest.until),
        undated=manifest.undated,
    )
    return Generation(info, articles, vectors, lexical, held.pop_all())
