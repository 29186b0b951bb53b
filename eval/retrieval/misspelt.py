"""A set's questions as people misspell them: a slip of the finger, a name written otherwise."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.text.words import STOP_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.retrieval.sets import PublicSet

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
# As transliterations differ: Soleimani and Suleimani, Muhandis and Muhandes, Hussein and Husein.
_VOWEL = re.compile(r"(?<=\w)[oiue](?=\w)")
_OTHER_VOWEL = {"o": "u", "u": "o", "i": "e", "e": "i"}
_DOUBLED = re.compile(r"(?<=\w)([b-df-hj-np-tv-z])\1")


# Sets that are also asked misspelt: one is enough to see what tolerance is worth.
MISSPELT = ("xquad",)


def misspelt(sets: Sequence[PublicSet]) -> list[PublicSet]:
    """What is asked besides some sets: with slips, and with names respelled."""
    chosen = [each for each in sets if each.name in MISSPELT]
    return [change(each) for each in chosen for change in (with_slips, with_names_respelled)]


def with_slips(public: PublicSet) -> PublicSet:
    """The set with two neighbouring letters of one longer word of each question changed over."""
    return _changed(public, "slips", lambda text, key: slip(text, random.Random(key)))


def with_names_respelled(public: PublicSet) -> PublicSet:
    """The set with longer names in its questions written otherwise: a vowel, a doubled letter."""
    return _changed(public, "respelled", lambda text, _: respelled(text))


def slip(text: str, chance: random.Random) -> str:
    """The text with two letters inside one of its longer words changed over, if it has one."""
    words = [
        match
        for match in _WORD.finditer(text)
        if len(match.group()) >= _SHORTEST and fold(match.group()) not in STOP_WORDS
    ]
    if not words:
        return text
    word = chance.choice(words)
    at = word.start() + chance.randrange(1, len(word.group()) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def respelled(text: str) -> str:
    """The text with its longer capitalised words, but for a first one, written otherwise."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if match.start() == 0 or not word[0].isupper() or len(word) < _SHORTEST or word.isupper():
            return word
        single = _DOUBLED.sub(r"\1", word)
        return _VOWEL.sub(lambda vowel: _OTHER_VOWEL[vowel.group()], single, count=1)

    return _WORD.sub(other, text)


def _changed(public: PublicSet, name: str, change: Callable[[str, str], str]) -> PublicSet:
    questions = tuple(replace(each, text=change(each.text, each.id)) for each in public.questions)
    return replace(public, name=f"{public.name}, {name}", questions=questions)
