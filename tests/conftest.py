"""A small embedder, so that most tests need not wait for a model."""

from __future__ import annotations

import re
import zlib

import numpy as np
import pytest

from rag.embedding.protocol import PassageVectors


class HashingEmbedder:
    """Each word adds to one of 64 numbers, so texts that share words are near each other."""

    dimension = 64
    max_tokens = 256

    def __init__(self, fingerprint="words hashed to 64 numbers"):
        self.fingerprint = fingerprint
        self.embedded = 0

    def count_tokens(self, text):
        return len(re.findall(r"\w+|[^\w\s]", text))

    def embed_query(self, text):
        vector = np.zeros(self.dimension, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            number = zlib.crc32(word.encode("utf-8", "replace"))
            vector[number % self.dimension] += 1
        if not vector.any():
            vector[0] = 1
        return vector / np.linalg.norm(vector)

    def embed_passages(self, passages):
        self.embedded += len(passages)
        return [
            PassageVectors(
                self.embed_query(each.text),
                np.stack(
                    [self.embed_query(each.text[s.start : s.end]) for s in each.sentences]
                    or [np.empty(0, np.float32)]
                ).reshape(-1, self.dimension),
            )
            for each in passages
        ]


@pytest.fixture
def hashing_embedder():
    return HashingEmbedder()


@pytest.fixture(scope="session")
def small_embedder():
    """One for tests that don't count what it embeds."""
    return HashingEmbedder()
