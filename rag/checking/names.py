"""Names of a sentence: each must stand in its quotes, with the words it stands with there."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from rag.answer.values import in_digits
from rag.checking.cited import Fault, plain
from rag.checking.vocabulary import is_common
from rag.text.days import MONTHS
from rag.text.words import STOP_WORDS, content_words, fold, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.checking.cited import Cited

_TOKEN = re.compile(r"@?[^\W\d_][\w'.]*[\w]|[^\W\d_]")
_START = re.compile(r"(?:^|[.!?:]\s|\"\s?|\n)[\"'(\[]*$")
_CALENDAR = frozenset(MONTHS) | frozenset(day.lower() for day in calendar.day_name)
# Written with a capital or without, as each newspaper likes.
_OFFICES = frozenset(
    stem(word)
    for word in """
    president premier minister general colonel commander governor mayor parliament government
    congress senate assembly council ministry embassy army navy police pentagon state guard church
    court supreme north south east west northern southern eastern western
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_JOINED = re.compile(r"[\s-]+(?:(?:al|el|bin|ibn|abu|of|the|de|van|von)[\s-]+)*")
_CLAUSE_END = re.compile(
    r"[,;:()\"]|\.\s|\s[–—-]\s|\b(?:and|but|while|with|whereas|or|who|that|"
    r"said|says|told|announced|claimed|reported|warned|added|denied|confirmed)\b"
)
NEAR = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words; `start` and `end` count characters of `plain(text)`.

    `words` are its folded words. `opens` says that it starts a sentence, where every word is
    written with a capital.
    """

    shown: str
    words: tuple[str, ...]
    start: int
    end: int
    opens: bool


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Name, ...]:
    """The runs of capitalised words in a text, in order; numbers and small words are no part."""
    shaped = plain(text)
    runs: list[list[re.Match[str]]] = []
    for token in _TOKEN.finditer(shaped):
        if not _is_capitalised(token.group()):
            continue
        if runs and _JOINED.fullmatch(shaped, runs[-1][-1].end(), token.start()):
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(_name(shaped, run) for run in runs)


def _is_capitalised(token: str) -> bool:
    return token[0].isupper() or token.startswith("@") or any(map(str.isupper, token[1:]))


def _name(text: str, run: list[re.Match[str]]) -> Name:
    start, end = run[0].start(), run[-1].end()
    opens = bool(_START.search(text[:start]))
    keys = [_key(token.group(), opens and token is run[0]) for token in run]
    return Name(text[start:end], tuple(keys), start, end, opens)


def _key(token: str, opens: bool = False) -> str:
    """A token folded, but for what only its capitals tell from a small word: US, March, Will."""
    folded = fold(token)
    if token[0].isupper() and folded in _CALENDAR:
        return folded.capitalize()
    if folded not in STOP_WORDS or not token[0].isupper():
        return folded
    if token.isupper() and len(token) > 1:
        return token
    return folded if opens else folded.capitalize()


def name_fault(
    sentence: str, quotes: Sequence[Cited], common: frozenset[str] = frozenset()
) -> Fault | None:
    """The first name of a sentence that its quotes don't have, or have for something else.

    Spelling counts, but for accents, a plural or a possessive. `common` are folded words that the
    articles write small; a sentence may begin with one of them.
    """
    known = {word for quote in quotes for word in _word_keys(quote.text)}
    runs = [name.words for quote in quotes for name in names(quote.text)]
    small = {word for quote in quotes for word in _small(quote.text)}
    for name in names(sentence):
        proper = tuple(_proper(name, small, known, common))
        lacking = next((word for word in proper if not {word, stem(word)} & known), None)
        if lacking:
            return Fault("name", f"the name “{lacking}” is not in the quotes")
        together = tuple(word for word in proper if word.lower() not in _CALENDAR)
        if len(together) > 1 and not any(_within(together, run) for run in _joined(runs)):
            return Fault("name", f"nobody is called “{name.shown}” in the quotes")
    return _misplaced(sentence, quotes, small)


def _proper(name: Name, small: set[str], known: set[str], common: frozenset[str]) -> Iterator[str]:
    """The words of a run that are names: the quotes don't write them small."""
    for place, word in enumerate(name.words):
        if len(name.words) == 1 and not name.opens and _is_small_only(word, small, known):
            yield name.shown
        if word in small or stem(word) in small or word in STOP_WORDS:
            continue
        if in_digits(word) != word:  # "Seven"
            continue
        if place == 0 and name.opens and word not in known and is_common(word, common):
            continue
        yield word


