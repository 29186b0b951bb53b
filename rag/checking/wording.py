"""Wording: what stands in quotation marks is exact, and most words come from the quotes."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from rag.checking.cited import Fault, plain, plain_words
from rag.checking.vocabulary import REPORTING_STEMS
from rag.text.synonyms import synonyms
from rag.text.words import content_words, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.checking.cited import Cited
    from rag.text.words import Word

_AGE = re.compile(r"\b(\d+)[- ]years?[- ]old\b", re.IGNORECASE)
_QUOTED = re.compile(r"\"([^\"]+)\"")
# Of a sentence's telling words, at most this share may be in none of its quotes.
MOST_OWN = 0.34
# Verbs whose forms share no stem, and words that reports put for one another.
_FORMS = """
become became
begin began begun start started launch launched set
bear bore born
break broke broken
bring brought
build built
buy bought purchase purchased
catch caught
choose chose chosen
come came arrive arrived
cut
draw drew drawn
drive drove driven
fall fell fallen drop dropped
feel felt
fight fought
find found discover discovered
flee fled
fly flew flown
forbid forbade forbidden
get got receive received
go went gone
grow grew grown increase increased
hear heard
hide hid hidden
hit struck strike
hold held
keep kept
know knew known
lead led head heads headed
leave left
lie lay lain
lose lost
make made
mean meant
meet met
need needs require requires required
pay paid
rise rose risen
run ran
see saw seen
seek sought want wants wanted
sell sold
send sent
shake shook shaken
shoot shot fire fired
show shown showed
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
swear swore sworn
take took taken
teach taught
tear tore torn
think thought believe believed
throw threw thrown
wear wore worn
win won
withdraw withdrew withdrawn
write wrote written
usually rule normally
nearly almost
continue go resume resumed
mistaken taken mistook
help assist aid
aboard board
about around some approximately roughly
near close beside
try attempt attempted tried
end finish finished ended
"""
# Fewer words than this are alike by chance.
FEWEST_COPIED = 6


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
        changed = _changed(sentence, own, quote)
        if changed:
            return Fault("wording", f"“{changed}” is not the word of the quote")
    weight = sum(1 if word.folded in common else 2 for word in own)
    if own and weight > MOST_OWN * len(telling) + 1:
        return Fault("wording", f"“{own[0].surface}” and more of it is not in the quotes")
    return None


def _telling(sentence: str) -> list[Word]:
    # "A 23-year-old driver" and "a driver, 23," are one.
    told = _AGE.sub(r"\1", sentence)
    return [
        word
        for word in content_words(plain_words(told))
        if not word.numeric and word.stem not in REPORTING_STEMS
    ]


def _held(word: Word, given: set[str]) -> bool:
    return word.stem in given or bool(forms(word.stem) & given)


@cache
def _all_forms() -> dict[str, frozenset[str]]:
    groups = [frozenset(stem(word) for word in line.split()) for line in _FORMS.splitlines()]
    return {each: group for group in groups for each in group}


def forms(of: str) -> frozenset[str]:
    """Stems that stand for a stemmed word: its other forms, and what the news uses for it."""
    return synonyms(of) | _all_forms().get(of, frozenset())


def _changed(sentence: str, own: Sequence[Word], quote: Cited) -> str | None:
    """The one word changed in, or put into, a quote that is otherwise copied word for word.

    A copy may leave off what comes before and after it.
    """
    ours = [word.folded for word in plain_words(sentence)]
    theirs = [word.folded for word in plain_words(quote.text)]
    if len(ours) < FEWEST_COPIED:
        return None
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    inner = [
        step
        for step in steps
        if step[0] != "equal" and not (step[0] == "delete" and not ours[step[1] : step[2]])
    ]
    if inner and inner[0][0] == "insert" and inner[0][1] == 0:
        inner = inner[1:]
    if inner and inner[-1][0] == "insert" and inner[-1][1] == len(ours):
        inner = inner[:-1]
    if len(inner) != 1:
        return None
    kind, start, end, first, last = inner[0]
    changed = ours[start:end]
    if kind == "insert" or end - start != 1 or (kind == "replace" and last - first != 1):
        return None
    return next((word.surface for word in own if word.folded in changed), None)
