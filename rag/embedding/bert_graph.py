"""BERT's encoder as an OpenVINO graph, built straight from a file of weights.

Built by hand because that needs neither torch nor transformers, so that a first run is quick; the
model is a dozen kinds of operation (Devlin et al. 2019, arXiv:1810.04805).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from rag.embedding.openvino_runtime import ops, ov

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rag.embedding.bert_folder import BertShape

    Weights = Mapping[str, NDArray[np.float32]]

# Added to the scores of padding: e to that power is zero, and 16-bit floats can hold it.
MASKED = -1e4
# A layer's products, as transformers names them.
ATTENDED = ("attention.self.query", "attention.self.key", "attention.self.value")
JOINED, WIDE, NARROW = "attention.output.dense", "intermediate.dense", "output.dense"


class Products(Protocol):
    """How a layer multiplies; `layer` is the start of its weights' names."""

    def attended(self, layer: str, hidden: ov.Node) -> tuple[ov.Node, ov.Node, ov.Node]:
        """Query, key and value."""

    def joined(self, layer: str, heads: ov.Node) -> ov.Node:
        """What the heads found, in one."""

    def fed_forward(self, layer: str, hidden: ov.Node) -> ov.Node:
        """Through the wide product and back."""


class FloatProducts:
    """Products of the weights as they are."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def attended(self, layer: str, hidden: ov.Node) -> tuple[ov.Node, ov.Node, ov.Node]:
        """Query, key and value."""
        query, key, value = (self._product(f"{layer}.{part}", hidden) for part in ATTENDED)
        return query, key, value

    def joined(self, layer: str, heads: ov.Node) -> ov.Node:
        """What the heads found, in one."""
        return self._product(f"{layer}.{JOINED}", heads)

    def fed_forward(self, layer: str, hidden: ov.Node) -> ov.Node:
        """Through the wide product and back."""
        wide = ops.gelu(self._product(f"{layer}.{WIDE}", hidden), "erf")
        return self._product(f"{layer}.{NARROW}", wide)

    def _product(self, name: str, values: ov.Node) -> ov.Node:
        return linear(self._weights, name, values)


def bert_graph(weights: Weights, shape: BertShape, products: Products | None = None) -> ov.Model:
    """Graph from `input_ids` and `attention_mask`, both (batch, length), to the last hidden state.

    `weights` bear the names of transformers' BertModel. KeyError where one is missing.
    """
    ids, mask = inputs()
    result = ops.result(encoded(weights, shape, ids, mask, products), name="tokens")
    return ov.Model([result], [ids, mask], "bert")


def inputs() -> tuple[ov.Node, ov.Node]:
    """`input_ids` and `attention_mask`, both (batch, length)."""
    return (
        ops.parameter([-1, -1], np.int32, name="input_ids"),
        ops.parameter([-1, -1], np.int32, name="attention_mask"),
    )


def encoded(
    weights: Weights,
    shape: BertShape,
    ids: ov.Node,
    mask: ov.Node,
    products: Products | None = None,
) -> ov.Node:
    """The last hidden state, (batch, length, width)."""
    hidden = _embeddings(weights, ids, shape)
    bias = _attention_bias(mask)
    multiply = products or FloatProducts(weights)
    for number in range(shape.layers):
        hidden = _layer(weights, f"encoder.layer.{number}", hidden, bias, shape, multiply)
    return hidden


def _embeddings(weights: Weights, ids: ov.Node, shape: BertShape) -> ov.Node:
    words = ops.gather(
        constant(weights["embeddings.word_embeddings.weight"]), ids, ops.constant(0, np.int32)
    )
    # One text at a time has one segment, so that its row can be added to every position's.
    table = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    length = ops.gather(
        ops.shape_of(ids, output_type="i32"), ops.constant([1], np.int32), ops.constant(0, np.int32)
    )
    places = ops.slice(
        constant(table),
        ops.constant([0], np.int32),
        length,
        ops.constant([1], np.int32),
        ops.constant([0], np.int32),
    )
    return _layer_norm(weights, "embeddings.LayerNorm", ops.add(words, places), shape)


def _attention_bias(mask: ov.Node) -> ov.Node:
    read = ops.unsqueeze(ops.convert(mask, "f32"), ops.constant([1, 2], np.int32))
    return ops.multiply(ops.subtract(constant(np.float32(1)), read), constant(np.float32(MASKED)))


def _layer(
    weights: Weights,
    name: str,
    hidden: ov.Node,
    bias: ov.Node,
    shape: BertShape,
    products: Products,
) -> ov.Node:
    query, key, value = (_split_heads(part, shape) for part in products.attended(name, hidden))
    heads = _join_heads(ops.scaled_dot_product_attention(query, key, value, bias))
    attended = ops.add(products.joined(name, heads), hidden)
    hidden = _layer_norm(weights, f"{name}.attention.output.LayerNorm", attended, shape)
    narrow = ops.add(products.fed_forward(name, hidden), hidden)
    return _layer_norm(weights, f"{name}.output.LayerNorm", narrow, shape)


def _split_heads(hidden: ov.Node, shape: BertShape) -> ov.Node:
    width = hidden.get_output_partial_shape(0)[2].get_length() // shape.heads
    apart = ops.reshape(hidden, ops.constant([0, 0, shape.heads, width], np.int32), True)
    return ops.transpose(apart, ops.constant([0, 2, 1, 3], np.int32))


def _join_heads(heads: ov.Node) -> ov.Node:
    together = ops.transpose(heads, ops.constant([0, 2, 1, 3], np.int32))
    dims = heads.get_output_partial_shape(0)
    width = dims[1].get_length() * dims[3].get_length()
    return ops.reshape(together, ops.constant([0, 0, width], np.int32), True)


def linear(weights: Weights, name: str, hidden: ov.Node) -> ov.Node:
    """A layer's product and bias."""
    product = ops.matmul(hidden, constant(weights[f"{name}.weight"]), False, True)
    return ops.add(product, constant(weights[f"{name}.bias"]))


def _layer_norm(weights: Weights, name: str, hidden: ov.Node, shape: BertShape) -> ov.Node:
    even = ops.mvn(hidden, ops.constant([-1], np.int32), True, shape.epsilon, "inside_sqrt")
    scaled = ops.multiply(even, constant(weights[f"{name}.weight"]))
    return ops.add(scaled, constant(weights[f"{name}.bias"]))


def constant(values: NDArray[np.float32] | np.float32) -> ov.Node:
    """Values in 32-bit floats."""
    return ops.constant(np.asarray(values, np.float32))
