"""Numbers of a sentence: each must be in its quotes, counting the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.answer.values import in_digits
from rag.checking.cited import Fault, plain
from rag.text.words import content_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.checking.cited import Cited

# Words that count without a number.
_QUANTITIES = frozenset(
    """
    half halves quarter quarters third thirds dozen dozens double doubled twice thrice triple
    tripled couple pair both tens hundreds thousands millions billions scores majority minority
    most all every none nobody everyone everybody everything nothing several few many entire whole
    only always never
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_NO_NUMBER = (
    (re.compile(r"\bno one\b", re.IGNORECASE), "nobody"),
    # "Has not been seen by anyone": nobody has seen it.
    (re.compile(r"\bany(?:one|body)\b", re.IGNORECASE), "nobody"),
    # "Both Ana Lund and Ivo Holm" counts no more than "Ana Lund and Ivo Holm".
    (re.compile(r"\bboth\b(?=\s(?:[\w'.-]+\s){1,8}?and\b)", re.IGNORECASE), ""),
    # "Were first driven", "as first reported": an order of events, no number.
    (
        re.compile(r"(?<!the )(?<!its )(?<!his )(?<!her )(?<!their )(?<!\ba )\bfirst\b", re.I),
        "sooner",
    ),
    (re.compile(r"\b(?:a |the )?(?:single|lone|sole)\b", re.IGNORECASE), "one"),
    (re.compile(r"\byears?[- ]old\b", re.IGNORECASE), "of age"),
    (re.compile(r"\bone another\b", re.IGNORECASE), "each other"),
    (re.compile(r"\bas one of the\b", re.IGNORECASE), "among the"),
    (re.compile(r"\b(an?|per|every|each|the next) second\b", re.IGNORECASE), r"\1 moment"),
)
_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_FIGURE = re.compile(
    r"(?P<currency>[$£€¥])?\s?"
    r"(?:(?P<clock>\d{1,2}[:.]\d\d(?=\s*[ap]\.?m\b)|\d{1,2}:\d\d)"
    r"|(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?))"
    r"(?:(?P<scale>k|mn?|bn?|tn)\b|(?P<rank>st|nd|rd|th)\b)?"
    r"\s?(?P<percent>%|per ?cent\b)?"
    r"(?:\s*(?P<half>[ap])\.?m\b)?",
    re.IGNORECASE,
)
_UNITS = {
    name: unit
    for unit, names in {
        "kilometre": "km kilometre kilometres kilometer kilometers",
        "metre": "metre metres meter meters",
        "mile": "mile miles",
        "foot": "foot feet",
        "second": "second seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
        "decade": "decade decades",
        "dollar": "dollar dollars",
        "euro": "euro euros",
        "pound": "pound pounds",
        "dinar": "dinar dinars",
        "tonne": "tonne tonnes ton tons",
        "barrel": "barrel barrels",
        "kilogram": "kg kilogram kilograms",
        "degree": "degree degrees",
    }.items()
    for name in names.split()
}
_CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
_LEAST = r"at least|more than|over|no (?:fewer|less) than|not less than|upwards? of|exceed\w*"
_MOST = r"up to|as many as|at most|no more than|fewer than|less than|under|below|nearly|almost"
_BOUND = re.compile(rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))(?:\s+[a-z]+)?\s*$", re.IGNORECASE)
_OR_MORE = re.compile(r"^\s*(?:\w+\s)?(?P<least>or more\b)|^\+")
_CLAUSE_END = re.compile(r"[,;:()\"]|\.\s|\s[–—-]\s|\b(?:and|but|while|with|whereas|or)\b")
_OF_WHICH = re.compile(r"\s*of(?:\s+(?:the|its|his|her|their|these|those))?\s*", re.IGNORECASE)
# Content words on either side that say what a number counts.
NEAR = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number where it stands: its value, unit, bound, and stems of the words around it.

    `beside` has those up to the next number, each with its side. A time of day has the value
    "1:30" and the unit "a", "p" or "".
    """

    value: float | str
    unit: str
    bound: str
    near: frozenset[str]
    beside: frozenset[str]
    shown: str


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """The numbers that a text gives in digits or words, in order."""
    shaped = plain(text)
    for pattern, instead in _NO_NUMBER:
        shaped = pattern.sub(instead, shaped)
    digits = in_digits(shaped)
    found = list(_FIGURE.finditer(digits))
    return tuple(
        _figure(
            digits,
            match,
            found[place - 1].end() if place else 0,
            _following(digits, found, place),
        )
        for place, match in enumerate(found)
    )


def _following(text: str, found: Sequence[re.Match[str]], place: int) -> int:
    """Where what a number counts ends at the latest: at the next one, past "two of the six"."""
    end = found[place].end()
    for other in found[place + 1 :]:
        if not _OF_WHICH.fullmatch(text, end, other.start()):
            return other.start()
        end = other.end()
    return len(text)


def _figure(text: str, match: re.Match[str], last: int, following: int) -> Figure:
    before, after = _clause(text, match.start(), match.end())
    bound = _BOUND.search(text[: match.start()])
    least = (bound and bound["least"]) or _OR_MORE.search(text[match.end() :])
    value: float | str
    if match["clock"]:
        value, unit = match["clock"].replace(".", ":"), (match["half"] or "").lower()
    else:
        scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
        value = round(float(match["digits"].replace(",", "")) * scale, 6)
        unit = _unit(match, after)
    return Figure(
        value,
        unit,
        "least" if least else "most" if bound else "",
        _stems(before)[0] | _stems(after)[1],
        frozenset(
            f"{word} before"
            for word in _stems(before[max(0, len(before) - match.start() + last) :])[0]
        )
        | frozenset(f"{word} after" for word in _stems(after[: following - match.end()])[1]),
        match.group().strip(),
    )


def _unit(match: re.Match[str], after: str) -> str:
    if match["percent"]:
        return "percent"
    if match["currency"]:
        return _CURRENCIES[match["currency"]]
    if match["half"]:
        return match["half"].lower()
    following = re.match(r"[\s-]*([a-z]+)", after, re.IGNORECASE)
    return _UNITS.get(following[1].lower(), "") if following else ""


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a number in its clause."""
    breaks = [match.end() for match in _CLAUSE_END.finditer(text, 0, start)]
    after = _CLAUSE_END.search(text, end)
    return text[breaks[-1] if breaks else 0 : start], text[end : after.start() if after else None]


