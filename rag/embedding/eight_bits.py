"""An encoder's products in 8 bits: twice as fast as in 16 where the processor has them (VNNI).

Values and weights are rounded to 255 steps between the largest that were seen. What keeps that
near the float model: each input channel is first divided by a number that its weights are
multiplied with, so that few channels set the steps (SmoothQuant, Xiao et al. 2022,
arXiv:2211.10438); and the channels between the two wide products that reach furthest stay floats
(Dettmers et al. 2022, arXiv:2208.07339).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.embedding.bert_graph import ATTENDED, JOINED, NARROW, WIDE, constant, linear
from rag.embedding.openvino_runtime import ops, ov

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rag.embedding.bert_graph import Weights

    Channels = NDArray[np.float32]

# How much of the difference between channels is moved from the values into the weights.
MOVED = 0.8
# Channels between the wide products that stay floats; one or two reach three times further than
# all others, and a product of sixteen costs hardly more than one of two.
APART = 16
# GELU is nowhere below this, so that what follows it can be shifted to begin at zero.
GELU_LOWEST = 0.17
STEPS = 256
WEIGHT_LIMIT = 127
# Channels that were never seen to move don't set the steps.
SMALLEST, SMALLEST_WEIGHT = 1e-3, 1e-4
# The largest values and weights there are, and what one of their products has to come to.
PROBE = np.full((2, 64), STEPS - 1, np.float32)
PROBED = 64 * (STEPS - 1) * WEIGHT_LIMIT


class EightBitProducts:
    """Products in 8 bits; `largest` has the largest value of every input channel of every product.

    Its names are those of the weights without ".weight"; query, key and value share the query's.
    """

    def __init__(self, weights: Weights, largest: Mapping[str, Channels]) -> None:
        self._weights = weights
        self._seen = largest

    def attended(self, layer: str, hidden: ov.Node) -> tuple[ov.Node, ov.Node, ov.Node]:
        """Query, key and value."""
        names = [f"{layer}.{part}" for part in ATTENDED]
        matrices = [self._weights[f"{name}.weight"] for name in names]
        largest = self._largest(names[0])
        even = evening(largest, np.concatenate(matrices))
        values = eight_bits(hidden, largest, even)
        query, key, value = (
            ops.add(product(values, matrix * even), constant(self._weights[f"{name}.bias"]))
            for name, matrix in zip(names, matrices, strict=True)
        )
        return query, key, value

    def joined(self, layer: str, heads: ov.Node) -> ov.Node:
        """What the heads found, in one."""
        return self._linear(f"{layer}.{JOINED}", heads)

    def fed_forward(self, layer: str, hidden: ov.Node) -> ov.Node:
        """Through the wide product and back, the channels that reach furthest as floats."""
        wide, narrow = f"{layer}.{WIDE}", f"{layer}.{NARROW}"
        largest = self._largest(narrow)
        order = np.argsort(largest)
        near, far = np.sort(order[:-APART]), np.sort(order[-APART:])
        inner = ops.gelu(self._linear(wide, hidden, near), "erf")
        apart = ops.gelu(linear(_rows(self._weights, wide, far), wide, hidden), "erf")
        matrix = self._weights[f"{narrow}.weight"]
        return ops.add(
            self._shifted(inner, matrix[:, near], largest[near], self._weights[f"{narrow}.bias"]),
            ops.matmul(apart, constant(np.ascontiguousarray(matrix[:, far])), False, True),
        )

    def _largest(self, name: str) -> Channels:
        return np.maximum(self._seen[name], np.float32(SMALLEST))

    def _linear(self, name: str, values: ov.Node, rows: NDArray[np.int64] | None = None) -> ov.Node:
        weights = self._weights if rows is None else _rows(self._weights, name, rows)
        largest = self._largest(name)
        matrix = weights[f"{name}.weight"]
        even = evening(largest, matrix)
        rounded = product(eight_bits(values, largest, even), matrix * even)
        return ops.add(rounded, constant(weights[f"{name}.bias"]))

    def _shifted(
        self, values: ov.Node, matrix: Channels, largest: Channels, bias: Channels
    ) -> ov.Node:
        """The product of values that begin at GELU's lowest."""
        up = ops.add(values, constant(np.float32(GELU_LOWEST)))
        reach = largest + np.float32(GELU_LOWEST)
        even = evening(reach, matrix)
        low, high = constant(np.float32(0)), constant(np.float32((reach / even).max()))
        rounded = ops.fake_quantize(
            ops.multiply(up, constant(_inverse(even))), low, high, low, high, STEPS
        )
        return ops.add(
            product(rounded, matrix * even),
            constant(bias - np.float32(GELU_LOWEST) * matrix.sum(axis=1)),
        )


def probe() -> ov.Model:
    """A product as above of values from 0 to 255 with the largest weights."""
    values = ops.parameter([-1, PROBE.shape[1]], np.float32)
    low, high = constant(np.float32(0)), constant(np.float32(STEPS - 1))
    rounded = ops.fake_quantize(values, low, high, low, high, STEPS)
    weights = np.full((PROBE.shape[1],) * 2, WEIGHT_LIMIT, np.float32)
    return ov.Model([ops.result(product(rounded, weights))], [values], "probe")


def evening(largest: Channels, matrix: Channels) -> Channels:
    """What each input channel is divided by, and its weights multiplied with."""
    reach = np.maximum(np.abs(matrix).max(axis=0), SMALLEST_WEIGHT)
    even = largest**MOVED / reach ** (1 - MOVED)
    return np.asarray(even / np.exp(np.log(even).mean()), np.float32)


def eight_bits(values: ov.Node, largest: Channels, even: Channels) -> ov.Node:
    """Values around zero, divided by channel and rounded."""
    limit = np.float32((largest / even).max())
    low, high = constant(-limit), constant(limit * np.float32(1 - 2 / STEPS))
    return ops.fake_quantize(
        ops.multiply(values, constant(_inverse(even))), low, high, low, high, STEPS
    )


def product(values: ov.Node, matrix: Channels) -> ov.Node:
    """The product with a matrix whose rows are rounded, each by its own largest value."""
    reach = np.abs(matrix).max(axis=1, keepdims=True)
    scale = np.maximum(reach, np.float32(SMALLEST_WEIGHT)) / WEIGHT_LIMIT
    rounded = np.clip(np.round(matrix / scale), -WEIGHT_LIMIT, WEIGHT_LIMIT).astype(np.int8)
    whole = ops.multiply(ops.convert(ops.constant(rounded), "f32"), constant(scale))
    return ops.matmul(values, whole, False, True)


def _inverse(even: Channels) -> Channels:
    return np.asarray(1 / even, np.float32)


def _rows(weights: Weights, name: str, rows: NDArray[np.int64]) -> Weights:
    return {each: weights[each][rows] for each in (f"{name}.weight", f"{name}.bias")}
