"""A folder of articles from a seed: the same everywhere, of any size."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from rag.embedding.model_folder import BUNDLED, find_model

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.random import Generator
    from numpy.typing import NDArray

SEED = 20200103
FIRST_DAY = date(2015, 1, 1)
DAYS = 3_000
# Seven passages of at most 200 word pieces: 900 words, as a long agency article has.
PASSAGES_PER_ARTICLE = 7
PARAGRAPHS, SENTENCES, SHORTEST, LONGEST = 14, 3, 14, 28
TOPICS, TOPIC_WORDS, TOPIC_SHARE = 400, 120, 0.35
SMALL = (
    "the of and to in a was that for on said with by at from as has were after which".split()  # noqa: SIM905 - a list of words reads best as words
)
SMALL_SHARE = 0.42
QUESTION_WORDS = 6


@dataclass(frozen=True, slots=True)
class Corpus:
    """Words, most used first, and the words of each topic, shape (topics, words of a topic)."""

    words: tuple[str, ...]
    shares: NDArray[np.float64]
    topics: NDArray[np.int64]


@cache
def corpus(seed: int = SEED) -> Corpus:
    """Words in a seeded order, used as often as words are (Zipf 1935), and topics of rarer ones.

    `shares` are how often one of the words up to each is used, between 0 and 1.
    """
    words = model_words()
    random = np.random.default_rng(seed)
    order = random.permutation(len(words))
    rank = 1.0 / (np.arange(len(words)) + 20)
    rare = len(words) // 10
    topics = random.integers(rare, len(words), (TOPICS, TOPIC_WORDS))
    return Corpus(
        tuple(words[n] for n in order),
        np.cumsum(rank) / rank.sum(),
        topics,
    )


def model_words() -> list[str]:
    """English words that are one word piece each to the bundled model."""
    stored = json.loads((find_model(BUNDLED).path / "tokenizer.json").read_text("utf-8"))
    vocabulary = stored["model"]["vocab"]
    return sorted(
        word for word in vocabulary if word.isascii() and word.isalpha() and len(word) > 3
    )


def article(source: Corpus, number: int, seed: int = SEED) -> tuple[str, str]:
    """An article's file name and text, the same for the same number whatever the corpus' size."""
    random = np.random.default_rng([seed, number])
    topic = source.topics[int(random.integers(TOPICS))]
    day = FIRST_DAY + timedelta(days=int(random.integers(DAYS)))
    title = " ".join(_words(source, topic, random, 7)).capitalize()
    dated = f"{day.day} {day:%B %Y}"
    paragraphs = [_paragraph(source, topic, random) for _ in range(PARAGRAPHS)]
    name = f"{number // 1000:03d}/{number:06d}.txt"
    return name, "\n\n".join([f"{title}\n{dated}", *paragraphs]) + "\n"


def write_articles(folder: Path, numbers: range, seed: int = SEED) -> None:
    """Write articles into a folder; those that are there already are written again alike."""
    source = corpus(seed)
    for number in numbers:
        name, text = article(source, number, seed)
        path = folder / name
        if number % 1000 == 0 or number == numbers.start:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def question_about(number: int, seed: int = SEED) -> str:
    """A question in rarer words of one article."""
    random = np.random.default_rng([seed, number, 1])
    return _question(corpus(seed), number, seed, random)


def questions(articles: int, count: int, seed: int = SEED) -> list[str]:
    """Questions in rarer words of articles spread over the corpus."""
    source = corpus(seed)
    random = np.random.default_rng([seed, 1, count])
    numbers = random.integers(0, articles, count).tolist()
    return [_question(source, number, seed, random) for number in numbers]


def _question(source: Corpus, number: int, seed: int, random: Generator) -> str:
    words = [word.strip(".") for word in article(source, number, seed)[1].split()[20:400]]
    rare = [word for word in words if word.islower() and word not in SMALL]
    return f"What was said of {' '.join(random.choice(rare, QUESTION_WORDS, replace=False))}?"


def _paragraph(source: Corpus, topic: NDArray[np.int64], random: Generator) -> str:
    return " ".join(
        " ".join(
            _words(source, topic, random, int(random.integers(SHORTEST, LONGEST)))
        ).capitalize()
        + "."
        for _ in range(SENTENCES)
    )


def _words(source: Corpus, topic: NDArray[np.int64], random: Generator, count: int) -> list[str]:
    kind = random.random(count)
    common = np.searchsorted(source.shares, random.random(count))
    own = random.integers(0, len(topic), count)
    small = random.integers(0, len(SMALL), count)
    return [
        SMALL[small[n]]
        if kind[n] < SMALL_SHARE
        else source.words[topic[own[n]]]
        if kind[n] < SMALL_SHARE + TOPIC_SHARE
        else source.words[min(common[n], len(source.words) - 1)]
        for n in range(count)
    ]
