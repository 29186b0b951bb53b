"""The reader as an OpenVINO graph: BERT's encoder with the head on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.embedding.bert_graph import encoded, inputs, linear
from rag.embedding.openvino_runtime import ops, ov
from rag.reading.adapter import HEAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rag.embedding.bert_folder import BertShape
    from rag.embedding.bert_graph import Products


def reader_graph(
    weights: Mapping[str, NDArray[np.float32]], shape: BertShape, products: Products | None = None
) -> ov.Model:
    """Graph from `input_ids` and `attention_mask` to log-odds, (batch, length, 2).

    The first of the two says that the answer starts at a word piece, the second that it ends
    there. The first word piece's state moves all starts of its passage alike.
    """
    ids, mask = inputs()
    hidden = encoded(weights, shape, ids, mask, products)
    inner = ops.gelu(linear(weights, f"{HEAD}inner", hidden), "erf")
    odds = linear(weights, f"{HEAD}outer", inner)
    first = ops.slice(hidden, *(ops.constant([at], np.int32) for at in (0, 1, 1, 1)))
    whole = linear(weights, f"{HEAD}passage", first)
    only_start = ops.constant(np.array([1, 0], np.float32))
    result = ops.result(ops.add(odds, ops.multiply(whole, only_start)), name="odds")
    return ov.Model([result], [ids, mask], "reader")
