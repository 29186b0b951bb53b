"""One file format each: bytes in, article out."""
