"""Forward passes of a compiled model over runs of word pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rag.embedding.openvino_runtime import ov

# Lengths are multiples of this: a shape that was not seen before costs more than its padding.
STEP = 16


class Forward:
    """Takes ids and mask, (batch, length), and gives the model's output; threads may share one."""

    def __init__(self, model: ov.CompiledModel) -> None:
        self._model = model
        # Requests at rest. Each is for one thread at a time, and making one costs milliseconds.
        self._idle: list[ov.InferRequest] = []

    def __call__(self, ids: NDArray[np.int32], mask: NDArray[np.int32]) -> NDArray[np.float32]:
        """The output, (batch, length, …)."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._model.create_infer_request()
        found: NDArray[np.float32] = request.infer([ids, mask])[0]
        self._idle.append(request)
        return found


def padded(
    runs: Sequence[Sequence[int]], pad: int = 0, step: int = STEP
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Ids and mask, both (batch, the longest run's length, up to a multiple of `step`)."""
    longest = max(len(run) for run in runs)
    ids = np.full((len(runs), -(-longest // step) * step), pad, np.int32)
    mask = np.zeros_like(ids)
    for row, run in enumerate(runs):
        ids[row, : len(run)] = run
        mask[row, : len(run)] = 1
    return ids, mask