def _stems(stretch: str) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the last and of the first content words of a stretch."""
    found = [word.stem for word in content_words(words(stretch)) if not word.numeric]
    return frozenset(found[-NEAR:]), frozenset(found[:NEAR])


def figure_fault(sentence: str, quotes: Sequence[Cited]) -> Fault | None:
    """The first number or counting word of a sentence that its quotes don't give."""
    given = [figure for quote in quotes for figure in figures(quote.text)]
    for figure in figures(sentence):
        own = [each for each in given if _same(figure, each)]
        if not own:
            return Fault("number", f"the number {figure.shown} is not in the quotes")
        if figure.unit and not any(each.unit == figure.unit for each in own):
            return Fault("number", f"{figure.shown} is of something else in the quotes")
        if not any(each.bound == figure.bound for each in own):
            return Fault("number", f"the quotes say otherwise how exact {figure.shown} is")
        if _counts_another(figure, own, [each for each in given if each not in own]):
            return Fault("number", f"{figure.shown} counts something else in the quotes")
    added = _quantities(sentence) - {word for quote in quotes for word in _quantities(quote.text)}
    if added:
        return Fault("number", f"“{min(added)}” is not in the quotes")
    return None


def _same(one: Figure, other: Figure) -> bool:
    halves = {one.unit, other.unit} == {"a", "p"}
    return one.value == other.value and not halves


def _counts_another(figure: Figure, own: Sequence[Figure], others: Sequence[Figure]) -> bool:
    """Whether the words around a number fit another number of the quotes, and not its own."""
    fits = max(len(figure.near & each.near) for each in own)
    elsewhere = max((len(figure.near & each.near) for each in others), default=0)
    if (fits == 0 and elsewhere > 0) or elsewhere >= fits + 2:
        return True
    beside = max(len(figure.beside & each.beside) for each in own)
    return beside == 0 and any(len(figure.beside & each.beside) > 1 for each in others)


def _quantities(text: str) -> set[str]:
    return set(_quantity_words(text))


def _quantity_words(text: str) -> Iterator[str]:
    shaped = plain(text)
    for pattern, instead in _NO_NUMBER:
        shaped = pattern.sub(instead, shaped)
    for word in words(in_digits(shaped)):
        if word.folded in _QUANTITIES:
            yield word.folded