def _is_small_only(word: str, small: set[str], known: set[str]) -> bool:
    """Whether the quotes have a lone name only as a small word: a town for a verb."""
    return (
        word in small
        and f"{word} as a name" not in known
        and word not in STOP_WORDS
        and stem(word) not in _OFFICES
    )


def _word_keys(text: str) -> set[str]:
    named = {f"{word} as a name" for name in names(text) for word in name.words}
    return named | {key for word in _folded(text) for key in (word, stem(word))}


def _folded(text: str) -> set[str]:
    tokens = [match.group() for match in _TOKEN.finditer(plain(text))]
    pieces = [piece for token in tokens for piece in token.split(".") if piece]
    return {_key(token) for token in (*tokens, *pieces)}


def _small(text: str) -> set[str]:
    """Folded words and stems that a text writes small."""
    tokens = [match.group() for match in _TOKEN.finditer(plain(text))]
    small = {fold(token) for token in tokens if not _is_capitalised(token)}
    return small | {stem(word) for word in small}


def _joined(runs: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each run, with its words as stems beside."""
    for run in runs:
        yield run
        yield tuple(stem(word) for word in run)


def _within(proper: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """Whether a name's words stand in a run of the quotes, in that order."""
    place = iter(run)
    return all(
        any(word in (each, stem(each)) or stem(word) == each for each in place) for word in proper
    )


def _misplaced(sentence: str, quotes: Sequence[Cited], small: set[str]) -> Fault | None:
    """Two names that have changed places: each stands with words of the other in the quotes."""
    given = [pair for quote in quotes for pair in _placed(quote.text, small)]
    own = [(key, near) for key, near in _placed(sentence, small) if not _fits(key, near, given)]
    for (one, its), (other, others) in combinations(own, 2):
        if one & other:
            continue
        if _fits(other, its, given) and _fits(one, others, given):
            both = " and ".join(" ".join(sorted(key)) for key in (one, other))
            return Fault("role", f"“{both}” have changed places")
    return None


def _fits(
    key: frozenset[str],
    near: frozenset[str],
    given: Sequence[tuple[frozenset[str], frozenset[str]]],
) -> bool:
    """Whether a name stands with some of these words in the quotes."""
    return any(near & words_there for name, words_there in given if name & key)


def _placed(text: str, small: set[str]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Each name's own words, and the stems of the words from there to the next name or clause,
    each with its side.
    """
    shaped = plain(text)
    found = []
    runs = names(text)
    for place, name in enumerate(runs):
        key = frozenset(word for word in name.words if word not in small | STOP_WORDS)
        if not key:
            continue
        first = runs[place - 1].end if place else 0
        last = runs[place + 1].start if place + 1 < len(runs) else len(shaped)
        breaks = [match.end() for match in _CLAUSE_END.finditer(shaped, first, name.start)]
        after = _CLAUSE_END.search(shaped, name.end, last)
        before = shaped[breaks[-1] if breaks else first : name.start]
        behind = shaped[name.end : after.start() if after else last]
        near = [f"{stem} before" for stem in _stems(before)[-NEAR:]]
        near += [f"{stem} after" for stem in _stems(behind)[:NEAR]]
        found.append((key, frozenset(near)))
    return found


def _stems(stretch: str) -> list[str]:
    return [
        word.stem
        for word in content_words(words(stretch))
        if not (word.numeric or word.capitalised)
    ]
