"""How well sentences are told from ones that their quotes don't say."""
