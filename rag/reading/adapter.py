"""The reader's weights: what training changed in the installed MiniLM, and a small head.

Each changed matrix is kept as the product of two thin ones (a low-rank adapter, Hu et al. 2021,
arXiv:2106.09685), everything smaller as it is. How it was fitted is in docs/reader.md.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]

ADAPTER = Path(__file__).with_name("reader.safetensors")
HEAD = "head."
DOWN, UP, CHANGE = ".down", ".up", ".change"


def ranges_file(adapter: Path) -> Path:
    """Where the ranges of the model with this adapter lie."""
    return adapter.with_name(f"{adapter.stem}_ranges.safetensors")


def load_adapter(path: Path = ADAPTER) -> tuple[Weights, str]:
    """The adapter's tensors, and the file's sha256, which names what is compiled from it."""
    tensors = {name: value.astype(np.float32) for name, value in load_file(path).items()}
    return tensors, hashlib.sha256(path.read_bytes()).hexdigest()


def merged(weights: Weights, adapter: Weights) -> Weights:
    """The model's weights with the adapter's changes added, and the head's beside them."""
    result = dict(weights)
    for name, value in adapter.items():
        if name.startswith(HEAD):
            result[name] = value
        elif name.endswith(CHANGE):
            changed = name.removesuffix(CHANGE)
            result[changed] = (weights[changed] + value).astype(np.float32)
        elif name.endswith(DOWN):
            changed = name.removesuffix(DOWN)
            product = adapter[changed + UP] @ value
            result[changed] = (weights[changed] + product).astype(np.float32)
    return result


def low_rank(before: Weights, after: Weights, rank: int) -> Weights:
    """The adapter that turns `before` into `after`, in 16-bit floats.

    Matrices are cut to their `rank` largest singular values, which is the nearest matrix of that
    rank (Eckart and Young 1936).
    """
    adapter: Weights = {}
    for name, value in after.items():
        change = (value - before[name]).astype(np.float32)
        if not change.any():
            continue
        if change.ndim == 2:
            left, sizes, right = np.linalg.svd(change, full_matrices=False)
            root = np.sqrt(sizes[:rank])
            adapter[name + UP] = (left[:, :rank] * root).astype(np.float16)
            adapter[name + DOWN] = (root[:, None] * right[:rank]).astype(np.float16)
        else:
            adapter[name + CHANGE] = change.astype(np.float16)
    return adapter
