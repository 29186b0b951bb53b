"""Embedding models: the compiled one, and any of sentence-transformers."""

from rag.embedding.load import load_embedder
from rag.embedding.protocol import Embedder, PassageText, PassageVectors

__all__ = ["Embedder", "PassageText", "PassageVectors", "load_embedder"]
