"""The corpus is the same everywhere, and of any size."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from eval.bench.corpus import article, corpus, question_about, questions, write_articles
from eval.bench.vectors import SeededEmbedder, sum_of_words, unit
from ingest.progress import Silent
from ingest.reading import read_files
from ingest.run import Run
from ingest.scan import scan
from rag.embedding.protocol import PassageText
from rag.settings import Settings
from rag.types import Span


def test_an_article_is_the_same_whatever_the_size_of_its_corpus(tmp_path):
    write_articles(tmp_path / "small", range(3))
    write_articles(tmp_path / "large", range(5))
    for path in (tmp_path / "small").rglob("*.txt"):
        same = tmp_path / "large" / path.relative_to(tmp_path / "small")
        assert same.read_bytes() == path.read_bytes()
    assert len(list((tmp_path / "large").rglob("*.txt"))) == 5


def test_the_words_are_those_of_the_seed():
    """A change here changes what every saved figure was measured on."""
    text = "".join(article(corpus(), number)[1] for number in range(3))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "e759dba7dbdf663c"


def test_an_article_is_read_with_its_date_and_title(tmp_path):
    write_articles(tmp_path, range(4))
    found = {each.file: each for each in scan(tmp_path)}
    readings = list(read_files(tmp_path, frozenset(found), found, Settings(), Run(Silent())))
    (one, *_) = readings[0].articles
    assert one.date is not None
    assert one.title
    assert 700 < len(one.text.split()) < 1100


def test_questions_ask_in_words_of_an_article():
    text = article(corpus(), 7)[1].lower()
    words = question_about(7).removeprefix("What was said of ").removesuffix("?").split()
    assert len(words) == 6
    assert all(word in text for word in words)
    assert questions(50, 3) == questions(50, 3)
    assert len(set(questions(50, 20))) > 15


def test_vectors_of_texts_that_share_words_are_near(hashing_embedder):
    embedder = SeededEmbedder(hashing_embedder)
    one = embedder.embed_query("the ferry struck the northern pier")
    other = embedder.embed_query("the ferry struck another pier")
    far = embedder.embed_query("parliament debated every budget")
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-6)
    assert one @ other > 0.5 > 0.3 > abs(one @ far)
    assert embedder.fingerprint == hashing_embedder.fingerprint


def test_a_passage_is_the_sum_of_its_sentences(hashing_embedder):
    text = "The ferry struck. Divers searched below."
    (vectors,) = SeededEmbedder(hashing_embedder).embed_passages(
        [PassageText(text, (Span(0, 17), Span(18, 40)))]
    )
    assert vectors.sentences.shape == (2, 64)
    np.testing.assert_allclose(vectors.passage, unit(sum_of_words(text, 64)), atol=1e-5)
