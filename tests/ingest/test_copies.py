"""Copies of one agency text are told from reports of one event."""

from __future__ import annotations

import random
from contextlib import closing

import pytest

from ingest.copies import bands, shingles, similarity
from rag.index.generation import open_generation

WORDS = [f"word{n}" for n in range(400)]


def text_of(seed, words=200):
    chosen = random.Random(seed).choices(WORDS, k=words)
    return " ".join(chosen).capitalize() + "."


def test_similarity_is_the_share_of_common_shingles():
    """a b c d and b c d e: of three runs in all, one is in both."""
    assert similarity(frozenset({"a b c", "b c d"}), frozenset({"b c d", "c d e"})) == 1 / 3
    assert similarity(frozenset(), frozenset()) == 0


def test_a_short_text_has_no_copies():
    assert shingles("Nine people were hurt.") == frozenset()
    assert bands(frozenset()) == ()


def test_texts_with_four_in_five_shingles_in_common_share_a_band():
    """200 words; 6 changed ones spoil 18 of 198 runs on either side: 180 of 216 are common."""
    for seed in range(40):
        words = text_of(seed).split()
        changed = [f"other{n}" if n % 33 == 10 else word for n, word in enumerate(words)]
        one, other = shingles(" ".join(words)), shingles(" ".join(changed))
        assert similarity(one, other) == pytest.approx(180 / 216, abs=0.02)
        assert set(bands(one)) & set(bands(other))


def test_texts_with_nothing_in_common_share_no_band():
    keys = [set(bands(shingles(text_of(seed)))) for seed in range(40)]
    assert sum(bool(a & b) for i, a in enumerate(keys) for b in keys[:i]) == 0


def families(settings, files):
    with closing(open_generation(settings.index, None)) as opened:
        return opened.families(files)


def test_copies_have_one_family_also_when_one_comes_later(write, ingest, settings):
    agency = text_of(1)
    write("wire.txt", agency)
    write("report.txt", text_of(2))
    for n in range(20):
        write(f"{n}.txt", text_of(100 + n))
    ingest()
    write("daily.txt", "The Daily\n\n" + agency.replace("word1 ", "wordone "))
    ingest()
    found = families(settings, ["wire.txt", "daily.txt", "report.txt", "nowhere.txt"])
    assert found["wire.txt"] == found["daily.txt"] != found["report.txt"]
    assert "nowhere.txt" not in found
    write("wire.txt", text_of(3))
    ingest()
    found = families(settings, ["wire.txt", "daily.txt"])
    assert found["wire.txt"] != found["daily.txt"]
