"""Invented news stories, each told by several articles, with questions and their answers."""
