"""Where readers' comments begin under an article, and where each of them does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# So much of an article must stand before a heading can open its comments: above that, "12
# comments" is a link at the top of the page.
_WORDS_BEFORE = 40

# Each try reads to the end of the text; an article has few lists and few announced quotes.
_MOST_TRIED = 50

_HEADING = re.compile(
    r"(?:\d[\d,.]*\s+|(?:all|top|latest|recent|user|visitor|reader|readers)['’]?s?['’]?\s+){0,2}"
    r"comments(?:\s*[(\[]\d[\d,.]*[)\]]|\s+\d+|\s+(?:section|from readers|on .{1,200}))?"
    r"|1\s+comment(?:\s+on .{1,200})?"
    r"|\d[\d,.]*\s+(?:responses|replies|thoughts|reactions)(?:\s+(?:to|on)\s+.{1,200})?"
    r"|(?:leave|post|add|write)\s+(?:a|your)\s+(?:comment|reply|response)(?:\s+.{1,40})?"
    r"|join the (?:conversation|discussion)|what (?:our )?readers (?:say|think)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[^.!?\n]{1,60}\s(?:says|said|wrote|writes|commented|replied|on .{6,40} said)\s*:$"
)
_POSTED_AT = re.compile(
    r"(?:posted (?:by .{1,40})?(?:on|at)\b.*|.{0,60}\b\d{4}\s+(?:at\s+)?\d{1,2}:\d{2}.{0,20}"
    r"|.{0,60}\b\d+\s+(?:second|minute|hour|day|week|month|year)s?\s+ago)$",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:reply|report|like|upvote|permalink)(?:\s*[|·•↓↑]?\s*\w+){0,3}$", re.IGNORECASE
)
_NUMBERED = re.compile(r"[(\[]?(\d{1,4})[.)\]]+\s")
_TALKS_BACK = re.compile(
    r"thank(?:s| you) for (?:the|this|your)|!!!|\bIMH?O\b|\blol\b|\bmy cup of tea\b"
    r"|\b(?:great|good|excellent|nice|well[- ]written|interesting|terrible|poor|your)"
    r" (?:article|post|piece|analysis|read)\b"
    r"|\bI (?:think|agree|disagree|believe|hope|doubt|guess|am afraid|don['’]t (?:think|believe))\b"
    r"|\byou (?:are|miss|missed|forgot|forget|fail|failed|wrote|say|said|mention)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as the search for comments sees it: text, indentation in characters, whether
    it is page furniture."""

    text: str
    indent: int
    furniture: bool


@dataclass(frozen=True, slots=True)
class Comments:
    """The paragraphs from `start` on are comments; each of `first` opens one; `heading` is theirs.

    `start` counts the paragraph after the heading where there is one.
    """

    start: int
    first: frozenset[int]
    heading: str = ""


def find_comments(lines: Sequence[Line]) -> Comments | None:
    """The readers' comments at the end of an article, if it has any."""
    words = 0
    tried = 0
    for n, line in enumerate(lines):
        if words >= _WORDS_BEFORE:
            text = line.text.strip(" #*_:=-")
            if _HEADING.fullmatch(text):
                return Comments(n + 1, _openings(lines, n + 1), text)
            if tried < _MOST_TRIED and (_SAYS.fullmatch(line.text) or _number(line) == 1):
                tried += 1
                if _is_signed_talk(lines, n) or _is_numbered_talk(lines, n):
                    return Comments(n, _openings(lines, n))
        if not line.furniture:
            words += len(line.text.split())
    return None


def _is_signed_talk(lines: Sequence[Line], n: int) -> bool:
    """ "Name says:" with a time under it, or with more of its kind and reply buttons after it."""
    if not _SAYS.fullmatch(lines[n].text):
        return False
    if n + 1 < len(lines) and _POSTED_AT.fullmatch(lines[n + 1].text):
        return True
    rest = [line.text for line in lines[n:]]
    says = sum(bool(_SAYS.fullmatch(text)) for text in rest)
    return says >= 2 and any(_BUTTON.fullmatch(text) for text in rest)


def _is_numbered_talk(lines: Sequence[Line], n: int) -> bool:
    """A list that runs to the end of the text, and reads as people talking back to the author.

    The list has to come after the article's closing line ("Edited by …", "Share this"), or to
    be indented under its numbers; an article's own list of points is neither, or talks to no one.
    """
    if _number(lines[n]) != 1:
        return False
    expected = 2
    continued: list[Line] = []
    for line in lines[n + 1 :]:
        number = _number(line)
        if number == expected:
            expected += 1
        elif not line.furniture:
            continued.append(line)
    talk = sum(bool(_TALKS_BACK.search(line.text)) for line in lines[n:])
    if n and lines[n - 1].furniture:
        return talk >= 1 and (bool(continued) or expected > 2)
    indented = all(line.indent >= 2 for line in continued)
    return talk >= 2 and bool(continued) and indented and expected > 2


def _openings(lines: Sequence[Line], start: int) -> frozenset[int]:
    """Which paragraphs open a comment; every one, where nothing tells them apart."""
    rest = range(start, len(lines))
    says = {n for n in rest if _SAYS.fullmatch(lines[n].text)}
    posted = {n for n in rest if _POSTED_AT.fullmatch(lines[n].text) and n - 1 not in says}
    if says or posted:
        return frozenset({start, *says, *posted})
    numbered, expected = set(), 1
    for n in rest:
        if _number(lines[n]) == expected:
            numbered.add(n)
            expected += 1
    return frozenset(numbered or rest)


def _number(line: Line) -> int | None:
    match = _NUMBERED.match(line.text)
    return int(match[1]) if match else None
