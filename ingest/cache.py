"""Embeddings by text and model, so that nothing is ever embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import DatelineError
from rag.index.packing import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rag.embedding.protocol import Embedder, PassageText, Vector

# Some seconds of embedding at most are lost when an ingest is killed.
BATCH = 64
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS vectors"
    " (key BLOB PRIMARY KEY, passage BLOB NOT NULL, sentences BLOB NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """A passage's unit vector, shape (d,), and its sentences' as `rag.index.packing` packs them."""

    passage: Vector
    sentences: bytes


class EmbeddingCache:
    """A SQLite file of embeddings; what was embedded stays, whatever happens afterwards."""

    def __init__(self, path: Path) -> None:
        """Opens the file or makes it; one that is not a database is begun anew."""
        try:
            self._connection = _connect(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            path.unlink()
            self._connection = _connect(path)
        self._path = path

    def embed(
        self,
        texts: Sequence[PassageText],
        embedder: Embedder,
        embedded: Callable[[int], None] = lambda _: None,
    ) -> list[StoredVectors]:
        """Vectors in the order of `texts`, from the file where they are there.

        `embedded` is told after each batch how many the model had to embed.
        Raises DatelineError where the file can't be read or written.
        """
        try:
            return [
                vectors
                for start in range(0, len(texts), BATCH)
                for vectors in self._batch(texts[start : start + BATCH], embedder, embedded)
            ]
        except sqlite3.DatabaseError as error:
            raise DatelineError(
                f"The embedding cache {self._path} can't be used ({error}). The index is as it"
                " was. Free some space; if that is not it, delete that file. Then ingest again."
            ) from error

    def _batch(
        self, texts: Sequence[PassageText], embedder: Embedder, embedded: Callable[[int], None]
    ) -> Iterator[StoredVectors]:
        keys = [cache_key(embedder.fingerprint, text) for text in texts]
        stored = self._stored(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in stored}
        fresh = embedder.embed_passages(list(missing.values()))
        for key, vectors in zip(missing, fresh, strict=True):
            passage = np.asarray(vectors.passage, np.float32)
            stored[key] = StoredVectors(passage, pack(vectors.sentences))
        self._store({key: stored[key] for key in missing})
        embedded(len(missing))
        return (stored[key] for key in keys)

    def _stored(self, keys: Sequence[bytes]) -> dict[bytes, StoredVectors]:
        marks = ", ".join("?" * len(keys))
        rows = self._connection.execute(
            f"SELECT key, passage, sentences FROM vectors WHERE key IN ({marks})", tuple(keys)
        )
        return {
            key: StoredVectors(np.frombuffer(passage, np.float32), sentences)
            for key, passage, sentences in rows
        }

    def _store(self, fresh: dict[bytes, StoredVectors]) -> None:
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(key, each.passage.tobytes(), each.sentences) for key, each in fresh.items()],
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def cache_key(fingerprint: str, text: PassageText) -> bytes:
    """SHA-256 of all that a passage's vectors depend on."""
    spans = " ".join(f"{span.start}:{span.end}" for span in text.sentences)
    return hashlib.sha256("\0".join((fingerprint, spans, text.text)).encode()).digest()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # A power cut costs the last batches, but never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
