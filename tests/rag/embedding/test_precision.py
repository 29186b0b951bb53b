"""Vectors of 32-bit and 16-bit builds mix, so both bear one fingerprint; those of 8 bits don't."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from rag.embedding.bert_folder import read_bert_folder
from rag.embedding.bert_graph import bert_graph
from rag.embedding.compiled import CompiledEmbedder
from rag.embedding.eight_bits import EightBitProducts, evening
from rag.embedding.model_folder import BUNDLED, find_model
from rag.embedding.openvino_runtime import ov
from rag.embedding.ranges import RANGES, usable_ranges, write_ranges


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


@pytest.fixture
def eight_bits(compiled):
    if "8-bit" not in compiled.fingerprint:
        pytest.skip("this processor's 8-bit products are not exact")
    return compiled


def test_8_bit_products_give_vectors_near_those_of_floats(eight_bits, floats, mixed):
    assert eight_bits.fingerprint != floats.fingerprint
    pairs = zip(eight_bits.embed_passages(mixed), floats.embed_passages(mixed), strict=True)
    for left, right in pairs:
        assert left.passage @ right.passage >= 0.99
        assert ((left.sentences * right.sentences).sum(axis=1) >= 0.98).all()
        assert not np.array_equal(left.passage, right.passage)


def test_the_compiled_graph_multiplies_in_8_bits():
    bert = read_bert_folder(find_model(BUNDLED))
    ranges = usable_ranges(RANGES, sha256(bert.weights.read_bytes()).hexdigest())
    if ranges is None:
        pytest.skip("this processor's 8-bit products are not exact")
    weights = load_file(bert.weights)
    graph = bert_graph(weights, bert.shape, EightBitProducts(weights, ranges.largest))
    run = ov.Core().compile_model(graph, "CPU").get_runtime_model()
    precisions = [
        operation.get_rt_info()["runtimePrecision"].astype(str)
        for operation in run.get_ops()
        if operation.get_rt_info()["layerType"].astype(str).startswith("FullyConnected")
    ]
    assert sum(each in ("i8", "u8") for each in precisions) == 6 * bert.shape.layers


def test_ranges_of_other_weights_are_not_used():
    assert usable_ranges(RANGES, "0" * 64) is None


def test_ranges_that_are_not_there_are_not_used(tmp_path):
    assert usable_ranges(tmp_path / "ranges.safetensors", "0" * 64) is None


def test_a_damaged_file_of_ranges_is_named(tmp_path):
    file = tmp_path / "ranges.safetensors"
    file.write_bytes(b"no ranges")
    with pytest.raises(ValueError, match=r"ranges\.safetensors"):
        usable_ranges(file, "0" * 64)


def test_ranges_are_read_as_they_were_written(tmp_path, eight_bits):
    file = tmp_path / "ranges.safetensors"
    write_ranges(file, "f" * 64, {"layer": np.array([1.5, 0.25], np.float32)})
    assert usable_ranges(file, "f" * 64).largest["layer"].tolist() == [1.5, 0.25]


def test_evening_moves_what_reaches_far_into_the_weights():
    largest = np.array([16.0, 1.0], np.float32)
    even = evening(largest, np.array([[1.0, -1.0], [0.5, 1.0]], np.float32))
    # 16 ** .8 and 1, over their geometric mean.
    assert even == pytest.approx([16**0.4, 16**-0.4], rel=1e-5)
