"""The reader: MiniLM with a low-rank adapter, scoring every sentence of a passage at once.

One forward pass reads the question and a whole passage, so each sentence is scored in its context;
a sentence's score comes from the mean of its own tokens beside the first token. How it was fitted
is in docs/reader.md.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from safetensors.numpy import load_file

from rag.reading.pairs import PassageSentences, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from rag.reading.pairs import Pair

    Scores = NDArray[np.float32]
    Weights = dict[str, NDArray[np.float32]]
    TokenStates = Callable[[list[list[int]]], list[NDArray[np.float32]]]

ADAPTER = Path(__file__).with_name("reader.safetensors")


class Reader(Protocol):
    """Scores sentences by how likely they are to answer."""

    def read(self, question: str, passages: Sequence[PassageSentences]) -> list[Scores]:
        """One array a passage, one log-odds a sentence; above 0 means it more likely answers."""


class AdaptedReader:
    """The project's own reader; threads may share one."""

    def __init__(self, states: TokenStates, tokenizer: Tokenizer, head: Weights) -> None:
        self._states = states
        self._tokenizer = tokenizer
        self._head = head

    def read(self, question: str, passages: Sequence[PassageSentences]) -> list[Scores]:
        """One array a passage, one log-odds a sentence; above 0 means it more likely answers."""
        pairs = [pair(self._tokenizer, question, passage) for passage in passages]
        states = self._states([each.ids for each in pairs])
        return [
            _filled(self._scores(each, hidden), len(passage.sentences))
            for each, hidden, passage in zip(pairs, states, passages, strict=True)
        ]

    def _scores(self, read: Pair, hidden: NDArray[np.float32]) -> Scores:
        if not read.ranges:
            return np.zeros(0, np.float32)
        rows = np.stack(
            [np.concatenate([hidden[a:b].mean(axis=0), hidden[0]]) for a, b in read.ranges]
        )
        inner = gelu(rows @ self._head["inner.weight"].T + self._head["inner.bias"])
        scores: Scores = (inner @ self._head["outer.weight"].T + self._head["outer.bias"])[:, 0]
        return scores


def gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016), with the error function."""
    from math import erf

    error = np.frompyfunc(erf, 1, 1)(x / np.sqrt(2.0)).astype(np.float32)
    result: NDArray[np.float32] = (0.5 * x * (1 + error)).astype(np.float32)
    return result


def _filled(scores: Scores, sentences: int) -> Scores:
    """Sentences that did not fit get the lowest score of those that did."""
    missing = sentences - len(scores)
    lowest = scores.min() if len(scores) else np.float32(-10)
    return np.concatenate([scores, np.full(missing, lowest, np.float32)])


def split_adapter(adapter: Weights) -> tuple[Weights, Weights]:
    """The low-rank matrices by the layer they belong to, and the head."""
    head = {name[5:]: value for name, value in adapter.items() if name.startswith("head.")}
    low_rank = {name: value for name, value in adapter.items() if not name.startswith("head.")}
    return low_rank, head


def merged(weights: Weights, low_rank: Weights) -> Weights:
    """The model's weights with each adapter's product added; LoRA (Hu et al. 2021)."""
    result = dict(weights)
    for name, down in low_rank.items():
        if name.endswith(".down"):
            layer = name.removesuffix(".down")
            result[f"{layer}.weight"] = (
                weights[f"{layer}.weight"] + low_rank[f"{layer}.up"] @ down
            ).astype(np.float32)
    return result


def load_adapter(path: Path = ADAPTER) -> tuple[Weights, Weights, str]:
    """The adapter, the head, and the file's sha256, which names what is compiled from it."""
    read = {name: value.astype(np.float32) for name, value in load_file(path).items()}
    low_rank, head = split_adapter(read)
    return low_rank, head, hashlib.sha256(path.read_bytes()).hexdigest()
