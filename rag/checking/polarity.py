"""Denial and doubt: what quotes deny a sentence may not claim, nor the other way round.

Read off cues and the words after them, without a parser.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.checking.antonyms import apart, opposites
from rag.checking.cited import Fault, plain, plain_words
from rag.text.synonyms import PLACE_WORDS, synonyms
from rag.text.words import content_words, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.checking.cited import Cited
    from rag.text.words import Word

_NEGATES = frozenset(
    """
    no not never nobody none neither nor nothing nowhere without cannot hardly barely scarcely
    rarely unable
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# Verbs and adjectives that deny what they are said of, on whichever side it stands.
_DENIES = frozenset(
    """
    deny denied denies denying denial refuse refused refuses refusing decline declined declines
    reject rejected rejects rejecting dismiss dismissed dismisses refute refuted fail failed fails
    failing lack lacked lacks lacking prevent prevented avoid avoided baseless false untrue wrong
    incorrect inaccurate unclear unknown uncertain unconfirmed unverified unsubstantiated
    disputed wrongly falsely mistakenly incorrectly erroneously
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_DOUBTS = frozenset(
    """
    may might could would should shall will if whether unless possibly perhaps probably likely
    apparently plan plans planned planning expect expects expected threaten threatens threatened
    intend intends intended want wants wanted hope hopes hoped believe believes believed suspect
    suspects suspected suggest suggests suggested consider considered considering propose proposed
    demand demanded ask asked urge urged order ordered tried try attempt attempted
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# "Had not yet left when it fell" and "it fell before he had left" are one.
_NOT_YET = re.compile(r"(?:\bnot|n't) yet\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:before|until|still|yet)\b", re.IGNORECASE)
_TO_THAT_END = re.compile(r"\bin order$")
_SCOPE_ENDS = re.compile(
    r"[;:()]|\.\s|,(?!\s(?:or|nor)\b)|\b(?:but|although|though|because|while|whereas|and|when|until|"
    r"after|before|since|so)\b",
    re.IGNORECASE,
)
# Content words after a cue that it bears on; a denial's reach is longer than that of "not".
REACH, DENIAL_REACH, TAKEN_BACK = 4, 6, 12
# Of the words that a quote denies a sentence has to repeat this share to be about them.
ABOUT = 0.5


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that denies or doubts, and the stems that it bears on, in order."""

    word: str
    over: tuple[str, ...]


@lru_cache(maxsize=4096)
def denials(text: str) -> tuple[Cue, ...]:
    """The cues of denial in a text."""
    shaped, found = plain(text), plain_words(text)
    cues = []
    for place, word in enumerate(found):
        if word.folded in _NEGATES or word.folded.endswith("n't"):
            cues.append(Cue(word.folded, _after(shaped, found, place, REACH)))
        elif word.folded in _DENIES:
            # "Rejected as baseless" denies once.
            if place > 1 and found[place - 1].folded == "as" and found[place - 2].folded in _DENIES:
                continue
            over = _after(shaped, found, place, DENIAL_REACH)
            around = (*over, *_before(shaped, found, place, REACH))
            # "That was wrong." is said of the sentence before.
            cues.append(Cue(word.folded, around or _stems(found[:place])[-TAKEN_BACK:]))
    return tuple(cues)


@lru_cache(maxsize=4096)
def doubts(text: str) -> tuple[Cue, ...]:
    """The cues of what is not said to be so, or not yet."""
    shaped, found = plain(text), plain_words(text)
    return tuple(
        Cue(word.folded, _after(shaped, found, place, REACH))
        for place, word in enumerate(found)
        if word.folded in _DOUBTS
        and not word.capitalised
        and not _TO_THAT_END.search(shaped, 0, word.end)
    )


def _stems(found: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in content_words(found))


def _after(text: str, found: Sequence[Word], place: int, reach: int) -> tuple[str, ...]:
    start = found[place].end
    end = _SCOPE_ENDS.search(text, start)
    limit = end.start() if end else len(text)
    inside = [word for word in found[place + 1 :] if word.end <= limit]
    return _stems(inside)[:reach]


def _before(text: str, found: Sequence[Word], place: int, reach: int) -> tuple[str, ...]:
    breaks = [match.end() for match in _SCOPE_ENDS.finditer(text, 0, found[place].start)]
    start = breaks[-1] if breaks else 0
    inside = [word for word in found[:place] if word.start >= start]
    return _stems(inside)[-reach:]


def polarity_fault(sentence: str, quotes: Sequence[Cited]) -> Fault | None:
    """What a sentence denies and its quotes don't, or claims where they deny or doubt it."""
    said = {word.stem for word in content_words(plain_words(sentence))}
    given = {word.stem for quote in quotes for word in content_words(plain_words(quote.text))}
    own = denials(sentence)
    theirs = [cue for quote in quotes for cue in denials(quote.text)]
    waited = _NOT_YET.search(sentence) and any(_LATER.search(each.text) for each in quotes)
    return (
        (None if waited else _added(own, theirs, given))
        or _twice(sentence, quotes)
        or _removed(own, theirs, said, quotes)
        or _opposite(sentence, quotes, own, theirs)
        or _made_certain(sentence, quotes, own, said)
    )


def _kin(stems: set[str]) -> set[str]:
    """The stems with what the news uses for them; places aside."""
    return stems | {each for word in stems if word not in PLACE_WORDS for each in synonyms(word)}


def _added(own: Sequence[Cue], theirs: Sequence[Cue], given: set[str]) -> Fault | None:
    """A denial in the sentence over words that the quotes don't deny."""
    denied = _kin({word for cue in theirs for word in cue.over})
    for cue in own:
        shared = [word for word in cue.over if word in given]
        if any(word in denied for word in cue.over):
            continue
        if any(opposites(word) & given for word in cue.over):
            continue
        if stem(cue.word) in given and not shared:
            continue
        if shared or not theirs:
            return Fault("negation", f"the quotes don't say “{cue.word}” of this")
    return None


def _twice(sentence: str, quotes: Sequence[Cited]) -> Fault | None:
    """A word under two denials in the sentence and under one in the quotes."""
    once = [_times(denials(quote.text)) for quote in quotes]
    for word, times in _times(denials(sentence)).items():
        theirs = max((each[word] for each in once), default=0)
        if times > 1 and 0 < theirs < times:
            return Fault("negation", "it denies what the quotes deny already")
    return None


def _times(cues: Sequence[Cue]) -> Counter[str]:
    return Counter(word for cue in cues for word in set(cue.over))


def _removed(
    own: Sequence[Cue], theirs: Sequence[Cue], said: set[str], quotes: Sequence[Cited]
) -> Fault | None:
    """Words that the quotes deny and the sentence claims."""
    denied = _kin({word for cue in own for word in cue.over})
    undenied = _undenied(quotes)
    for cue in theirs:
        over = [word for word in cue.over if word not in undenied]
        repeated = [word for word in over if word in said]
        if any(each.word == cue.word and not each.over for each in own):
            continue  # "Whether it sank, they would not say": what is denied stands before.
        about = repeated and len(repeated) >= ABOUT * len(over[:REACH])
        if about and not any(word in denied for word in cue.over):
            if any(opposites(word) & said for word in repeated):
                continue
            return Fault("negation", f"the quotes say “{cue.word}” of this")
    return None


def _undenied(quotes: Sequence[Cited]) -> set[str]:
    """Stems that a quote has more often than under its cues."""
    found: set[str] = set()
    for quote in quotes:
        stems = [word.stem for word in content_words(plain_words(quote.text))]
        over = [word for cue in denials(quote.text) for word in dict.fromkeys(cue.over)]
        found |= {word for word in stems if stems.count(word) > over.count(word)}
    return found


def _opposite(
    sentence: str, quotes: Sequence[Cited], own: Sequence[Cue], theirs: Sequence[Cue]
) -> Fault | None:
    """A word whose opposite stands in the quotes instead of it, denied on neither or both sides."""
    given = {word.stem for quote in quotes for word in plain_words(quote.text)}
    said = {word.stem for word in plain_words(sentence)}
    denied = {word for cue in own for word in cue.over}
    denied_there = {word for cue in theirs for word in cue.over}
    for word in plain_words(sentence):
        if word.stem in given or synonyms(word.stem) & given:
            continue
        for other in (apart(word.stem) & given) - said:
            if (word.stem in denied) == (other in denied_there):
                return Fault("negation", f"the quotes say the opposite of “{word.surface}”")
    return None


def _made_certain(
    sentence: str, quotes: Sequence[Cited], own: Sequence[Cue], said: set[str]
) -> Fault | None:
    """Words that the quotes doubt, plan or only foresee, and the sentence tells as a fact."""
    if own or doubts(sentence):
        return None
    cues = [cue for quote in quotes for cue in doubts(quote.text)]
    sure = {word.stem for quote in quotes for word in content_words(plain_words(quote.text))}
    sure -= {word for cue in cues for word in cue.over}
    for cue in cues:
        over = [word for word in cue.over if word not in sure]
        repeated = [word for word in over if word in said]
        if repeated and repeated[0] == over[0] and len(repeated) >= ABOUT * len(over):
            return Fault("negation", f"the quotes say “{cue.word}” of this")
    return None
