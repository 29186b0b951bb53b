"""Whether a wording stands in a text, whatever its case, spacing and typography."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
# What a character of the plain form can be in a text as written.
_WRITTEN = {
    "'": "['‘’‚‛′ʼ`´]",
    '"': '["“”„‟″«»]',
    "-": "[-‐‑‒–—―−]",
    " ": r"\s+",
}
_UNITS = "one|two|three|four|five|six|seven|eight|nine"


def plain(text: str) -> str:
    """Text with case, white space, quotation marks and dashes made alike."""
    alike = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).casefold()
    return " ".join(alike.split())


def holds(text: str, wording: str) -> bool:
    """Whether the wording stands in the text as whole words.

    A number doesn't stand inside a longer one: neither "6" in "60" or "6,000", nor "six" in
    "thirty-six", nor "thirty" in "thirty-six".
    """
    return _pattern(wording).search(plain(text)) is not None


def places(text: str, wording: str) -> list[tuple[int, int]]:
    """Where in a text, as it is written, the wording stands, as (start, end)."""
    return [match.span() for match in _pattern_as_written(wording).finditer(text)]


@lru_cache(maxsize=4096)
def _pattern(wording: str) -> re.Pattern[str]:
    words = plain(wording)
    return re.compile(_alone(words, re.escape(words)))


@lru_cache(maxsize=4096)
def _pattern_as_written(wording: str) -> re.Pattern[str]:
    words = plain(wording)
    written = "".join(_WRITTEN.get(each) or re.escape(each) for each in words)
    return re.compile(_alone(words, written), re.IGNORECASE)


def _alone(words: str, pattern: str) -> str:
    """The pattern where it is no part of a longer word or number."""
    before, after = r"(?<!\w)", r"(?!\w)"
    if words[:1].isdigit():
        before += r"(?<!\d[.,])"
    if words[-1:].isdigit():
        after += r"(?![.,]\d)"
    if re.match(rf"(?:{_UNITS})\b", words):
        before += r"(?<!ty-)"
    if words.endswith("ty"):
        after += rf"(?!-(?:{_UNITS})\b)"
    return before + pattern + after
