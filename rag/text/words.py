"""Words of a text as a search sees them: folded, stemmed, without those that carry no meaning."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)?", re.UNICODE)
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")

STOP_WORDS = frozenset(
    """
    a about above after again against all also am an and any anyone anything are around as
    at be because been before being below between both but by can cannot could did do does
    doing done down during each either ever every everyone few for from further get gets
    give given gives go goes going got had has have having he her here hers herself him
    himself his how however i if in into is it its itself just let like made make makes many
    may me might mine more most much must my myself neither no nor not now of off on once
    one only or other others our ours ourselves out over own per please same she should
    since so some someone something such take taken than that the their theirs them
    themselves then there these they thing things this those through to too took under until
    up upon us use used very via was we were what whatever when where whether which while
    who whoever whom whose why will with within without would yet you your yours yourself
    yourselves don didn doesn isn wasn weren won tell say says said happen happened
    happening article articles according name named call called kind sort
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - snowballstemmer's own name


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text where it stands: `text[start:end]`, folded and stemmed."""

    surface: str
    folded: str
    stem: str
    start: int
    end: int

    @property
    def capitalised(self) -> bool:
        """True where the word is written like a name or an abbreviation."""
        return self.surface[:1].isupper()

    @property
    def numeric(self) -> bool:
        """True for digits."""
        return self.surface[:1].isdigit()


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Lower case, without accents and without a possessive ending."""
    bare = _POSSESSIVE.sub("", word)
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()


@cache
def _stemmer() -> _Stemmer:
    import snowballstemmer

    stemmer: _Stemmer = snowballstemmer.stemmer("english")
    return stemmer


@lru_cache(maxsize=100_000)
def stem(folded: str) -> str:
    """The Snowball English stem of a folded word, as in the lexical index."""
    return _stemmer().stemWord(folded)


def words(text: str) -> tuple[Word, ...]:
    """All words and numbers of a text, in order."""
    found = []
    for match in WORD.finditer(text):
        folded = fold(match.group())
        found.append(Word(match.group(), folded, stem(folded), match.start(), match.end()))
    return tuple(found)


def content_words(found: Iterable[Word]) -> tuple[Word, ...]:
    """Those that carry meaning: no stop words, no single letters."""
    return tuple(
        word
        for word in found
        if word.folded not in STOP_WORDS and (len(word.folded) > 1 or word.numeric)
    )


def count_words(text: str) -> int:
    """Words as a person counts them: runs between white space."""
    return len(text.split())
