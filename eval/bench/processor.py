"""How fast this processor multiplies matrices of the model's shape; a program of its own."""

from __future__ import annotations

import json
import sys
import time

import numpy as np

from rag.embedding.openvino_runtime import ops, ov

# MiniLM's two wide products, for a batch of eight texts of 160 word pieces.
ROWS, WIDTH, WIDE = 1280, 384, 1536
SECONDS = 1.5
LAYERS = 6
# Of MiniLM for one text of 160 word pieces: 21.3 million weights in its six layers, each multiplied
# and added once a word piece, and what attention adds.
GFLOP_PER_TEXT = 3.6


def chain(precision: str) -> ov.Model:
    """Six times from 384 to 1,536 and back: products and nothing else."""
    random = np.random.default_rng(0)
    values = ops.parameter([ROWS, WIDTH], np.float32)
    result = values
    for _ in range(LAYERS):
        for shape in ((WIDTH, WIDE), (WIDE, WIDTH)):
            weights = random.normal(0, shape[0] ** -0.5, shape).astype(np.float32)
            result = ops.matmul(
                _input(result, precision), _weights(weights, precision), False, False
            )
    return ov.Model([ops.result(result)], [values], "products")


def _input(values: ov.Node, precision: str) -> ov.Node:
    """Values that OpenVINO may hold in 8 bits, where that is asked for."""
    if precision != "int8":
        return values
    low, high = (ops.constant(np.float32(limit)) for limit in (-4, 4 - 8 / 256))
    return ops.fake_quantize(values, low, high, low, high, 256)


def _weights(weights: np.ndarray[tuple[int, int], np.dtype[np.float32]], precision: str) -> ov.Node:
    if precision != "int8":
        return ops.constant(weights)
    limit = np.float32(np.abs(weights).max())
    low, high = ops.constant(-limit), ops.constant(limit)
    return ops.fake_quantize(ops.constant(weights), low, high, low, high, 255)


def speed(precision: str) -> float:
    """GFLOP per second in "f32", "bf16" or "int8"; 0 where the processor has no such products."""
    core = ov.Core()
    if {"bf16": "BF16", "int8": "INT8"}.get(precision, "FP32") not in core.get_property(
        "CPU", "OPTIMIZATION_CAPABILITIES"
    ):
        return 0.0
    hint = "bf16" if precision == "bf16" else "f32"
    model = core.compile_model(chain(precision), "CPU", {"INFERENCE_PRECISION_HINT": hint})
    request = model.create_infer_request()
    values = np.random.default_rng(1).standard_normal((ROWS, WIDTH), np.float32)
    request.infer([values])
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        request.infer([values])
        count += 1
    flop = 2 * ROWS * WIDTH * WIDE * 2 * LAYERS * count
    return flop / (time.perf_counter() - begun) / 1e9


if __name__ == "__main__":
    sys.stdout.write(
        json.dumps({precision: speed(precision) for precision in ("f32", "bf16", "int8")}) + "\n"
    )
