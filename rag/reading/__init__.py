"""A small reader of the project's own: which sentence of a passage answers a question."""
