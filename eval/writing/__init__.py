"""Writing cases: from a question at the terminal, or from the page's thumbs."""
