"""Questions about who wrote an article."""

from datetime import date

import pytest

from ingest.sync import sync
from rag.answer.byline import asks_for_author, byline_quotes
from rag.embedding import load_embedder
from rag.open_index import OpenIndex
from rag.settings import Settings
from rag.types import Article, FoundPassage, Part, Passage, Question, Span

TEXT = "The bridge is shut\n\nBy Ana Lund: @analund\n\nIt rained in Lund."


def article(author="Ana Lund"):
    return Article("a.txt", "v1", TEXT, (), "The bridge is shut", date(2020, 1, 3), author=author)


def found():
    start = TEXT.index("It rained")
    passage = Passage(
        "1", "a.txt", 0, start, len(TEXT), Part.BODY, TEXT[start:], (Span(start, len(TEXT)),)
    )
    return [FoundPassage(passage, 0.5)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who wrote the piece about the bridge?", True),
        ("Who is the author of the article on the flood?", True),
        ("By whom was the column on rain written?", True),
        ("Who wrote to the mayor?", False),
        ("Who closed the bridge?", False),
    ],
)
def test_what_asks_for_an_author(question, expected):
    assert asks_for_author(question) is expected


def test_the_line_with_the_author_is_quoted():
    (quote,) = byline_quotes(found(), lambda _: article())
    assert quote.text == "By Ana Lund: @analund"
    assert TEXT[quote.span.start : quote.span.end] == quote.text


def test_an_article_without_an_author_gives_no_line():
    assert byline_quotes(found(), lambda _: article(None)) == ()


def test_an_author_that_stands_nowhere_in_the_text_gives_no_line():
    assert byline_quotes(found(), lambda _: article("Olga Berg")) == ()


def test_a_byline_answers_no_question_about_what_is_told(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Bridge at Lund shut\n\nBy Ana Lund, Tigris Courier\n\n"
        "The mayor, Olga Berg, closed the bridge at Lund on Friday after two piers cracked.\n",
        "utf-8",
    )
    settings = Settings(index=tmp_path / "index")
    sync(folder, settings, lambda: load_embedder(settings))
    index = OpenIndex(settings)
    try:
        answer = index.ask(Question("Who shut the bridge at Lund?"))
    finally:
        index.close()
    assert "Olga Berg" in answer.text
    assert not any("Tigris" in each.quote for each in answer.citations)
