"""Measures sentence choice, refusals and disagreement on public question sets."""
