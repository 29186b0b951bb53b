"""Whether a sentence holds the kind of thing a question asks for: a number, a time, a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.question.query import Wanted
from rag.text.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Set

    from rag.text.words import Word

_NUMBER_WORD = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|"
    r"thousands?|millions?|billions?|dozens?|half|third|quarter|single|one|several|double|twice"
)
_NUMBER = re.compile(rf"\b(?:{_NUMBER_WORD})\b|[$€£]?\d[\d,.]*%?", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_MONTH = (
    r"january|february|march|april|june|july|august|september|october|november|december|"
    r"jan\.|feb\.|aug\.|sept\.|oct\.|nov\.|dec\."
)
_TIME = re.compile(
    rf"\b(?:{_MONTH})|(?<=\d )(?-i:May)\b|\b(?-i:May)(?= \d)"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:19|20)\d\d\b"
    r"|\b\d{1,2}(?::\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.)|\b\d{1,2}:\d\d\b|\b(?:yesterday|today|tonight|"
    r"tomorrow|midnight|noon|dawn|century|decade)\b|\b(?:last|next|this)\s+(?:week|month|year|night)\b"
    r"|\b(?:hours?|days?|weeks?|months?|years?)\s+(?:ago|later|earlier|before|after)\b|\b\d+(?:h|hrs?)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|as a result|in response|response to|retaliat\w+|after|"
    r"following|so that|in order to|to (?:avoid|prevent|stop|divert|allow|protect|deter|force|keep|"
    r"make|send|get|limit)|reason|caused?|prompted|led to|therefore|thus|given (?:that|the)|"
    r"accus\w+|blam\w+|aim\w*|seek\w*|sought|want\w*|intend\w*|for (?:its|his|her|their))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|north|south|east|west|outside|inside|from|to|into|over|across|around|of|toward"
    r"s?)\s+(?:the\s+|of\s+|central\s+|downtown\s+|northern\s+|southern\s+|eastern\s+|western\s+)*"
    r"[A-Z]|\b(?:neighbou?rhood|province|district|border|airport|base|perimeter|governorate|city)\b"
)
_SMALL_UNITS = re.compile(r"^\d{1,2}(?:st|nd|rd|th)?$")


def _has_number(text: str, asked: Set[str]) -> bool:
    for found in _NUMBER.finditer(text):
        token = found.group().lower().strip(".,")
        if token in asked or _YEAR.match(token):
            continue
        before = text[max(0, found.start() - 12) : found.start()].lower()
        if _SMALL_UNITS.match(token) and re.search(rf"(?:{_MONTH}|may)\s*$", before):
            continue
        return True
    return False


def _has_name(found: tuple[Word, ...], asked: Set[str]) -> bool:
    """A capitalised word that the question doesn't hold and that isn't only a sentence's start."""
    return any(
        word.capitalised
        and word.folded not in asked
        and word.folded not in STOP_WORDS
        and (position > 0 or word.surface[1:].isupper() or _followed_by_name(found, position))
        for position, word in enumerate(found)
    )


def _followed_by_name(found: tuple[Word, ...], position: int) -> bool:
    return position + 1 < len(found) and found[position + 1].capitalised


def holds_wanted(
    wanted: Wanted, text: str, found: tuple[Word, ...], asked: Set[str]
) -> bool | None:
    """Whether `text` holds what `wanted` names, beyond the folded words the question itself has.

    None where the question asks for nothing that can be recognised.
    """
    checks: dict[Wanted, Callable[[], bool]] = {
        Wanted.NUMBER: lambda: _has_number(text, asked),
        Wanted.TIME: lambda: any(
            match.group().lower() not in asked for match in _TIME.finditer(text)
        ),
        Wanted.REASON: lambda: bool(_REASON.search(text)),
        Wanted.PERSON: lambda: _has_name(found, asked),
        Wanted.PLACE: lambda: bool(_PLACE.search(text)) and _has_name(found, asked),
    }
    check = checks.get(wanted)
    return check() if check else None
