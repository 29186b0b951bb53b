"""One file format each: bytes in, article out."""

from ingest.readers.files import read_articles

__all__ = ["read_articles"]
