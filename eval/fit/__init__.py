"""Fitting the reader: which sentence of a passage answers, and when none does."""
