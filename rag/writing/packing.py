"""Passages packed for a language model: numbered sentences with keys, within its context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from rag.answer.list_items import quoted
from rag.answer.render import day
from rag.types import Part
from rag.writing.orders import gives_orders
from rag.writing.units import citable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rag.llm.tokens import CountTokens
    from rag.types import Citation, FoundPassage, Passage, Span

# Marks by which article text could pass for a key or a bound.
_LOOKALIKE = str.maketrans("[]{}<>【】`|#", "()()‹›()'/ ")
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Packed:
    """What a model is shown: each key's quote, and the text between its bounds."""

    quotes: Mapping[str, Citation]
    text: str


@dataclass(frozen=True, slots=True)
class _Unit:
    passage: Passage
    span: Span

    @property
    def text(self) -> str:
        start = self.passage.start
        return self.passage.text[self.span.start - start : self.span.end - start]


def pack(
    found: Sequence[FoundPassage],
    first: Sequence[Citation],
    budget: int,
    count: CountTokens,
    comments: bool = False,
) -> Packed:
    """As many sentences as `budget` tokens hold, best first and none cut.

    Sentences that overlap the quotes of the answer, `first`, come before all others; then whole
    passages in the order in which they were found. Readers' comments are left out unless asked for.
    """
    units = list(_distinct(_ordered(found, first, comments)))
    kept: list[_Unit] = []
    left = budget - count(_bounded("", "0" * 8))
    headed: set[str] = set()
    for unit in units:
        cost = count(f"[AA99] {_shown(unit.text)}\n")
        if unit.passage.id not in headed:
            cost += count(_head(unit.passage) + "\n\n")
        if cost > left:
            continue
        left -= cost
        headed.add(unit.passage.id)
        kept.append(unit)
    return _packed(kept)


def _ordered(
    found: Sequence[FoundPassage], first: Sequence[Citation], comments: bool
) -> Iterator[_Unit]:
    passages = [
        each.passage for each in found if comments or each.passage.part is not Part.COMMENTS
    ]
    units = [_Unit(passage, span) for passage in passages for span in citable(passage)]
    for quote in first:
        for unit in units:
            if unit.passage.file == quote.file and _overlap(unit.span, quote):
                yield unit
    yield from units


def _overlap(span: Span, quote: Citation) -> bool:
    return span.start < quote.end and quote.start < span.end


def _distinct(units: Iterable[_Unit]) -> Iterator[_Unit]:
    """Each place of an article once, and each wording once."""
    places: set[tuple[str, int]] = set()
    wordings: set[str] = set()
    for unit in units:
        place, wording = (unit.passage.file, unit.span.start), " ".join(unit.text.split())
        if place in places or wording in wordings or not any(map(str.isalnum, wording)):
            continue
        places.add(place)
        wordings.add(wording)
        yield unit


def _packed(kept: Sequence[_Unit]) -> Packed:
    quotes: dict[str, Citation] = {}
    blocks = []
    passages = {unit.passage.id: unit.passage for unit in kept}
    for number, passage in enumerate(passages.values()):
        letters = _letters(number)
        own = sorted((u for u in kept if u.passage.id == passage.id), key=lambda u: u.span.start)
        lines = [_head(passage)]
        for place, unit in enumerate(own, start=1):
            key = f"{letters}{place}"
            quotes[key] = quoted(unit.passage, unit.span)
            lines.append(f"[{key}] {_shown(unit.text)}")
        blocks.append("\n".join(lines))
    text = "\n\n".join(blocks)
    return Packed(quotes, _bounded(text, _mark(text)))


def _letters(number: int) -> str:
    """A, B, … Z, AA, AB, …"""
    first, last = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _head(passage: Passage) -> str:
    title = _shown(passage.title)[:_LONGEST_TITLE]
    named = f", “{title}”" if title and not gives_orders(passage.title) else ""
    return f"Article of {day(passage.date)}{named}:" if passage.date else f"Undated article{named}:"


def _shown(text: str) -> str:
    """Article text on one line, without marks that could pass for a key or a bound."""
    return " ".join(text.translate(_LOOKALIKE).split())


def _mark(text: str) -> str:
    """A mark for the bounds that is nowhere in the text."""
    mark = sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    while mark in text:
        mark = sha256(mark.encode()).hexdigest()[:8]
    return mark


def _bounded(text: str, mark: str) -> str:
    return f"<<<ARTICLES {mark}>>>\n{text}\n<<<END OF ARTICLES {mark}>>>"


def without_bounds(text: str) -> str:
    """A text from outside on one line, for a place between other words of a prompt."""
    return re.sub(r"\s+", " ", text.translate(_LOOKALIKE)).strip()
