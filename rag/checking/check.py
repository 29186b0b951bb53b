"""One sentence against the quotes it names: nothing that they don't say may reach a reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.checking.cited import Cited, Fault, plain, plain_words
from rag.checking.days import day_fault
from rag.checking.figures import figure_fault
from rag.checking.names import name_fault
from rag.checking.polarity import polarity_fault
from rag.checking.roles import role_fault
from rag.checking.wording import quotation_fault, wording_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A sentence of more words is no sentence.
LONGEST = 80
_ASKS = re.compile(r"\?\W*$")
_TO_THE_READER = re.compile(
    r"\b(?:I|I'm|I'll|I've|me|my|you|your|yours|as an AI|language model)\b", re.IGNORECASE
)


def fault(
    sentence: str, quotes: Sequence[Cited], common: frozenset[str] = frozenset()
) -> Fault | None:
    """Why a sentence can't be shown; None where its quotes say it, as far as code can tell.

    Held: every number, date and name is in the quotes; what is in quotation marks is exact; most
    words are the quotes' own; nothing is denied, or claimed for certain, that they don't; the
    sides of a verb have not changed places. `common` are words that the articles write small.
    """
    if not quotes:
        return Fault("source", "it names no quote")
    if len(sentence.split()) > LONGEST:
        return Fault("length", "it is too long to be checked")
    outside = re.sub(r"\"[^\"]*\"", '""', plain(sentence))
    if _ASKS.search(outside):
        return Fault("wording", "it asks instead of telling")
    if _TO_THE_READER.search(outside) and not any(
        _TO_THE_READER.search(plain(quote.text)) for quote in quotes
    ):
        return Fault("wording", "it speaks of itself or to the reader")
    return (
        figure_fault(sentence, quotes)
        or day_fault(sentence, quotes)
        or name_fault(sentence, quotes, common)
        or quotation_fault(sentence, quotes)
        or polarity_fault(sentence, quotes)
        or role_fault(sentence, quotes)
        or wording_fault(sentence, quotes, common)
    )


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Folded words that texts write small: no names, whatever a sentence starts with."""
    return frozenset(
        word.folded
        for text in texts
        for word in plain_words(text)
        if not word.capitalised and not word.numeric
    )
