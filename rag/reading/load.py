"""The one door to readers."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from platformdirs import user_cache_path
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from rag.embedding.bert_folder import read_bert_folder
from rag.embedding.model_folder import find_model, weights_sha256
from rag.reading.reader import ADAPTER, AdaptedReader, load_adapter, merged
from rag.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.embedding.bert_folder import BertFolder
    from rag.reading.reader import Reader
    from rag.settings import Settings

    Weights = dict[str, NDArray[np.float32]]

logger = logging.getLogger(__name__)


def load_reader(settings: Settings) -> Reader | None:
    """The project's own reader; None where it is turned off or can't be compiled here.

    It runs on the bundled model whatever model embeds. Without it sentences are chosen by words
    and vectors alone, which one logged line says. Raises ModelError where the bundled weights are
    not the pinned ones.
    """
    if settings.reader == "none":
        return None
    cache = settings.cache or user_cache_path("dateline", appauthor=False)
    folder = find_model(BUNDLED_MODEL)
    sha256 = weights_sha256(folder, cache)
    try:
        from rag.embedding.token_states import compiled_token_states

        bert = read_bert_folder(folder)
        low_rank, head, adapter_sha256 = load_adapter(ADAPTER)
        states = compiled_token_states(
            bert,
            cache,
            "reader",
            (sha256, adapter_sha256, bert.shape),
            partial(_merged_weights, bert, low_rank),
        )
    except (ImportError, OSError, RuntimeError, KeyError, ValueError) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        logger.warning("sentences are chosen without the reader, which can't run: %s", reason)
        return None
    tokenizer = Tokenizer.from_file(str(bert.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return AdaptedReader(states, tokenizer, head)


def _merged_weights(bert: BertFolder, low_rank: Weights) -> Weights:
    return merged(load_file(bert.weights), low_rank)
