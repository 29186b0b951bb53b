"""The short answer in a sentence, in a form that two sentences can be compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.text.names import skeleton
from rag.text.words import content_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Shares this much of the smaller one's words: the same thing said.
SAME_WORDS = 0.5
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALE = re.compile(rf"(\d[\d,.]*)[ -]({'|'.join(_SCALES)})s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """The words of a short answer, its numbers, and its names as keys that spellings share."""

    text: str
    numbers: frozenset[float]
    names: frozenset[str]
    stems: frozenset[str]


@lru_cache(maxsize=4096)
def value_of(text: str) -> Value:
    """A short answer as it can be compared."""
    found = content_words(words(text))
    return Value(
        text=" ".join(text.split()).strip(" ,.;:"),
        numbers=frozenset(numbers(text)),
        names=frozenset(skeleton(word.folded) or word.folded for word in found if word.capitalised),
        stems=frozenset(word.stem for word in found),
    )


def in_digits(text: str) -> str:
    """The text with numbers in words written in digits, "two dozen" as 24."""
    from text_to_num import alpha2digit

    spelled: str = alpha2digit(_SCALE.sub(_multiplied, text), "en", threshold=0)
    return _SCALE.sub(_multiplied, spelled)


def numbers(text: str) -> Iterator[float]:
    """The numbers that a text gives in digits or words."""
    for match in _NUMBER.finditer(in_digits(text)):
        yield _plain(match.group())


def _plain(digits: str) -> float:
    return float(digits.replace(",", "").rstrip("."))


def _multiplied(match: re.Match[str]) -> str:
    return f"{_plain(match[1]) * _SCALES[match[2].lower()]:.0f}"


def same(one: Value, other: Value) -> bool | None:
    """Whether two short answers say the same; None where they can't be compared."""
    if bool(one.numbers) != bool(other.numbers):
        return None
    if one.numbers:
        return bool(one.numbers & other.numbers)
    if one.names and other.names:
        return bool(one.names & other.names)
    smaller = min(len(one.stems), len(other.stems))
    if smaller == 0:
        return None
    return len(one.stems & other.stems) / smaller >= SAME_WORDS
