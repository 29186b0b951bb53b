"""What the engine says in English, said in the page's language.

The engine's answers are English by contract. What it says of its own, beside quotes, it says in a
few forms; a language lists them beside its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE_END = re.compile(r"(?<=[.:])\s+(?=[A-Z“])")
_VALUE = re.compile(r"\{(\w+)\}")


def in_language(said: str, forms: Sequence[tuple[str, str]]) -> str:
    """The same in other words, sentence by sentence or as a whole; as it is where no form fits.

    Forms are pairs of English and the other language, with the same names in braces; the first
    one that fits is taken, for the values in it as well.
    """
    sentences = _SENTENCE_END.split(said)
    each = [_fitted(sentence, forms) for sentence in sentences]
    whole = None if any(each) else _fitted(said, forms)
    return whole or " ".join(
        other or sentence for other, sentence in zip(each, sentences, strict=True)
    )


def _fitted(said: str, forms: Sequence[tuple[str, str]]) -> str | None:
    for english, other in forms:
        found = _pattern(english).fullmatch(said)
        if found is not None:
            values = {name: _fitted(v, forms) or v for name, v in found.groupdict().items()}
            return other.format(**values)
    return None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """A form as what it matches; a value goes no further than it has to."""
    fixed = _VALUE.split(form)
    return re.compile(
        "".join(
            f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece)
            for place, piece in enumerate(fixed)
        ),
        re.DOTALL,
    )
