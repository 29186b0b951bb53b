"""The one door to embedding models."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from rag.embedding.bert_folder import NotCompilableError
from rag.embedding.model_folder import find_model, weights_sha256
from rag.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from rag.embedding.model_folder import ModelFolder
    from rag.embedding.protocol import Embedder
    from rag.settings import Settings

logger = logging.getLogger(__name__)


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that `settings.model` and `settings.backend` name.

    "auto" compiles what can be compiled, in 8 bits where the model's ranges are known, and logs one
    line where sentence-transformers has to stand in; "float" does the same in floats. Raises
    ModelError where the model can't be found or loaded, where its weights are not the pinned ones,
    and where "compiled" was asked for and can't be had.
    """
    cache = settings.cache or user_cache_path("dateline", appauthor=False)
    folder = find_model(settings.model)
    sha256 = weights_sha256(folder, cache)
    if settings.backend == "sentence-transformers":
        return _plain(folder, sha256)
    try:
        return _compiled(folder, sha256, cache, settings.backend != "float")
    except NotCompilableError as error:
        reason, level = str(error), logging.INFO
    except (ImportError, OSError, RuntimeError, KeyError, ValueError) as error:
        reason, level = _first_line(error), logging.WARNING
    if settings.backend == "compiled":
        raise ModelError(
            f"embedding model {folder.name} can't be compiled: {reason}; set `backend` to auto"
        )
    logger.log(level, "embedding model %s runs on sentence-transformers: %s", folder.name, reason)
    return _plain(folder, sha256)


# Both are imported when they are needed: torch takes seconds, which a compiled model saves.


def _compiled(folder: ModelFolder, sha256: str, cache: Path, eight_bits: bool) -> Embedder:
    from rag.embedding.compiled import load_compiled

    return load_compiled(folder, sha256, cache, eight_bits)


def _plain(folder: ModelFolder, sha256: str) -> Embedder:
    from rag.embedding.plain import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(folder, sha256)


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
