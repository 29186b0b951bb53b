"""A written answer: what a language model is shown, and which of its sentences may be read."""
