"""One scorer a metric: each a pure function of a case and its answer."""

from __future__ import annotations

from eval.scorers.abstention import wrongly_answered, wrongly_refused
from eval.scorers.citations import citation_precision, citation_recall, first_file_right
from eval.scorers.disagreement import disagreement
from eval.scorers.facts import clean, fact_recall
from eval.scorers.length import brief, words
from eval.scorers.quotes import exact_quotes
from eval.scorers.retrieval import hit_at, reciprocal_rank
from eval.scorers.score import NOT_SCORED, Score
from eval.scorers.status import status_right

__all__ = [
    "NOT_SCORED",
    "Score",
    "brief",
    "citation_precision",
    "citation_recall",
    "clean",
    "disagreement",
    "exact_quotes",
    "fact_recall",
    "first_file_right",
    "hit_at",
    "reciprocal_rank",
    "status_right",
    "words",
    "wrongly_answered",
    "wrongly_refused",
]
