"""Fits the reader on public question sets."""
