"""Hidden states of every token, from a compiled BERT whose weights somebody else has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.embedding.bert_graph import bert_graph
from rag.embedding.compiled_cache import compiled_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.embedding.bert_folder import BertFolder

    Weights = dict[str, NDArray[np.float32]]

# Sequences in one forward pass: padding costs more than a further pass.
BATCH = 4


def compiled_token_states(
    bert: BertFolder,
    cache: Path,
    name: str,
    key: tuple[object, ...],
    weights: Callable[[], Weights],
) -> Callable[[list[list[int]]], list[NDArray[np.float32]]]:
    """A function from runs of word-piece ids to their states, shape (length, width) each.

    `weights` is called only where nothing of that `key` is in the `cache`. Threads may share the
    function. Raises OSError, RuntimeError, KeyError or ValueError where it can't be compiled.
    """
    model = compiled_model(cache, name, key, lambda: bert_graph(weights(), bert.shape))

    def states(runs: list[list[int]]) -> list[NDArray[np.float32]]:
        order = sorted(range(len(runs)), key=lambda place: len(runs[place]))
        found: dict[int, NDArray[np.float32]] = {}
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            longest = max(len(runs[place]) for place in batch)
            ids = np.full((len(batch), longest), bert.pad, np.int32)
            mask = np.zeros_like(ids)
            for row, place in enumerate(batch):
                ids[row, : len(runs[place])] = runs[place]
                mask[row, : len(runs[place])] = 1
            hidden = model.create_infer_request().infer([ids, mask])[0]
            for row, place in enumerate(batch):
                found[place] = hidden[row, : len(runs[place])]
        return [found[place] for place in range(len(runs))]

    return states
