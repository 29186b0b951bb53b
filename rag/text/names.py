"""One key for the many ways in which a name is written with Latin letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SHORTEST_NAME = 4
# Fewer consonants say too little: "Iran" and "Oran" would be one name.
FEWEST_CONSONANTS = 3

_VOWELS = "aeiouy"
_DIGRAPHS = (
    ("kh", "x"),
    ("sh", "ş"),
    ("ch", "ç"),
    ("ph", "f"),
    ("gh", "g"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
)
# "Dawood" and "Daoud", but not "Sweden" and "Sudan".
_VOWEL_W = re.compile(f"(?<=[{_VOWELS}])w")
_GLIDE = re.compile(r"[ae]+[iy]+")
_RUN = re.compile(r"(.)\1+")
_NOT_LETTERS = re.compile(r"[^a-zşçß-ÿ]")


def _plain(word: str) -> str:
    """Lower-case letters without accents, apostrophes and hyphens."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return _NOT_LETTERS.sub("", bare.replace("ı", "i").replace("ł", "l").replace("ø", "o"))


def _vowel(group: str) -> str:
    """The class of a run of vowels: open, front or back; transliterations differ within one."""
    if any(letter in group for letter in "iye"):
        return "i"
    return "u" if any(letter in group for letter in "ou") else "a"


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str | None:
    """What the spellings of one name share; None for a word too short, or not in Latin letters.

    The consonants in order, doubled ones once; a diphthong in "i" or "y" within the word, since
    that tells Hussein from Hassan; and the class of the last vowel, which tells Soleimani from
    Salman. A word with fewer than three consonants keeps the class of every vowel. Two different
    names can share a skeleton, so a match is worth less than one of the word itself.
    """
    letters = _plain(word)
    if len(letters) < SHORTEST_NAME:
        return None
    for digraph, letter in _DIGRAPHS:
        letters = letters.replace(digraph, letter)
    letters = _VOWEL_W.sub("u", letters)
    letters = _RUN.sub(r"\1", letters)
    groups = [group for group in re.split(f"([{_VOWELS}]+)", letters) if group]
    consonants = sum(len(group) for group in groups if group[0] not in _VOWELS)
    if consonants < FEWEST_CONSONANTS:
        return "".join(_vowel(group) if group[0] in _VOWELS else group for group in groups)
    return "".join(_bone(group, place, len(groups)) for place, group in enumerate(groups))


def _bone(group: str, place: int, groups: int) -> str:
    if group[0] not in _VOWELS:
        return group
    if place in (0, groups - 1):
        return _vowel(group)
    return "y" if _GLIDE.search(group) else ""
