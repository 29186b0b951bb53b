"""The checks of written sentences, measured on the sample articles with a seeded program."""

from random import Random

import pytest

from eval.statements.alterations import Sentence, alterations
from eval.statements.command import FEWEST_CAUGHT, MOST_DROPPED, SAMPLE
from eval.statements.measure import caught, dropped
from eval.statements.sources import careful_sentences, own_sentences, read
from rag.checking.check import common_words
from rag.checking.cited import Cited
from rag.settings import Settings


@pytest.fixture(scope="module")
def articles():
    return read(SAMPLE, Settings())


@pytest.fixture(scope="module")
def common(articles):
    return common_words(each.text for each in articles.values())


@pytest.fixture(scope="module")
def sentences(articles):
    own = [sentence for each in articles.values() for sentence in own_sentences(each)]
    return [*own, *careful_sentences(articles, "tuned"), *careful_sentences(articles, "held_out")]


def test_a_careful_writer_is_rarely_dropped(articles, common):
    halves = [careful_sentences(articles, half) for half in ("tuned", "held_out")]
    share, wrong = dropped([each for half in halves for each in half], common)
    assert share.total >= 100
    assert share.value <= MOST_DROPPED, wrong


def test_the_articles_own_sentences_are_not_dropped(articles, common):
    own = [sentence for each in articles.values() for sentence in own_sentences(each)]
    share, wrong = dropped(own, common)
    assert share.value <= MOST_DROPPED, wrong


def test_altered_sentences_are_caught(sentences, common):
    shares, missed = caught(sentences, common)
    assert sum(each.total for each in shares.values()) >= 300
    for kind, fewest in FEWEST_CAUGHT.items():
        assert shares[kind].total >= 30
        assert shares[kind].value >= fewest, [each.sentence for each in missed if each.kind == kind]


def test_the_program_alters_the_same_way_for_the_same_seed(sentences):
    first, second = (list(alterations(sentences[:40], Random(3))) for _ in range(2))
    assert first == second
    assert all(each.sentence != each.original for each in first)


def test_one_sentence_altered_in_each_way():
    text = "On Friday Ana Lund said that the ferry had hit the Norby pier at 7 knots."
    made = {
        each.kind: each.sentence
        for each in alterations([Sentence(text, (Cited(text),)), OTHER], Random(1))
        if each.original == text
    }
    assert made.keys() == {"number", "date", "name", "negation", "role"}
    assert "Friday" not in made["date"]
    assert " not " in made["negation"]
    assert "the Norby pier had hit the ferry" in made["role"]


OTHER = Sentence("The mayor, Ivo Holm, denied it.", (Cited("The mayor, Ivo Holm, denied it."),))
