"""A model's text as plain words: no links, images, markup or scripts."""

from __future__ import annotations

import html
import re

_SCRIPT = re.compile(r"<(script|style|iframe|object|svg|math)\b.*?(?:</\1\s*>|$)", re.I | re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.S)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*(?:>|$)")
_IMAGE = re.compile(r"!\[[^\]]*\]\s*(?:\([^)]*(?:\)|$)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\]\s*\([^)]*(?:\)|$)")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s*\S+.*$", re.M)
_ADDRESS = re.compile(
    r"<?\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.|(?:javascript|data|mailto|vbscript):)\S*", re.I
)
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`+|~~)(?=\S)(.+?)(?<=\S)\1")
_LINE_START = re.compile(r"^\s*(?:[-*•–>#|]+\s+|\d{1,2}[.)]\s+)+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# A name of a computer, with or without its path, or a mail address.
_HOST = re.compile(
    r"\b[\w.+-]+@[\w.-]+\.\w+|\b(?:[\w-]+\.)+(?:com|net|org|io|info|biz|dev|app|ai|co|ru|cn|xyz|top|"
    r"site|online|link|click|me|uk|de|eu|us|gov|edu)\b(?:/\S*)?",
    re.IGNORECASE,
)
_BEFORE_STOP = re.compile(r"\s+([.,;:!?])(?!\w)")
# Taking one thing out can join what stood around it to another.
_MOST_ROUNDS = 5


def stripped(text: str) -> str:
    """Plain text of what a model wrote: what a link says stays, where it leads does not."""
    words = " ".join(_LINE_START.sub("", without_markup(text)).split())
    return _BEFORE_STOP.sub(r"\1", words)


def without_markup(text: str) -> str:
    """The text without scripts, tags, images, addresses and emphasis; its lines stay."""
    for _ in range(_MOST_ROUNDS):
        before = text
        text = _UNSEEN.sub("", html.unescape(text))
        for pattern in (_SCRIPT, _COMMENT, _TAG, _IMAGE, _DEFINITION):
            text = pattern.sub(" ", text)
        text = _EMPHASIS.sub(r"\2", _ADDRESS.sub(" ", _LINK.sub(r"\1", text)))
        if text == before:
            break
    return text


def addresses(text: str) -> tuple[str, ...]:
    """Names of computers and mail addresses in a text."""
    return tuple(match.group() for match in _HOST.finditer(text))
