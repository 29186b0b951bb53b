"""Paragraphs of a text: its lines, with the lines of hard-wrapped text put back together."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from rag.types import Span

# The line ends that `str.splitlines` knows.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[^\S\n\r]*(?:\r\n|\n|\r)|[\f\u2029]")
_LIST_ITEM = re.compile(r"(?:[-*•>#|]|\(?\d{1,3}[.)]\s)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
# Not white to Python, yet nothing that a reader sees: byte order mark, zero-width space.
_UNSEEN = "\ufeff\u200b"
# Text is wrapped at widths around 60 to 80, rarely up to 100; longer lines are paragraphs.
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40
_LEAST_BREAKS = 3


def is_white(character: str) -> bool:
    """Whether a character shows nothing: white space, a byte order mark, a zero-width space."""
    return character.isspace() or character in _UNSEEN


def strip_span(text: str, start: int, end: int) -> Span | None:
    """The span without white space at either end; None where nothing is left."""
    while start < end and is_white(text[start]):
        start += 1
    while end > start and is_white(text[end - 1]):
        end -= 1
    return Span(start, end) if end > start else None


def paragraph_spans(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Paragraphs of `text[start:end]`, as spans of `text` without white space at their ends.

    A line is a paragraph, unless the whole text is wrapped at a width: then lines that were
    broken only because the next word did not fit belong together.
    """
    width = _wrap_width(text)
    joined: list[Span] = []
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        line = strip_span(text, match.start(), match.end())
        if line is None:
            continue
        if width and joined and _is_wrap(text, joined[-1], line, width):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(joined)


def _is_wrap(text: str, before: Span, line: Span, width: int) -> bool:
    gap = text[before.end : line.start]
    if _BLANK_LINE.search(gap) or _LIST_ITEM.match(text, line.start):
        return False
    last_line_start = max(text.rfind("\n", 0, before.end), text.rfind("\r", 0, before.end)) + 1
    return _is_full(text, Span(max(last_line_start, 0), before.end), line, width)


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    words = text[following.start : following.end].split(None, 1)
    return (line.end - line.start) + 1 + len(words[0]) > width


@lru_cache(maxsize=2)
def _wrap_width(text: str) -> int:
    """The width at which the text is wrapped; 0 where it is not.

    It is when nearly all line breaks inside its blocks stand where the next word did not fit,
    and half of them or more in the middle of a sentence.
    """
    matches = list(_LINE.finditer(text))
    lines = [Span(m.start(), m.start() + len(m.group().rstrip())) for m in matches]
    lines = [line for line in lines if line.end > line.start]
    width = max(
        (line.end - line.start for line in lines if " " in text[line.start : line.end].strip()),
        default=0,
    )
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    breaks = [
        (line, following)
        for line, following in pairwise(lines)
        if not _BLANK_LINE.search(text[line.end : following.start])
        and not _LIST_ITEM.match(text[following.start : following.end].lstrip())
    ]
    full = [pair for pair in breaks if _is_full(text, *pair, width)]
    inside = [line for line, _ in full if not _SENTENCE_END.search(text[line.start : line.end])]
    wrapped = (
        len(full) >= _LEAST_BREAKS
        and len(full) >= 0.75 * len(breaks)
        and len(inside) >= 0.5 * len(full)
    )
    return width if wrapped else 0
