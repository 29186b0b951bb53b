"""Vectors in Chroma: the one place that knows it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from rag.errors import IndexDamagedError
from rag.index.where import ANYTHING, UNDATED, admits, admits_nothing, limits_dates
from rag.types import Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from chromadb.api.models.Collection import Collection

    from rag.embedding.protocol import Matrix, Vector
    from rag.index.where import Place
    from rag.types import PassageFilter

    Places = Callable[[Sequence[str]], Mapping[str, Place]]

COLLECTION = "passages"

# With Chroma's own 16, 100 and 100, live records became unreachable after many deletions.
# Fewer than `sync_threshold` records are read in again, one by one, at each opening.
HNSW = {
    "space": "cosine",
    "max_neighbors": 48,
    "ef_construction": 400,
    "ef_search": 400,
    "batch_size": 100,
    "sync_threshold": 100,
}

# Chroma's `get_max_batch_size()`, which follows from SQLite's limit on variables.
MOST_PER_CALL = 5_461

# Chroma compares every record that passes a filter, some 25 microseconds each, but answers
# unfiltered queries from the graph. So filters are first tried on this many times `k` of the
# nearest, and only one that leaves too few of them is handed to Chroma. What filters look at comes
# from elsewhere, since Chroma takes 100 times longer to give it than to find what is nearest.
WIDER = (4, 20)


class VectorIndex:
    """Unit vectors of passages, with what filters look at."""

    def __init__(self, client: Any, collection: Collection) -> None:  # noqa: ANN401 - chromadb.PersistentClient is a function, and its type is not public
        self._client = client
        self._collection = collection

    @classmethod
    def create(cls, folder: Path) -> VectorIndex:
        """A new, empty index in an empty folder."""
        client = _client(folder)
        collection = client.create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": HNSW}
        )
        return cls(client, collection)

    @classmethod
    def open(cls, folder: Path) -> VectorIndex:
        """An index that is there; raises IndexDamagedError where Chroma can't read it."""
        if not (folder / "chroma.sqlite3").is_file():
            raise IndexDamagedError(f"the vectors in {folder} are missing")
        try:
            client = _client(folder)
        except (ChromaError, ValueError, RuntimeError) as error:
            raise IndexDamagedError(f"the vectors in {folder} can't be read ({error})") from error
        try:
            return cls(client, client.get_collection(COLLECTION, embedding_function=None))
        except (ChromaError, ValueError, RuntimeError) as error:
            client.close()
            raise IndexDamagedError(f"the vectors in {folder} can't be read ({error})") from error

    def add(self, ids: Sequence[str], vectors: Matrix, places: Sequence[Place]) -> None:
        """Add passages; `vectors` has shape (passages, d), rows in the order of `ids`.

        Raises OSError where they can't be written, as `delete` does.
        """
        for batch in _batches(len(ids)):
            with _writing():
                self._collection.add(
                    ids=list(ids[batch]),
                    embeddings=vectors[batch],
                    metadatas=[
                        {"file": place.file, "part": place.part.value, "day": place.day}
                        for place in places[batch]
                    ],
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Remove passages; ids that are not there are passed over."""
        for batch in _batches(len(ids)):
            with _writing():
                self._collection.delete(ids=list(ids[batch]))

    def nearest(
        self, vector: Vector, k: int, where: PassageFilter, places: Places, hidden: int = 0
    ) -> list[Hit]:
        """The `k` passages with the highest cosine to a unit vector, best first.

        `places` tells what a filter looks at in passages, by id. It leaves out those that no
        longer count, which are `hidden` in number.
        """
        if k < 1 or admits_nothing(where):
            return []
        if where == ANYTHING and not hidden:
            return self._query(vector, k, None)
        total = self.count()
        wider = [k * factor for factor in WIDER]
        if where == ANYTHING:
            wider.insert(0, k + min(k, hidden))
        for most in wider:
            found = self._query(vector, min(most, total), None)
            kept = _kept(found, where, places)
            if len(kept) >= k or most >= total:
                return kept[:k]
        found = self._query(vector, min(k + hidden, total), chroma_filter(where))
        return _kept(found, where, places)[:k]

    def count(self) -> int:
        """How many passages there are."""
        return self._collection.count()

    def ids(self) -> set[str]:
        """The ids of all passages."""
        return set(self._collection.get(include=[])["ids"])

    def vectors(self, ids: Sequence[str]) -> dict[str, Vector]:
        """The stored vectors of some passages, by id."""
        if not ids:
            return {}
        got = self._collection.get(ids=list(ids), include=["embeddings"])
        rows = np.asarray(got["embeddings"], np.float32)
        return dict(zip(got["ids"], rows, strict=True))

    def warm(self) -> None:
        """Read the graph into memory, so that the first question need not wait for it."""
        first = self._collection.get(limit=1, include=["embeddings"])
        if first["ids"]:
            self._query(np.asarray(first["embeddings"], np.float32)[0], 1, None)

    def close(self) -> None:
        """Let go of the files; a second call does nothing."""
        self._client.close()

    def _query(self, vector: Vector, k: int, where: dict[str, Any] | None) -> list[Hit]:
        """Hits with a cosine above 0, best first; equal ones in the order of their ids."""
        found = self._collection.query(
            query_embeddings=np.asarray([vector], np.float32),
            n_results=max(k, 1),
            where=where,
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        hits = [
            Hit(passage_id, 1.0 - distance)
            for passage_id, distance in zip(found["ids"][0], distances[0], strict=True)
            if distance < 1
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))


def _kept(found: Sequence[Hit], where: PassageFilter, places: Places) -> list[Hit]:
    place = places([hit.passage_id for hit in found])
    return [
        hit for hit in found if hit.passage_id in place and admits(where, place[hit.passage_id])
    ]


def chroma_filter(where: PassageFilter) -> dict[str, Any] | None:
    """A filter in Chroma's own terms; None where everything passes."""
    clauses: list[dict[str, Any]] = []
    if limits_dates(where):
        dated: list[dict[str, Any]] = [{"day": {"$gt": UNDATED}}]
        if where.since is not None:
            dated.append({"day": {"$gte": where.since.toordinal()}})
        if where.until is not None:
            dated.append({"day": {"$lte": where.until.toordinal()}})
        in_range = {"$and": dated}
        clauses.append({"$or": [in_range, {"day": UNDATED}]} if where.undated else in_range)
    if where.parts is not None:
        clauses.append({"part": {"$in": sorted(part.value for part in where.parts)}})
    if where.files is not None:
        clauses.append({"file": {"$in": sorted(where.files)}})
    if len(clauses) > 1:
        return {"$and": clauses}
    return clauses[0] if clauses else None


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except ChromaError as error:
        raise OSError(f"the vectors can't be written: {error}") from error


def _client(folder: Path) -> Any:  # noqa: ANN401 - chromadb.PersistentClient is a function, and its type is not public
    return chromadb.PersistentClient(
        path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
    )


def _batches(count: int) -> Iterator[slice]:
    for start in range(0, count, MOST_PER_CALL):
        yield slice(start, start + MOST_PER_CALL)
