"""True sentences to judge the checks by: the articles' own, and a careful writer's."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from eval.statements.alterations import Sentence
from rag.checking.cited import Cited
from rag.errors import SuiteError
from rag.text.sentences import sentence_spans
from rag.types import Part
from rag.writing.orders import gives_orders
from rag.writing.units import with_corrections

if TYPE_CHECKING:
    from rag.settings import Settings
    from rag.types import Article

CAREFUL = Path(__file__).with_name("careful.yaml")
# Shorter sentences have nothing to change, longer ones are no sentence.
FEWEST_WORDS, MOST_WORDS = 6, 60


def read(folder: Path, settings: Settings) -> dict[str, Article]:
    """Every article under a folder by its name; raises SuiteError where one can't be read."""
    from ingest.readers import read_articles
    from ingest.scan import scan

    found: dict[str, Article] = {}
    for each in scan(folder):
        articles, failures = read_articles(folder / each.file, each.file, settings)
        if failures:
            raise SuiteError("; ".join(failure.error for failure in failures))
        found.update({article.file: article for article in articles})
    return found


def own_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article's body, each as a model that copies it would write it."""
    return tuple(
        Sentence(text, (Cited(text, article.date),))
        for text in _units(article)
        if FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and not gives_orders(text)
    )


@cache
def _cached(text: str, start: int, end: int) -> tuple[str, ...]:
    spans = with_corrections(text, 0, sentence_spans(text, start, end))
    return tuple(text[span.start : span.end] for span in spans)


def _units(article: Article) -> tuple[str, ...]:
    return tuple(
        text
        for section in article.sections
        if section.part is Part.BODY
        for text in _cached(article.text, section.start, section.end)
    )


def careful_sentences(articles: dict[str, Article], half: str) -> tuple[Sentence, ...]:
    """One half, "tuned" or "held_out", of the careful writer's sentences with their quotes.

    Raises SuiteError where a quote is not in its article.
    """
    rows = yaml.safe_load(CAREFUL.read_text("utf-8"))[half]
    return tuple(_careful(articles[file], starts, sentence) for file, starts, sentence in rows)


def _careful(article: Article, starts: list[str], sentence: str) -> Sentence:
    quotes = []
    for start in starts:
        quote = next((each for each in _units(article) if start in each), None)
        if quote is None:
            raise SuiteError(f"{CAREFUL.name}: “{start}” is not in {article.file}")
        quotes.append(Cited(quote, article.date))
    return Sentence(sentence, tuple(quotes))
