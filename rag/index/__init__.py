"""A published generation: vectors, lexical entries and articles, read as one."""
