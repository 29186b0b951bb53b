"""Whether a sentence says what its quotes say: figures, dates, names, negation, roles, wording."""
