"""Compiled models on disk, so that each is compiled once."""

from __future__ import annotations

import hashlib
import logging
import zlib
from typing import TYPE_CHECKING

import numpy as np

from rag.embedding.openvino_runtime import ov
from rag.embedding.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

# Raised whenever the graph or this file's layout changes.
FORMAT = 2
# The blob begins on a page of its own, so that it can be mapped instead of read.
HEADER = 4096


def compiled_model(
    cache: Path, name: str, key: tuple[object, ...], build: Callable[[], ov.Model]
) -> ov.CompiledModel:
    """The model of that key out of the cache, else built, compiled and put there.

    A file that is damaged, or that this OpenVINO can't read, is built anew. A cache that can't be
    written is logged, and otherwise does without.
    """
    core = ov.Core()
    device = core.get_property("CPU", "FULL_DEVICE_NAME")
    precision = core.get_property("CPU", "INFERENCE_PRECISION_HINT").to_string()
    parts = (FORMAT, ov.__version__, device, precision, *key)
    file = cache / f"{name}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}.blob"
    blob = _read_blob(file)
    if blob is not None:
        try:
            return core.import_model(ov.Tensor(blob), "CPU")
        except RuntimeError as error:
            logger.info("compiled model %s can't be read and is built anew: %s", file, error)
    compiled = core.compile_model(build(), "CPU")
    _write_blob(file, compiled.export_model().getvalue())
    return compiled


def _read_blob(file: Path) -> NDArray[np.uint8] | None:
    try:
        with file.open("rb") as opened:
            header = opened.read(HEADER)
            if file.stat().st_size > HEADER:
                blob = np.memmap(opened, np.uint8, "r", offset=HEADER)
                if header.rstrip() == _header(blob.data):
                    return blob
    except FileNotFoundError:
        return None
    except OSError as error:
        logger.info("compiled model %s can't be read: %s", file, error.strerror)
        return None
    logger.info("compiled model %s is damaged and is built anew", file)
    return None


def _write_blob(file: Path, blob: bytes) -> None:
    try:
        write_whole(file, _header(memoryview(blob)).ljust(HEADER), blob)
    except OSError as error:
        logger.warning("the compiled model can't be kept in %s: %s", file.parent, error.strerror)


def _header(blob: memoryview) -> bytes:
    return (
        f"dateline compiled model {FORMAT}, {len(blob)} bytes, crc {zlib.crc32(blob):08x}".encode()
    )
