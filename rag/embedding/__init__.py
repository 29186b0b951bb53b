"""Embedding models: the compiled one, and any of sentence-transformers."""
