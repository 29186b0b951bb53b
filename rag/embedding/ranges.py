"""How far an encoder's values reach, for each input channel of each product, as seen on real text.

Products in 8 bits need it. The files are made by `python -m eval ranges`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from rag.embedding.eight_bits import PROBE, PROBED, probe
from rag.embedding.openvino_runtime import ov
from rag.embedding.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# Those of the bundled model.
RANGES = Path(__file__).with_name("ranges.safetensors")
# Metadata's key for the sha256 of the weights that the values were seen with.
WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class Ranges:
    """The largest value by channel, under the names of the weights; `sha256` is the file's."""

    largest: Mapping[str, NDArray[np.float32]]
    sha256: str


def usable_ranges(file: Path, weights: str) -> Ranges | None:
    """The file's ranges; None where products are to be floats.

    That is: where there is no such file, where it is for other weights than those of this sha256,
    and on a processor whose 8-bit products are not exact. Raises ValueError for a damaged file.
    """
    if not file.exists():
        return None
    try:
        with safe_open(file, "np") as opened:
            if (opened.metadata() or {}).get(WEIGHTS) != weights or not _exact():
                return None
            names = opened.keys()
            largest = {name: opened.get_tensor(name).astype(np.float32) for name in names}
    except SafetensorError as error:
        raise ValueError(f"{file}: {error}") from None
    return Ranges(largest, hashlib.sha256(file.read_bytes()).hexdigest())


def write_ranges(file: Path, weights: str, largest: Mapping[str, NDArray[np.float32]]) -> None:
    """Keep what was seen with the weights of this sha256; OSError where it can't be written."""
    halves = {name: values.astype(np.float16) for name, values in largest.items()}
    write_whole(file, save(halves, {WEIGHTS: weights}))


@cache
def _exact() -> bool:
    """Whether sums of 8-bit products come out right; without VNNI they stop at 16 bits."""
    compiled = ov.Core().compile_model(probe(), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    found = compiled.create_infer_request().infer([PROBE])[0]
    return bool((found == PROBED).all())
