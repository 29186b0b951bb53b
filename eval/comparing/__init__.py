"""Two results beside each other, and many settings beside each other."""
