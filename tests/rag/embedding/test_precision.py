"""Vectors of 32-bit and 16-bit builds mix: so both bear one fingerprint."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from rag.embedding.bert_folder import read_bert_folder
from rag.embedding.bert_graph import bert_graph
from rag.embedding.compiled import CompiledEmbedder
from rag.embedding.model_folder import BUNDLED, find_model
from rag.embedding.openvino_runtime import ov


def test_16_bit_products_give_the_vectors_of_32_bit_ones(mixed):
    core = ov.Core()
    if "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        pytest.skip("this processor has no 16-bit products")
    bert = read_bert_folder(find_model(BUNDLED))
    tokenizer = Tokenizer.from_file(str(bert.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(bert.limit)
    wide, narrow = (
        CompiledEmbedder(
            core.compile_model(
                bert_graph(load_file(bert.weights), bert.shape),
                "CPU",
                {"INFERENCE_PRECISION_HINT": precision},
            ),
            tokenizer,
            bert,
            precision,
        ).embed_passages(mixed)
        for precision in ("f32", "bf16")
    )
    for left, right in zip(wide, narrow, strict=True):
        assert left.passage @ right.passage >= 0.999
        assert ((left.sentences * right.sentences).sum(axis=1) >= 0.999).all()
        assert not np.array_equal(left.passage, right.passage)
