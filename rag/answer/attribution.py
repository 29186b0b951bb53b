"""Who says what a sentence tells, as the sentence itself or the one before it has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_SOURCE = 10

_VERBS = """
said says told tells announced announces stated claimed alleged alleges confirmed confirms reported
denied denies warned warns added adds insisted insists argued argues acknowledged acknowledges
admitted admits noted wrote writes tweeted tweets posted suggested suggests declared declares
estimated believes believed accused accuses blamed blames dismissed rejected disputed recalled
explained explains testified vowed maintains maintained concluded concludes revealed disclosed
"""
_SAID = rf"(?:{'|'.join(_VERBS.split())})"
# Forms that are nouns as often as verbs: only before what is said.
_SAY = (
    r"(?:say|claim|report|confirm|warn|believe|argue|admit|suggest|insist|deny|claims|reports|states|"
    r"notes|estimates)(?=\s+(?:that|the|an?|its|his|her|their|there|it|he|she|they)\b)"
)
_ADVERBS = (
    r"(?:(?:also|have|has|had|now|later|then|earlier|since|first|\w+ly|itself|himself|herself)\s+)*"
)
_SPEAKS = re.compile(rf"\s+{_ADVERBS}(?:{_SAID}\b(?!\s+(?:by|to be|to have)\b)|{_SAY})")
# ", an army source said late on Friday." at the end, or ", he said," between two clauses.
_TAIL = re.compile(
    rf"[,”\"]\s+(?P<by>[^,;:—–“”()\"]{{2,100}}?)\s+{_ADVERBS}{_SAID}(?:\s+[^,;:—–“”()\"]{{1,40}})?[.]?$"
)
# "… was seen in 1998, said Deputy Head Dang Nguyen."
_INVERTED_TAIL = re.compile(
    r",\s+(?:said|says|added|adds|warned)\s+(?P<by>(?:(?!\b[a-z]+ed\b)[^,;:—–“”()\"]){2,80}?)\.?$"
)
_AFTER_QUOTE = re.compile(
    rf"(?:[?!”\"],?|,[”\"]?)\s+{_SAID}\s+(?P<by>[^,;:—–“”()\"]{{2,80}}?)"
    r"(?=[,;:—–“”()\"]|\.?$|\s+(?:who|late|after|during)\s)"
)
_END = r"(?=[,;:—–“”()]|\.?[\"”]?\s*$|\.\s|\s+(?:that|which|who|whose|and then)\s)"
_ACCORDING = re.compile(
    rf"\baccording to\s+(?P<by>[^,;:—–“”()]{{2,120}}?){_END}"
    r"|^In\s+(?P<reports>(?:\w+,?\s+){1,3}reports)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:reported|confirmed|claimed|announced|denied|alleged|verified|rejected|quoted|cited)"
    rf"\s+by\s+(?P<by>[^,;:—–“”().]{{2,80}}?)(?:{_END}|(?=\s+(?:as|on|in|to|and|after|before)\s))"
)
_REPORTING = re.compile(
    r"\bwith\s+(?P<by>[A-Z][^,;:—–“”()]{2,80}?)\s+(?:reporting|saying|claiming)\s+that\b"
)
_POSTER = re.compile(r"[—–-]{1,2}\s*(?P<by>[^\n()—–]{1,60}\s\(@\w{1,30}\))")
_BREAK = re.compile(r"[;:—–“”()\"]|,(?!\d)")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# A stretch with a verb or a clause of its own is no name of a speaker.
_CLAUSE = re.compile(
    r"\b(?:is|was|were|are|be|been|has|have|had|will|would|could|can|may|might|did|does|do|that|"
    r"which|who|whom|what|because|if|when|where|while|as|there|not)\b|\b(?:to|I|he|she|it|they|we|you)$"
)
_DETERMINER = (
    r"(?:the|an?|one|two|three|four|five|six|several|some|many|both|other|another|most|his|her|its|"
    r"their|our|senior|local|state|former|unnamed|anonymous|unconfirmed|separate|well-informed),?\s"
)
_SOURCE = (
    r"(?:officials|authorities|police|sources?|witnesses|residents|experts|analysts|media|reports|"
    r"critics|prosecutors|investigators|lawyers|ministers|doctors|activists|opponents|supporters|"
    r"researchers|scientists|television|neighbou?rs|officers|commanders|lawmakers)\b"
)
_TITLE = (
    r"(?:spokes\w+|chair\w*|president|minister|leader|general|commander|mayor|governor|chief|"
    r"director|lawyer|analyst|officer|secretary|sheriff|judge|superintendent)\s+[A-Z]"
)
_SPEAKER = re.compile(rf"{_DETERMINER}|{_TITLE}|[A-Z]|\d+\s+\w|(?:\w+\s){{0,2}}{_SOURCE}")
# Words that are written small where no sentence starts with them.
_COMMON_START = re.compile(rf"{_DETERMINER}|{_SOURCE}")
# "The league needed": a verb at the end.
_PAST = re.compile(r".*\s[a-z]+ed$")
_TRAILING = re.compile(r"\s+(?:already|still|also|both|all|yesterday|today|on [A-Z]\w+day)$")
_NOBODY = re.compile(
    r"^(?:(?:he|she|they|it|we|i|you|one|some|others|who|this|that|which|everyone|nobody|there|as)$|"
    r"(?:no|in|on|at|for|by|from|with|after|before|during|as|of|to|if|when|while|nothing|none|according|he|she|they|it|we|i)\s|.*[“”_])",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|And|But|So|Yet|However|Meanwhile|Also|Separately|Later|Earlier|Still|Now|Then|"
    r"Additionally|Instead|Usually|Today|Yesterday|Last (?:week|month|year|night))\s+)+"
    r"|^(?:On|In|By|At)\s+(?:\w+\s+){1,3}?(?=(?:the|an?|two|several|his|her|its|their)\s)"
)
_APPOSITION = re.compile(
    r"(?:an?|the|its|his|her|who|whose|which|now|then|once|formerly|\w+ing|among|\d+)\b"
)
# Words that say somebody else is speaking, without saying who.
_HEARSAY = re.compile(
    r"\breportedly\b|\breprotedly\b|\ballegedly\b|\b(?:is|are|was|were) (?:also )?(?:said|believed|"
    r"thought|reported|rumou?red|alleged|understood) to\b",
    re.IGNORECASE,
)


def _clean(by: str) -> str | None:
    """A source as it is shown; None where the words name nobody."""
    by = _TRAILING.sub("", _LEAD.sub("", by.strip(" .'’\"")).strip())
    if not _SPEAKER.match(by) or _NOBODY.match(by) or len(by.split()) > LONGEST_SOURCE:
        return None
    bare = re.fullmatch(_DETERMINER, f"{by} ", re.IGNORECASE)  # "The accused appeared"
    if bare or _CLAUSE.search(by) or _PAST.match(by):
        return None
    lowered = by[0].lower() + by[1:]
    return lowered if _COMMON_START.match(lowered) else by


def _subject(before: str) -> str | None:
    """The name at the end of what stands before a verb of saying; appositions are stepped over."""
    breaks = [match.end() for match in _BREAK.finditer(before)]
    stretch = before[breaks[-1] if breaks else 0 :].strip()
    if stretch:
        return _clean(stretch)
    pieces = [piece.strip() for piece in before.split(",") if piece.strip()]
    if len(pieces) < 2 or not (_APPOSITION.match(pieces[-1]) or pieces[-1][0].islower()):
        return _clean(pieces[-1]) if pieces else None
    # "Ann Lee, director of the fund, a unit of the bank, said": the name is the last in capitals.
    named = (each for each in reversed(pieces[:-1]) if not each[0].islower())
    return _clean(next(named, pieces[-2]))


def poster(text: str) -> str | None:
    """Who signs a social-media post ("Name (@handle)"); None where no signature stands."""
    match = _POSTER.search(text)
    return match["by"].strip() if match else None


def said_by(text: str) -> str | None:
    """Who speaks in a sentence by its own words ("an Iraqi army source"); None where nobody.

    The speaker of the sentence comes before a source that it names for one thing within it.
    """
    unquoted = _QUOTED.sub(lambda match: "“" + "_" * (len(match.group()) - 2) + "”", text)
    speakers = (_subject(unquoted[: match.start()]) for match in _SPEAKS.finditer(unquoted))
    return (
        poster(text)
        or _matched(_ACCORDING, text)
        or _matched(_TAIL, unquoted)
        or _matched(_INVERTED_TAIL, unquoted)
        or next(filter(None, speakers), None)
        or _matched(_PASSIVE, text)
        or _matched(_AFTER_QUOTE, unquoted)
        or _matched(_REPORTING, unquoted)
    )


def _matched(pattern: re.Pattern[str], text: str) -> str | None:
    """The first source that a pattern finds."""
    found = (_clean(next(filter(None, match.groups()))) for match in pattern.finditer(text))
    return next(filter(None, found), None)


def attribution(text: str, before: Sequence[str] = ()) -> str | None:
    """Who says it: by the text's own words, else by those of the sentence before.

    The sentence before counts only where this one shows that somebody speaks and doesn't say who:
    it is hearsay ("reportedly"), "he said", or goes on with a quotation. `before` are the sentences
    before it in its paragraph, nearest last.
    """
    own = said_by(text)
    if own or not before:
        return own
    if _HEARSAY.search(text) or said_namelessly(text) or _within_quotation(text, before):
        return said_by(before[-1])
    return None


def said_namelessly(text: str) -> bool:
    """Whether "he", "she", "they" or "it" speaks in a sentence."""
    outside = _QUOTED.sub("“”", text)
    return bool(re.search(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\s+{_ADVERBS}{_SAID}\b", outside))


def _within_quotation(text: str, before: Sequence[str]) -> bool:
    """Whether a quotation that the sentence before opened goes on here, or starts here alone."""
    opened = before[-1].count("“") > before[-1].count("”")
    return opened or (text.startswith("“") and text.rstrip().endswith("”"))
