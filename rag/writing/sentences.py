"""A model's reply as sentences with the keys of their quotes, as soon as each is whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.text.sentences import sentence_spans
from rag.writing.stripping import stripped, without_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEY = r"[A-Z]{1,2}\d{1,3}"
_KEYS = re.compile(rf"[\[(【]\s*({_KEY}(?:\s*(?:,|;|and|&)?\s*{_KEY})*)\s*[\])】]")
# "… were killed. [A1]": the keys belong before the full stop.
_IN_BRACKETS = rf"[\[(【]\s*{_KEY}[^\[\](){{}}【】]*[\])】]"
_AFTER_STOP = re.compile(rf"([.!?…][\"”’)]*)(\s*{_IN_BRACKETS}(?:[^\S\n]*{_IN_BRACKETS})*)")
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|$)", re.DOTALL | re.IGNORECASE)
_OPEN_THOUGHT = re.compile(r"<(think|thinking|reasoning)>(?!.*</\1>)", re.DOTALL | re.IGNORECASE)
# What may still become a key, a link, an image or a tag.
_OPEN = re.compile(r"[\[(【][^\])】\n]{0,40}$|\]\([^)\s]*$|!?\[[^\]\n]*\]?$|<[^<>\n]{0,200}$|!$")
_MAY_END = re.compile(r"[.!?…][\"”’)\]]*\s|\n")
# A stretch of this many characters without an end is no sentence.
LONGEST = 1_200
_ABSTAINS = "NOT IN THE ARTICLES"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a reply as plain text, the keys it names, and its words as they came."""

    text: str
    keys: tuple[str, ...]
    raw: str

    @property
    def abstains(self) -> bool:
        """Whether it is the line by which a model says that the articles don't answer."""
        return _ABSTAINS in self.text.upper()


def said(pieces: Iterable[str]) -> Iterator[Said]:
    """Each sentence once it is whole: the next one has begun, its line or the reply has ended."""
    buffer = ""
    for piece in pieces:
        buffer += piece
        if not _MAY_END.search(buffer) and len(buffer) < LONGEST:
            continue
        whole, buffer = _whole(buffer)
        yield from _sentences(whole)
    yield from _sentences(buffer)


def _whole(buffer: str) -> tuple[str, str]:
    """What of a buffer is whole sentences, and the rest."""
    if _OPEN_THOUGHT.search(buffer):
        return "", buffer[-LONGEST * 10 :]
    if len(buffer) >= LONGEST:
        return buffer, ""
    if _OPEN.search(buffer):
        return "", buffer
    buffer = _AFTER_STOP.sub(r"\2\1 ", without_markup(_THOUGHT.sub("", buffer)))
    lines, newline, last = buffer.rpartition("\n")
    spans = sentence_spans(last)
    # Keys may still follow the last one; what comes after it begins the next.
    start = spans[-1].start if spans else 0
    return lines + newline + last[:start], last[start:]


def _sentences(text: str) -> Iterator[Said]:
    text = _AFTER_STOP.sub(r"\2\1 ", without_markup(_THOUGHT.sub("", text)))
    for line in text.splitlines():
        for span in sentence_spans(line):
            raw = line[span.start : span.end]
            if any(map(str.isalpha, _KEYS.sub("", raw))):
                yield _said(raw)


def _said(raw: str) -> Said:
    keys = [key for match in _KEYS.finditer(raw) for key in re.findall(_KEY, match[1])]
    text = stripped(_KEYS.sub("", raw))
    return Said(text, tuple(dict.fromkeys(keys)), raw.strip())
