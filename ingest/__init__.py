"""A folder of articles in, a published index out."""
