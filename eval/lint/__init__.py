"""Proof that a suite's cases say what its articles say."""
