"""The one door to embedding models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.embedding.model_folder import find_model, weights_sha256

if TYPE_CHECKING:
    from rag.embedding.protocol import Embedder
    from rag.settings import Settings


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that `settings.model` and `settings.backend` name.

    Raises ModelError where it can't be found or loaded, or its weights are not the pinned ones.
    """
    folder = find_model(settings.model)
    sha256 = weights_sha256(folder)
    # Imported late because torch takes seconds, which a compiled model does not need.
    from rag.embedding.plain import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(folder, sha256)
