"""Who did what to whom: the sides of a verb may not change places, unless its voice does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.checking.cited import Fault, plain, plain_words
from rag.text.words import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.checking.cited import Cited
    from rag.text.words import Word

_IRREGULAR = frozenset(
    """
    hit struck shot sent led won lost met took taken gave given made found held left built bought
    sold paid brought threw thrown flew drove driven beat beaten fought saw seen told hurt caught
    taught sought fed hid hidden set cut put ran run began broke broken chose chosen drew drawn
    forgave forgiven shook spoke stole struck swore tore woke wrote written killing blames backs
    holds kills leads owns says supports wants trains arms
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# Of a participle: "claimed by the group", "was later killed".
_BY = re.compile(r"^\s+by\s+(?!the time\b|\d)", re.IGNORECASE)
_AUX = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got)\s+(?:(?:\w+ly|also|later|then|not|first)\s+)*$",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"^\s*(?:$|[^\w\s\"]|(?:in|at|on|by|when|while|as|and|or|after|before|during|for|from|to|with|near|"
    r"that|late|early|of|over|under|because|since|until|if)\b)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;:()\"]|\.\s|\b(?:but|although|because|while|whereas|and then)\b")
# Content words on each side of a verb that count as its sides.
NEAR = 2


@dataclass(frozen=True, slots=True)
class Sides:
    """A verb's stem, the stems before and after it in its clause, and its voice.

    `passive` is None where neither a helping verb nor an object tells.
    """

    verb: str
    before: frozenset[str]
    after: frozenset[str]
    passive: bool | None


@lru_cache(maxsize=4096)
def sides(text: str) -> tuple[Sides, ...]:
    """Each word of a text that looks like a verb, with what stands on its two sides."""
    shaped, found = plain(text), plain_words(text)
    return tuple(_sides(shaped, found, place) for place, word in enumerate(found) if _is_verb(word))


def _is_verb(word: Word) -> bool:
    return not word.capitalised and (word.folded.endswith("ed") or word.folded in _IRREGULAR)


def _sides(text: str, found: Sequence[Word], place: int) -> Sides:
    verb = found[place]
    breaks = [match.end() for match in _CLAUSE_END.finditer(text, 0, verb.start)]
    start = breaks[-1] if breaks else 0
    ends = _CLAUSE_END.search(text, verb.end)
    end = ends.start() if ends else len(text)
    before = content_words(word for word in found[:place] if word.start >= start)[-NEAR:]
    after = content_words(word for word in found[place + 1 :] if word.end <= end)[:NEAR]
    rest = text[verb.end :]
    if _AUX.search(text[: verb.start]) or _BY.match(rest):
        passive: bool | None = True
    else:
        passive = None if _NO_OBJECT.match(rest) else False
    return Sides(
        verb.stem,
        frozenset(word.stem for word in before),
        frozenset(word.stem for word in after),
        passive,
    )


def role_fault(sentence: str, quotes: Sequence[Cited]) -> Fault | None:
    """A verb of the sentence whose sides have changed places, against every quote that has it."""
    given = [each for quote in quotes for each in sides(quote.text)]
    for own in sides(sentence):
        judged = [_swapped(own, other) for other in given if other.verb == own.verb]
        if True in judged and False not in judged:
            return Fault("role", f"the two sides of “{own.verb}” are the other way round")
    return None


def _swapped(one: Sides, other: Sides) -> bool | None:
    """Whether the sides have changed places; None where too little of them is shared to tell."""
    straight = len(one.before & other.before), len(one.after & other.after)
    crossed = len(one.before & other.after), len(one.after & other.before)
    if one.passive is None or other.passive is None:
        turned = False
        crossed = (0, 0) if one.passive is not other.passive else crossed
    else:
        turned = one.passive != other.passive
    kept, swapped = (crossed, straight) if turned else (straight, crossed)
    if all(swapped) and sum(swapped) > sum(kept):
        return True
    return False if any(kept) else None
