"""Bytes to text: UTF-8, a declared charset, or one that is found beyond doubt; never a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from rag.errors import ArticleUnreadableError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.02
_MOST_BROKEN = 0.001
# Two readings that differ are both possible when they look nearly alike to the detector.
_MESS, _COHERENCE = 0.05, 0.1

# charset-normalizer takes French for Central European and Polish for Western, so the commonest
# case, Western European text from Windows, is decided by its letters.
_WESTERN = "windows-1252"
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ",
        "äöüßé",
        "áéíóúüñªº",
        "áâãàçéêíóôõúüªº",
        "àèéìîòóù",
        "åäöæøéü",
        "ëïéèüöáó",
    )
)
# Foreign names in English make so many accents at most; in a language of its own they are more.
_FEW_ACCENTS = 0.015
_NOT_WESTERN = re.compile(
    r"[a-zß-ÿ][À-ÖØ-Þ]|\b[À-ÖØ-Þ][A-Z]+[a-z]|\w[¹²³¼½¾¿¡¤¦¨¯´¸†‡ˆ˜‰]\w|[¤¦¨¯´¸ˆ˜ÝÞðþ]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that it was found to be in where that is not UTF-8."""

    text: str
    found: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text that the bytes are.

    UTF-8 first, a byte order mark kept as U+FEFF; then what a mark or `declared` says; then what
    the bytes themselves leave no doubt about. Raises ArticleUnreadableError for what is no text,
    or could be read in two ways; its message has no subject.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, name), name)
    if b"\0" in data:
        raise ArticleUnreadableError("is not text but binary data; remove it, or rename it")
    text = _decoded(data, "utf-8")
    if text is not None:
        return _checked(text, None)
    if declared and (text := _decoded(data, declared)) is not None:
        return _checked(text, declared)
    if declared and declared.lower() in ("utf-8", "utf8"):
        return _mended(data)
    if (text := _decoded(data, _WESTERN)) is not None and _is_western(text):
        return _checked(text, _WESTERN)
    return _checked(*_detected(data))


def _mended(data: bytes) -> Decoded:
    """Text that says it is UTF-8, with U+FFFD for the few bytes that are not."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken > _MOST_BROKEN * len(text):
        raise ArticleUnreadableError("says that it is UTF-8 and is not; save it as UTF-8")
    return _checked(text, f"UTF-8 with {broken} broken characters")


def _detected(data: bytes) -> tuple[str | None, str]:
    matches = list(from_bytes(data))
    if not matches:
        raise ArticleUnreadableError("is not text in any known encoding; save it as UTF-8")
    best = matches[0]
    rivals = {
        str(each)
        for each in matches
        if each.chaos <= best.chaos + _MESS and each.coherence >= best.coherence - _COHERENCE
    }
    if len(rivals) > 1:
        raise ArticleUnreadableError(
            f"is not UTF-8, and could be {best.encoding} or another encoding; save it as UTF-8"
        )
    return str(best), best.encoding


def _is_western(text: str) -> bool:
    """Whether the accented letters are those of one Western European language, or strays."""
    if _NOT_WESTERN.search(text):
        return False
    letters = [character for character in text.lower() if character.isalpha()]
    accented = [letter for letter in letters if not letter.isascii()]
    return len(accented) <= _FEW_ACCENTS * len(letters) or any(
        alphabet.issuperset(accented) for alphabet in _ALPHABETS
    )


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _checked(text: str | None, found: str | None) -> Decoded:
    if text is None:
        raise ArticleUnreadableError(f"is not valid {found}; save it as UTF-8")
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise ArticleUnreadableError("is not text but binary data; remove it, or rename it")
    return Decoded(text, found)
