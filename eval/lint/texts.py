"""A suite's articles as texts in which wordings are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.wording import holds
from rag.errors import SuiteError
from rag.types import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from rag.settings import Settings
    from rag.types import Article

# Between stretches of text that are not beside each other, so that no wording spans the gap.
_GAP = "\n\x1f\n"


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What an answer can quote of an article: all of its text but boilerplate."""

    file: str
    date: date | None
    text: str


Texts = dict[str, ArticleText]


def read_texts(folder: Path, settings: Settings) -> Texts:
    """Every article under a folder by its name; raises SuiteError where one can't be read."""
    from ingest.readers import read_articles
    from ingest.scan import scan

    texts: Texts = {}
    for found in scan(folder):
        articles, failures = read_articles(folder / found.file, found.file, settings)
        if failures:
            raise SuiteError("; ".join(each.error for each in failures))
        texts.update({each.file: quotable(each) for each in articles})
    return texts


def quotable(article: Article) -> ArticleText:
    """An article without its boilerplate."""
    kept = [each for each in article.sections if each.part is not Part.BOILERPLATE]
    text = ""
    end = 0
    for section in kept:
        gap = _GAP if article.text[end : section.start].strip() else "\n"
        text += gap + article.text[section.start : section.end]
        end = section.end
    return ArticleText(article.file, article.date, text)


def files_of(name: str, texts: Mapping[str, ArticleText]) -> list[str]:
    """The articles that a source names: itself, or all inside it where it is a list."""
    return [file for file in texts if file == name or file.startswith(f"{name}#")]


def holding(
    wordings: Iterable[str], files: Iterable[str], texts: Mapping[str, ArticleText]
) -> list[str]:
    """Those of the files in which one of the wordings stands."""
    wanted = tuple(wordings)
    return [file for file in files if any(holds(texts[file].text, each) for each in wanted)]
