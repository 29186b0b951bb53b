"""How sure a text is of what it says, by its own words."""

from __future__ import annotations

import re

from rag.types import Part, Status

_SIGNS: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern, re.IGNORECASE))
    for status, pattern in (
        (
            Status.UNCONFIRMED,
            r"\bunconfirmed\b|\bnot (?:yet )?(?:been )?(?:independently )?confirmed\b"
            r"|\b(?:could|can)(?: ?not|n[’']t) (?:be )?(?:independently )?(?:verif|confirm)\w+"
            r"|\bunverified\b|\bconflicting reports?\b|\bit is not known\b|\brumou?rs?\b"
            r"|\bis (?:said|believed|thought|rumou?red) to\b|\bare (?:said|believed|thought) to\b",
        ),
        (
            Status.DENIED,
            r"\bden(?:y|ies|ied|ying)\b|\bdismiss(?:es|ed)? (?:the )?(?:claim|report)s?\b",
        ),
        (
            Status.ALLEGED,
            r"\balleg\w+\b|\baccus(?:e|es|ed|ing)\b|\bpurported\w*\b|\bclaim(?:s|ed|ing)? that\b"
            r"|\bclaims?\b|\bclaimed\b|\bsupposedly\b",
        ),
        (
            Status.CONFIRMED,
            r"\bconfirm(?:s|ed)? (?:that|the|an?|his|her|their)?\b|\bofficially announced\b",
        ),
        (
            Status.REPORTED,
            r"\breport(?:s|ed|edly|ing)?\b|\breprotedly\b|\baccording to\b"
            r"|\bsaid\b|\bsays\b|\btold\b|\bstated\b|\bannounced\b",
        ),
    )
)
_OPINION = re.compile(
    r"\b(?:I|my|in my (?:opinion|view)|IMHO|I(?:’|')m|we should|should be)\b|\bmy best guess\b"
)


def status_of(text: str, part: Part) -> Status | None:
    """The status that a quote's own words give it; None where it just tells."""
    if part is Part.COMMENTS:
        return Status.OPINION
    for status, pattern in _SIGNS:
        if pattern.search(text):
            return status
    if part is Part.POST:
        return Status.REPORTED
    return Status.OPINION if _OPINION.search(text) else None
