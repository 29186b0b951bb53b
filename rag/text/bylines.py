"""Lines that say who wrote an article."""

from __future__ import annotations

import re

_NAME_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|(?:al|el|bin|ibn|van|von|de|da|di|der|den|le|la)\b)"
NAME = rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}}"
_KIND = (
    r"(?:[Aa]n?\s+)?(?:[Ss]pecial\s+|[Ee]xclusive\s+)?(?:[Ww]ritten|[Ww]ords|[Tt]ext|[Ss]tory"
    r"|[Rr]eport|[Aa]nalysis|[Oo]pinion|[Cc]omment(?:ary)?|[Cc]olumn|[Ii]nterview|[Pp]rofile|[Rr]eview|[Ee]ssay)"
)
_BYLINE = re.compile(
    rf"(?:{_KIND}\s+by|By|BY|Author:)\s+"
    rf"(?P<names>{NAME}(?:(?:,\s+{NAME}){{1,4}},?)?(?:\s+(?:and|AND|&)\s+{NAME})?)"
    r"\s*(?P<rest>(?:[:|@(·•,—–-].*)?)$"
)
_TIMES = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Christmas|Then|Now|The|This|That)\b",
    re.IGNORECASE,
)


def read_byline(line: str) -> tuple[str, str] | None:
    """The author or authors that a byline names, and what it says after them."""
    match = _BYLINE.match(line)
    if match is None or len(line.split()) > 20 or _TIMES.match(match["names"]):
        return None
    names = match["names"]
    if " and " not in names and " & " not in names:
        names = names.split(",")[0]
    return names.strip(" ,.") if not names.isupper() else names.title(), match["rest"]
