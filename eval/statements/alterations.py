"""True sentences made false, one word or number at a time, by a seeded program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.checking.cited import plain
from rag.text.words import STOP_WORDS, fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from rag.checking.cited import Cited

KINDS = ("number", "date", "name", "negation", "role")

_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_CALENDAR = {word: tuple(names.split()) for names in (_MONTHS, _DAYS) for word in names.split()}
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - reads best
_DATE = re.compile(rf"\b(?:{'|'.join(_CALENDAR)}|(?:19|20)\d\d)\b")
_NUMBER = re.compile(rf"(?<![\w-])(?:\d[\d,]*(?:[.:]\d+)?|(?:{'|'.join(_WORDS)}))(?![\w-])", re.I)
_NAME = re.compile(r"(?<![\w@#-])[A-Z][\w'-]+(?:\s+(?:al-|el-)?[A-Z][\w'-]+)*")
_AUX = re.compile(
    r"\b(was|were|is|are|has|had|have|would|could|will|did|may|must)\b(?!\s+n(?:o|ot)\b)"
)
_NOT = re.compile(r"\s+(?:not|never)\b|n't\b|\b[Nn]o(?= [a-z])")
_OPPOSITES = (
    ("killed", "spared"),
    ("confirmed", "denied"),
    ("denied", "confirmed"),
    ("rejected", "accepted"),
    ("died", "survived"),
    ("accepted", "rejected"),
    ("closed", "opened"),
    ("opened", "closed"),
    ("alive", "dead"),
    ("wounded", "unhurt"),
    ("injured", "unharmed"),
    ("began", "ended"),
    ("supported", "opposed"),
    ("arrived", "left"),
    ("before", "after"),
    ("after", "before"),
)
_VERB = (
    r"(?:[a-z]+ed|hit|struck|shot|sent|led|won|met|took|gave|found|held|left|built|sold|paid|told|"
    r"saw)"
)
_NAMED = r"[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)*"
_PHRASE = rf"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is)\s(?:[\w'-]+\s){{0,2}}?[\w'-]+|{_NAMED})"
# A whole phrase on either side: nothing of it stands before the first or after the second.
_SIDES = re.compile(
    rf"(?:^|(?<=[,;:]\s)|(?<=\bthat\s)|(?<=\bwhen\s)|(?<=\band\s))(?P<one>{_PHRASE})"
    rf"(?P<verb>\s(?:had\s|have\s|has\s|was\s|were\s)?{_VERB}\s(?:by\s)?)(?P<other>{_PHRASE})"
    r"(?=[.,;:]|\s(?:in|at|on|near|for|with|to|from|and|towards|over|after|before|because|until|early)\b)"
)
_NO_NAME = frozenset(
    "The A An It Its His Her He She They In On At But And If That This Those These".split()  # noqa: SIM905 - a list of words reads best as words
)


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence that its quotes no longer say, and what was changed in it."""

    kind: str
    sentence: str
    original: str
    quotes: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that its quotes say."""

    sentence: str
    quotes: tuple[Cited, ...]


def alterations(sources: Sequence[Sentence], draw: Random) -> Iterator[Altered]:
    """For each sentence one alteration of each kind that it allows; the same for the same seed."""
    names = sorted({name for each in sources for name in _names(each.sentence)})
    for each in sources:
        shaped = plain(each.sentence)
        quoted = " ".join(plain(quote.text) for quote in each.quotes)
        for kind, made in (
            ("number", _another_number(shaped, quoted, draw)),
            ("number", _numbers_exchanged(shaped)),
            ("date", _another_date(shaped, quoted, draw)),
            ("name", _another_name(shaped, quoted, names, draw)),
            ("negation", _negated(shaped, draw)),
            ("negation", _unnegated(shaped)),
            ("negation", _turned(shaped)),
            ("role", _sides_exchanged(shaped)),
        ):
            if made and made != shaped:
                yield Altered(kind, made, each.sentence, each.quotes)


def _put(text: str, match: re.Match[str], word: str) -> str:
    return text[: match.start()] + word + text[match.end() :]


def _another_number(text: str, quoted: str, draw: Random) -> str | None:
    found = [m for m in _NUMBER.finditer(text) if not _DATE.fullmatch(m.group())]
    if not found:
        return None
    match = draw.choice(found)
    word = match.group()
    if word.lower() in _WORDS:
        others = [each for each in _WORDS if each not in quoted.lower()]
        other = draw.choice(others)
        return _put(text, match, other.capitalize() if word[0].isupper() else other)
    digits = re.sub(r"\D", "", word)
    other = str(int(digits) + draw.choice((1, 2, 10)))
    return _put(text, match, f"{word[:-2]}{(int(word[-2:]) + 7) % 60:02}" if ":" in word else other)


def _numbers_exchanged(text: str) -> str | None:
    found = [m for m in _NUMBER.finditer(text) if not _DATE.fullmatch(m.group())]
    if len(found) < 2 or found[0].group().lower() == found[1].group().lower():
        return None
    one, other = found[:2]
    if not re.search(r"[a-z]{4}", text[one.end() : other.start()]):
        return None
    return (
        text[: one.start()]
        + (other.group().capitalize() if one.group()[0].isupper() else other.group().lower())
        + text[one.end() : other.start()]
        + one.group().lower()
        + text[other.end() :]
    )


def _another_date(text: str, quoted: str, draw: Random) -> str | None:
    found = [m for m in _DATE.finditer(text) if m.group() != "May" or text[m.end() :][:1] == " "]
    if not found:
        return None
    match = draw.choice(found)
    if match.group().isdigit():
        return _put(text, match, str(int(match.group()) + draw.choice((-2, -1, 1, 2))))
    others = [each for each in _CALENDAR[match.group()] if each not in quoted]
    return _put(text, match, draw.choice(others))


def _names(text: str) -> list[str]:
    return [m.group() for m in _named(plain(text))]


def _named(text: str) -> list[re.Match[str]]:
    """Names within a sentence: runs of capitals, but not its first word alone."""
    return [
        match
        for match in _NAME.finditer(text)
        if match.start() > 0
        and not _DATE.search(match.group())
        and fold(match.group().split()[0]) not in STOP_WORDS - {"us"}
    ]


def _another_name(text: str, quoted: str, names: Sequence[str], draw: Random) -> str | None:
    found = _named(text)
    known = {stem(fold(word)) for word in re.findall(r"[\w']+", quoted)}
    others = [each for each in names if not _is_known(each, quoted, known)]
    if not found or not others:
        return None
    return _put(text, draw.choice(found), draw.choice(others))


def _is_known(name: str, quoted: str, known: set[str]) -> bool:
    """Whether the quotes have a word of a name in any form."""
    return any(word in quoted or stem(fold(word)) in known for word in re.split(r"[\s-]+", name))


def _negated(text: str, draw: Random) -> str | None:
    found = list(_AUX.finditer(text))
    if not found:
        return None
    match = draw.choice(found)
    return _put(text, match, f"{match.group()} not")


def _unnegated(text: str) -> str | None:
    match = _NOT.search(text)
    if not match:
        return None
    return _put(text, match, "some" if match.group().lower() == "no" else "")


def _turned(text: str) -> str | None:
    for word, opposite in _OPPOSITES:
        match = re.search(rf"\b{word}\b", text)
        if match and opposite not in text:
            return _put(text, match, opposite)
    return None


def _sides_exchanged(text: str) -> str | None:
    match = _SIDES.search(text)
    if not match or match["one"].lower() == match["other"].lower():
        return None
    one, other = match["one"], match["other"]
    if match.start() == 0:
        other, one = other[0].upper() + other[1:], _small(one)
    return text[: match.start()] + other + match["verb"] + one + text[match.end() :]


def _small(phrase: str) -> str:
    return phrase[0].lower() + phrase[1:] if phrase.split()[0] in _NO_NAME else phrase
