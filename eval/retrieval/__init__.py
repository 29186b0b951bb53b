"""`python -m eval retrieval`: which passages come first, on public sets of questions."""
