"""Reading: a question and a passage together, sentence by sentence."""
