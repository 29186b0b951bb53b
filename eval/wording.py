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


@lru_cache(maxsize=4096)
def _pattern(wording: str) -> re.Pattern[str]:
    words = plain(wording)
    before, after = r"(?<!\w)", r"(?!\w)"
    if words[:1].isdigit():
        before += r"(?<!\d[.,])"
    if words[-1:].isdigit():
        after += r"(?![.,]\d)"
    if re.match(rf"(?:{_UNITS})\b", words):
        before += r"(?<!ty-)"
    if words.endswith("ty"):
        after += rf"(?!-(?:{_UNITS})\b)"
    return re.compile(before + re.escape(words) + after)
