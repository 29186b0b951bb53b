"""How sure a text is of what it says, by its own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.types import Part, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

_WHAT_IS_DENIED = (
    r"(?:\s+(?:on \w+|yesterday|again|repeatedly|strongly|\w+ly))*\s+"
    r"(?:that\b|any\b|all\b|it\b|this\b|them\b|having\b|being\b|\w+ing\b|wrongdoing|responsib|involve|"
    r"knowledge|(?:the |these |those |such |his |her |its |their )?"
    r"(?:claim|report|accus|alleg|charge|rumou?r|story|account|existence|role|attack|strike))"
)
_IF_TRUE = (
    r"\bif (?:this|that|it|the report) (?:is|was|proves|turns out to be) (?:true|correct|right)\b"
)
_SIGNS: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern, re.IGNORECASE))
    for status, pattern in (
        (
            Status.UNCONFIRMED,
            r"\bunconfirmed\b|\bunverified\b|\bunclear\b|\brumou?r(?:s|ed)?\b"
            r"|\bnot (?:yet |officially )?(?:been )?(?:independently )?"
            r"(?:confirmed|verified|checked|clear)\b"
            r"|\b(?:nothing|none|neither|never|nobody)\b[^.;]{0,30}\b(?:confirmed|verified)\b"
            r"|\b(?:could|can|did|would|has|have|was|were|is|are)(?: ?not|n[’']t) "
            r"(?:yet )?(?:be(?:en)? )?(?:independently )?(?:verif|confirm)\w+"
            r"|\b(?:unable|declined|refused) to (?:\w+ly )?(?:verify|confirm)\b"
            r"|\bif (?:\w+ )?confirmed\b|\bconflicting (?:reports?|accounts?)\b"
            r"|\b(?:is|was) (?:not|still not) (?:yet )?(?:known|certain)\b"
            r"|\bis (?:said|believed|thought) to\b|\bare (?:said|believed|thought) to\b"
            rf"|{_IF_TRUE}|\breports are (?:still )?(?:coming in|fragmentary)\b|\bmy best guess\b",
        ),
        (
            Status.DENIED,
            rf"\bden(?:y|ies|ied|ying){_WHAT_IS_DENIED}|\b(?:has|have|had) denied\b|\bdenied[.,;”]"
            r"|\b(?:dismiss|reject|refut)(?:s|es|ed)? (?:the |these |those |such |any )?"
            r"(?:claim|report|accusation|allegation|rumou?r)s?\b|\bbaseless\b",
        ),
        (
            Status.ALLEGED,
            r"\balleg\w+\b|\baccus(?:e|es|ed|ing)\b|\bpurported\w*\b|\bsupposedly\b"
            r"|(?<!no group )(?<!no one )(?<!nobody )\bclaim(?:s|ed|ing)?\b"
            r"(?!\s+(?:(?:at least|[\d,]+|\w+)\s+)?(?:lives?|life)\b|s?\s+to\s+(?!have\b|be\b))"
            r"|\bblam(?:e|es|ed|ing)\b[^.;]{1,60}\b(?:for|on)\b",
        ),
        (
            Status.CONFIRMED,
            r"(?<!to )(?<!independently )\bconfirm(?:s|ed|ing)?\b(?!\s+(?:whether|if)\b)"
            r"|\bofficially announced\b|\bverified (?:by|that)\b",
        ),
        (
            Status.REPORTED,
            r"\breport(?:s|ed|edly|ing)?\b|\breprotedly\b|\baccording to\b"
            r"|\b(?:said|says|told|stated|announced|announces|warned|wrote|tweeted|added|insisted|argued|"
            r"acknowledged|admitted|declared)\b|\b(?:officials|sources|witnesses|police) say\b",
        ),
    )
)
# What stands under such a sentence is no surer than it, until the paragraph ends.
_FRAME = re.compile(
    r"^(?:According to|In)\s+(?:\w+,?\s+){0,2}(?:unconfirmed|unverified)\b|^Unconfirmed reports\b"
    rf"|{_IF_TRUE}",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|Such|Not only|Also|The)\b"
)
_OPINION = re.compile(
    r"\b(?:I|my|in my (?:opinion|view)|IMHO|I(?:’|')m|we (?:should|must)|should be)\b"
    r"|\bmy best guess\b"
)
_OPINION_PIECE = re.compile(
    r"^(?:opinion|op-ed|editorial|column|commentary|letters?)\b", re.IGNORECASE
)


def _own_status(text: str) -> Status | None:
    return next((status for status, pattern in _SIGNS if pattern.search(text)), None)


def is_opinion_piece(title: str) -> bool:
    """Whether a headline calls its article opinion."""
    return bool(_OPINION_PIECE.search(title))


def status_of(text: str, part: Part, before: Sequence[str] = (), title: str = "") -> Status | None:
    """The status that a quote's words give it; None where it just tells.

    `before` are the sentences before it in its paragraph, nearest last: one that holds on
    condition ("If this is true", "According to unconfirmed reports") holds for what goes on from
    it. `title` is the article's headline.
    """
    if part is Part.COMMENTS:
        return Status.OPINION
    own = _own_status(text)
    if own in (None, Status.REPORTED) and _GOES_ON.match(text) and _framed(before):
        return Status.UNCONFIRMED
    if own:
        return own
    if part is Part.POST:
        return Status.REPORTED
    return Status.OPINION if _OPINION.search(text) or is_opinion_piece(title) else None


def _framed(before: Sequence[str]) -> bool:
    """Whether a condition stands before, and each sentence since goes on from it."""
    for sentence in reversed(before):
        if _FRAME.search(sentence):
            return True
        if not _GOES_ON.match(sentence):
            return False
    return False
