"""Wording: what stands in quotation marks is exact, and most words come from the quotes."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rag.checking.cited import Fault, plain, plain_words
from rag.checking.vocabulary import REPORTING_STEMS
from rag.text.synonyms import synonyms
from rag.text.words import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.checking.cited import Cited
    from rag.text.words import Word

_QUOTED = re.compile(r"\"([^\"]+)\"")
# Of a sentence's telling words, at most this share may be in none of its quotes.
MOST_OWN = 0.34
# A sentence with this share of a quote's words in their order is that quote: a word put in or
# changed there is an altered quote.
VERBATIM, FEWEST_VERBATIM = 0.8, 6


def quotation_fault(sentence: str, quotes: Sequence[Cited]) -> Fault | None:
    """Words in quotation marks that stand in none of the quotes, letter for letter."""
    shaped = plain(sentence)
    if shaped.count('"') % 2:
        return Fault("quotation", "a quotation is opened and not closed")
    texts = [plain(quote.text) for quote in quotes]
    for match in _QUOTED.finditer(shaped):
        said = match[1].strip(" .,;:!?")
        if said and not any(said in text or _uncapitalised(said, text) for text in texts):
            return Fault("quotation", f"“{match[1]}” is not what the quotes say")
    return None


def _uncapitalised(said: str, text: str) -> bool:
    """Whether it stands there but for the case of its first letter."""
    return said[0].swapcase() + said[1:] in text


def wording_fault(
    sentence: str, quotes: Sequence[Cited], common: frozenset[str] = frozenset()
) -> Fault | None:
    """A sentence of which too little is in its quotes, or that changes a word of one.

    A word of none of the quotes counts double where the articles don't know it either; `common`
    are folded words of theirs.
    """
    telling = _telling(sentence)
    if not telling:
        return Fault("wording", "it says nothing that the quotes could show")
    given = {word.stem for quote in quotes for word in plain_words(quote.text)}
    own = [word for word in telling if not _held(word, given)]
    for quote in quotes if own else ():
        changed = _changed(telling, own, quote)
        if changed:
            return Fault("wording", f"“{changed}” is not the word of the quote")
    weight = sum(1 if word.folded in common else 2 for word in own)
    if own and weight > MOST_OWN * len(telling) + 1:
        return Fault("wording", f"“{own[0].surface}” and more of it is not in the quotes")
    return None


def _telling(sentence: str) -> list[Word]:
    return [
        word
        for word in content_words(plain_words(sentence))
        if not word.numeric and word.stem not in REPORTING_STEMS
    ]


def _held(word: Word, given: set[str]) -> bool:
    return word.stem in given or bool(synonyms(word.stem) & given)


def _changed(telling: Sequence[Word], own: Sequence[Word], quote: Cited) -> str | None:
    """A word put into, or changed in, a quote that is otherwise repeated in its order."""
    if len(telling) < FEWEST_VERBATIM:
        return None
    theirs = [word.stem for word in _telling(quote.text)]
    ours = [word.stem for word in telling]
    same = sum(
        block.size
        for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    )
    return own[0].surface if same >= VERBATIM * len(ours) else None
