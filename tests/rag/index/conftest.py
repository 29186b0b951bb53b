"""Indexes that are built in a temporary folder, without reading files."""

from __future__ import annotations

import shutil
import time
from datetime import date

import pytest

from ingest.cache import EmbeddingCache
from ingest.next_generation import NextGeneration, Recipe, SplitArticle
from ingest.publish import check, publish
from ingest.start import Start
from rag.embedding.protocol import PassageText
from rag.index.article_writer import retrievable
from rag.index.articles import IndexedFile
from rag.types import Article, Part, Passage, Section, Span


def an_article(file, text, *, day=None, title=None, comments=""):
    """An article of one body, and comments where they are given; a passage for each line."""
    whole = text + ("\n" + comments if comments else "")
    sections = [Section(Part.BODY, 0, len(text))]
    if comments:
        sections.append(Section(Part.COMMENTS, len(text) + 1, len(whole)))
    return Article(file, f"v{len(whole)}", whole, tuple(sections), title, day)


def passages_of(article):
    found = []
    for section in article.sections:
        start = section.start
        for line in article.text[section.start : section.end].split("\n"):
            if line:
                found.append(
                    Passage(
                        id=f"{article.file}@{article.version}:{len(found)}",
                        file=article.file,
                        position=len(found),
                        start=start,
                        end=start + len(line),
                        part=section.part,
                        text=line,
                        sentences=(Span(start, start + len(line)),),
                        title=article.title or "",
                        date=article.date,
                    )
                )
            start += len(line) + 1
    return tuple(found)


def build_index(index, articles, embedder):
    index.mkdir(parents=True, exist_ok=True)
    following = NextGeneration(index, Start())
    cache = EmbeddingCache(index / "embeddings.sqlite")
    split = [SplitArticle(article, passages_of(article)) for article in articles]
    found = [p for each in split for p in each.passages if retrievable(p)]
    texts = [PassageText(p.text, (Span(0, len(p.text)),)) for p in found]
    vectors = cache.embed(texts, embedder)
    cache.close()
    now = time.time_ns()
    following.add_files(
        [(IndexedFile(each.article.file, 1, now, now, "0" * 64, True), [each]) for each in split],
        {p.id: vector for p, vector in zip(found, vectors, strict=True)},
    )
    recipe = Recipe("/articles", embedder.fingerprint, "model", "auto", 200)
    check(index, following.finish(recipe))
    publish(index, following.name)
    return index


def harbour_articles():
    """Five articles that share their words, with dates, comments and an advert."""
    advert = "Subscribe to our newsletter today."
    text = "The harbour master retired."
    return (
        an_article(
            "2020/ferry.txt",
            "A ferry struck the harbour bridge.\nNine passengers were hurt.",
            day=date(2020, 1, 3),
            title="Ferry strikes bridge",
            comments="I heard two bangs from the harbour.",
        ),
        an_article(
            "2021/inquiry.txt",
            "The harbour inquiry blamed the ferry captain.",
            day=date(2021, 3, 2),
        ),
        an_article("undated.txt", "The harbour has a ferry and a bridge."),
        an_article(
            "2022/copy.txt",
            "The  harbour inquiry blamed the\nferry captain.",
            day=date(2022, 1, 1),
        ),
        Article(
            "advert.txt",
            "v1",
            f"{text}\n{advert}",
            (
                Section(Part.BODY, 0, len(text)),
                Section(Part.BOILERPLATE, len(text) + 1, len(text) + 1 + len(advert)),
            ),
            date=date(2020, 5, 5),
        ),
    )


@pytest.fixture(scope="session")
def harbour():
    return harbour_articles()


@pytest.fixture(scope="session")
def shared_index(tmp_path_factory, small_embedder):
    """An index of the harbour articles that no test changes."""
    return build_index(tmp_path_factory.mktemp("shared"), harbour_articles(), small_embedder)


@pytest.fixture
def own_index(shared_index, tmp_path):
    """A copy to spoil."""
    return shutil.copytree(shared_index, tmp_path / "index")
