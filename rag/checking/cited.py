"""What a sentence is held against, and what is found wrong with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.text.words import words

if TYPE_CHECKING:
    from datetime import date

    from rag.text.words import Word

_ABBREVIATION = re.compile(r"\b((?:[A-Z]\.){2,})")
_QUOTE_MARKS = str.maketrans("“”„«»‘’‛`´", "\"\"\"\"\"'''''")
# What can't be seen can't be read, and is no reason for two words to differ.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote that a sentence names, with the date of its article."""

    text: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sentence can't be shown; `kind` is for counting, `reason` for a reader."""

    kind: str
    reason: str


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text in one form of quotation marks, digits and abbreviations ("U.S." as "US")."""
    unified = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_QUOTE_MARKS)
    return " ".join(_ABBREVIATION.sub(lambda match: match[1].replace(".", ""), unified).split())


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[Word, ...]:
    """The words of a text in that one form; each stands in `plain(text)`."""
    return words(plain(text))
