"""What Dateline costs beside llama-index's quick start, on a corpus that is written for it."""
