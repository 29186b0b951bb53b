"""From files that were read to a published generation."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.cache import EmbeddingCache
from ingest.copies import reporting, shingles
from ingest.next_generation import NextGeneration, Recipe, SplitArticle
from ingest.passages import embedded_text, passages
from ingest.publish import check, publish, remove_unread
from rag.errors import IndexDamagedError
from rag.index import layout
from rag.index.article_writer import retrievable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ingest.cache import StoredVectors
    from ingest.reading import Reading
    from ingest.run import Run
    from ingest.start import Start
    from rag.embedding.protocol import Embedder
    from rag.index.layout import Manifest
    from rag.settings import Settings
    from rag.types import Article

# Passages that are embedded and written together; short files are put together to reach it.
TOGETHER = 512


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a generation is built with; the embedder is only asked for when it is needed."""

    folder: Path
    settings: Settings
    embedder: Callable[[], Embedder]
    run: Run

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.settings.index


def build(
    workshop: Workshop, start: Start, removed: Iterable[str], readings: Iterable[Reading]
) -> Manifest | None:
    """Build, check and publish a generation.

    It has what `start` has, without the files `removed`, and each file of `readings` as it was
    read. Gives None, and publishes nothing, where there would be
    no article and there was no index. Raises IndexDamagedError where it does not come out whole.
    """
    run = workshop.run
    published = _published(workshop.index)
    remove_unread(workshop.index, published)
    run.watcher.stage("Indexing")
    following = NextGeneration(workshop.index, start)
    try:
        for path in sorted(removed):
            following.remove_file(path)
        _fill(following, workshop, readings)
        if following.empty and published is None:
            following.discard()
            return None
        with run.timed("write"):
            manifest = following.finish(_recipe(workshop, start))
        run.watcher.stage("Checking")
        with run.timed("check"):
            check(workshop.index, manifest)
        with run.timed("write"):
            publish(workshop.index, manifest.generation)
    except BaseException:
        # Also on Ctrl-C: what is left would be removed by the next ingest, but takes space.
        if _published(workshop.index) != following.name:
            following.discard()
        raise
    remove_unread(workshop.index, manifest.generation)
    return manifest


def _published(index: Path) -> str | None:
    try:
        return layout.current_generation(index)
    except IndexDamagedError:
        return None


def _recipe(workshop: Workshop, start: Start) -> Recipe:
    settings = workshop.settings
    base = start.copied or start.published
    return Recipe(
        folder=str(workshop.folder),
        fingerprint=base.fingerprint if base else workshop.embedder().fingerprint,
        model=settings.model,
        backend=settings.backend,
        passage_tokens=settings.passage_tokens,
    )


def _fill(following: NextGeneration, workshop: Workshop, readings: Iterable[Reading]) -> None:
    """Replace each file in the next generation by what was read of it."""
    with closing(EmbeddingCache(workshop.index / layout.CACHE)) as cache:
        for together in _batches(workshop, readings):
            with workshop.run.timed("embed"):
                vectors = _embed(together, workshop, cache)
            with workshop.run.timed("write"):
                for reading, _ in together:
                    following.remove_file(reading.file.path)
                following.add_files(
                    [
                        (reading.file, split)
                        for reading, split in together
                        if reading.articles or reading.file.complete
                    ],
                    vectors,
                )


def _batches(
    workshop: Workshop, readings: Iterable[Reading]
) -> Iterator[list[tuple[Reading, list[SplitArticle]]]]:
    """Files with their articles cut into passages, some hundred passages at a time."""
    together: list[tuple[Reading, list[SplitArticle]]] = []
    count = 0
    for reading in readings:
        if reading.articles:
            workshop.embedder()
        with workshop.run.timed("read"):
            split = [_split(article, workshop) for article in reading.articles]
        together.append((reading, split))
        count += sum(len(each.passages) for each in split)
        if count >= TOGETHER:
            yield together
            together, count = [], 0
    if together:
        yield together


def _split(article: Article, workshop: Workshop) -> SplitArticle:
    embedder = workshop.embedder()
    longest = min(workshop.settings.passage_tokens, embedder.max_tokens)
    split = passages(article, embedder.count_tokens, longest)
    return SplitArticle(article, split, shingles(reporting(article)))


def _embed(
    together: Sequence[tuple[Reading, Sequence[SplitArticle]]],
    workshop: Workshop,
    cache: EmbeddingCache,
) -> dict[str, StoredVectors]:
    """The vectors of all passages that can be retrieved, by id."""
    found = [
        passage
        for _, split in together
        for each in split
        for passage in each.passages
        if retrievable(passage)
    ]
    if not found:
        return {}
    texts = [embedded_text(passage) for passage in found]
    vectors = cache.embed(texts, workshop.embedder(), workshop.run.count_embedded)
    return {passage.id: each for passage, each in zip(found, vectors, strict=True)}
