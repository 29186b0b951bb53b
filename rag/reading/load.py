"""The one door to readers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from platformdirs import user_cache_path
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from rag.embedding.bert_folder import read_bert_folder
from rag.embedding.model_folder import find_model, weights_sha256
from rag.reading.adapted import AdaptedReader
from rag.reading.adapter import ADAPTER, load_adapter, merged, ranges_file
from rag.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from pathlib import Path

    from rag.embedding.bert_folder import BertFolder
    from rag.embedding.openvino_runtime import ov
    from rag.reading.protocol import Reader
    from rag.settings import Settings

logger = logging.getLogger(__name__)


def load_reader(settings: Settings) -> Reader | None:
    """The project's own reader or the cross-encoder that is named; None where it is turned off.

    The own one runs on the bundled model whatever model embeds. Where it can't be compiled,
    sentences are chosen by words and vectors alone, which one logged line says. Raises ModelError
    where the bundled weights are not the pinned ones, or a named model can't be loaded.
    """
    if settings.reader == "none":
        return None
    if settings.reader != "auto":
        from rag.reading.cross_encoder import load_cross_encoder

        return load_cross_encoder(settings.reader)
    cache = settings.cache or user_cache_path("dateline", appauthor=False)
    try:
        return compiled_reader(cache, ADAPTER, settings.backend != "float")
    except (ImportError, OSError, RuntimeError, KeyError, ValueError) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        logger.warning("sentences are chosen without the reader, which can't run: %s", reason)
        return None


def compiled_reader(cache: Path, adapter: Path, eight_bits: bool = True) -> AdaptedReader:
    """The bundled model with an adapter, in 8 bits where its ranges are known.

    Raises OSError, RuntimeError, KeyError or ValueError where it can't be compiled.
    """
    from rag.embedding.compiled_cache import compiled_model
    from rag.embedding.eight_bits import EightBitProducts
    from rag.embedding.forward import Forward
    from rag.embedding.ranges import usable_ranges
    from rag.reading.graph import reader_graph

    folder = find_model(BUNDLED_MODEL)
    bert = read_bert_folder(folder)
    changes, changes_sha256 = load_adapter(adapter)
    ranges = usable_ranges(ranges_file(adapter), changes_sha256) if eight_bits else None

    def build() -> ov.Model:
        weights = merged(load_file(bert.weights), changes)
        products = EightBitProducts(weights, ranges.largest) if ranges else None
        return reader_graph(weights, bert.shape, products)

    precision = ranges.sha256 if ranges else "float"
    key = (weights_sha256(folder, cache), changes_sha256, bert.shape, precision)
    model = compiled_model(cache, "reader", key, build)
    return AdaptedReader(Forward(model), reader_tokenizer(bert))


def reader_tokenizer(bert: BertFolder) -> Tokenizer:
    """Word pieces of one text at a time, none cut off."""
    tokenizer = Tokenizer.from_file(str(bert.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
