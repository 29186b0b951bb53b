"""What a quote's first words refer to: "He", "The strike"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.attribution import said_by, said_namelessly
from rag.text.mentions import UNNAMED, full_name, people
from rag.text.words import STOP_WORDS, fold, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.text.mentions import Person

# So far back a pronoun reaches; a noun is looked for in all that is given.
PRONOUN_REACH = 3
LONGEST_PHRASE = 12

_OPENING = r"[“\"'‘(\[]*"
_PERSON = re.compile(rf"^{_OPENING}(?:He|She|His|Her)\b(?![’']s not clear)")
_THING = re.compile(
    rf"^{_OPENING}(?P<the>The|This|That|These|Those)\s+(?P<adjective>[a-z][\w-]*\s+)?(?P<noun>[a-z][\w-]+)\b"
)
_VERB_AFTER = re.compile(
    r"^(?:[’']s\s+\w+)?\s+(?:(?:also|still|later|now|then|reportedly|\w+ly)\s+)*(?:is|was|are|were|has|have|had|will|would|could|can|may|"
    r"might|must|did|does|do|took|came|comes|began|left|said|says|told|\w{3,}ed|gave|made|hit|struck|killed|"
    r"sent|won|lost|fell|rose|ran|went|got|held|put|set|cut|kept|led|met|saw|became|meant|means|follows|doubles|makes|takes)\b"
)
# A name for one person or one body says which it is only together with what was said before.
_NAMED_BY_TITLE = frozenset(
    """
    general commander minister president premier man woman spokesman spokeswoman leader chief
    governor mayor judge director officer analyst activist journalist reporter author lawyer
    ambassador senator secretary colonel professor suspect victim
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_ARTICLE = (
    r"(?:an?|another|the|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|its|his|her|"
    r"their|[A-Z][\w.’'-]*[’']s)"
)
_PROPER = r"[A-Z][\w’'-]*"
# Words before a noun that describe it: no verb or preposition is among them.
_DESCRIBES = (
    r"(?!(?:and|or|that|which|who|of|in|on|at|for|to|from|by|with|as|is|was|were|are|has|had)\b)"
    r"[\w.’'-]+(?<![a-z]ed)(?<!ing)"
)
_ANOTHER = re.compile(
    r"\b(?:[Ss]imilar|[Pp]revious|[Ee]arlier|[Aa]nother|[Oo]ther|[Ss]eparate|[Ll]ast|[Ff]irst|[Ss]econd|"
    r"[Ss]uch|every|each|"
    r"possible|potential|future|any|no)\b"
)
_POINTING = frozenset({"particular", "same", "very", "whole", "entire"})
_EVENTS = frozenset(
    """
    strike strikes attack attacks raid raids airstrike airstrikes bombing explosion blast
    ambush shooting killing assassination operation mission campaign offensive invasion war
    battle siege ceasefire convoy missile missiles rocket rockets drone drones plane aircraft
    airliner helicopter ship tanker crash fire flood earthquake storm outbreak spill accident
    collision collapse vote resolution bill law referendum election protest protests strike
    march demonstration rally deal agreement contract treaty talks meeting summit negotiations
    project plan sanctions arrest trial ruling verdict lawsuit investigation inquiry report
    study survey statement video letter message speech announcement decision order article
    programme program group militia company firm airline bank party ministry agency court union
    base airbase embassy bridge airport hospital school
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_PREPOSITION = (
    r"(?:in|on|at|near|of|against|by|from|over|with|for|to|north|south|east|west|outside|inside)"
)


def _subject_person(sentence: str, quote: str) -> Person | None:
    """The one person whom a sentence names, those left out whom the quote names itself."""
    own = {person.surname for person in people(quote)}
    found = [person for person in people(sentence) if person.surname not in own]
    return found[0] if len({person.surname for person in found}) == 1 else None


def _person(quote: str, before: Sequence[str]) -> str | None:
    """Whom "he" means: who speaks, or the person whom the nearest such sentence is about."""
    if not before:
        return None
    nearest = before[-1]
    if speaker := said_by(nearest):
        named = _subject_person(speaker, quote)
        if named is None:
            # "An officer said. He warned …": the same one speaks on; of whom he speaks is open.
            return speaker if said_namelessly(quote) and UNNAMED.search(speaker) else None
        return full_name(named, before) if said_namelessly(quote) or _alone(nearest) else None
    for distance, sentence in enumerate(reversed(before), start=1):
        if distance > PRONOUN_REACH:
            return None
        earlier = before[: len(before) - distance]
        if _PERSON.match(sentence):
            return _person(sentence, earlier)
        if not people(sentence):
            if UNNAMED.search(sentence):
                return None
            continue
        subject = _subject_person(sentence, quote)
        if subject is None or not _is_person(subject, before):
            return None
        return full_name(subject, before)
    return None


def _alone(sentence: str) -> bool:
    """Whether a sentence names no more than one person."""
    return len({person.surname for person in people(sentence)}) <= 1


def _is_person(person: Person, text: Sequence[str]) -> bool:
    """Whether a title, an apposition or a verb says so, there or where the name stands else."""
    return person.certain or any(
        each.certain and each.surname == person.surname
        for sentence in text
        for each in people(sentence)
    )


def _phrases(sentence: str, noun: str) -> list[str]:
    """The phrases around a noun: an article or a name, what describes it, where or of what."""
    pattern = re.compile(
        rf"(?<![\w’'-])(?P<phrase>(?:{_ARTICLE}\s+|(?=[A-Z]))(?:{_DESCRIBES}\s+){{0,3}}?(?i:{noun})"
        rf"(?:\s+{_PREPOSITION}\s+(?:(?:the|an?)\s+)?(?:{_PROPER}(?:\s+(?:{_PROPER}|al-\w+))*"
        rf"|[a-z]+(?=\s+{_PREPOSITION}\s+(?:the\s+)?[A-Z])))*)(?![\w-])"
    )
    return [
        match["phrase"]
        for match in pattern.finditer(sentence)
        if not _ANOTHER.search(match["phrase"]) and len(match["phrase"].split()) <= LONGEST_PHRASE
    ]


def _says_more(phrase: str, noun: str) -> bool:
    """Whether a phrase tells which one is meant: it has a name, or two more words."""
    words = [word for word in re.findall(r"[\w’'-]+", phrase) if fold(word) not in STOP_WORDS]
    telling = [word for word in words if stem(fold(word)) != stem(noun)]
    return len(telling) >= 2 or any(word[0].isupper() for word in telling)


def _thing(noun: str, adjective: str, before: Sequence[str]) -> str | None:
    """What "the strike" is, by the phrase that says more; None where several do that differ.

    An adjective ("the double strike") has to stand in that phrase too.
    """
    if noun in _NAMED_BY_TITLE:
        return _titled(noun, before)
    if noun not in _EVENTS:
        return None
    fuller = [
        phrase
        for sentence in before
        for phrase in _phrases(sentence, re.escape(noun))
        if _says_more(phrase, noun)
        and (not adjective or adjective in _POINTING or adjective in phrase.lower().split())
    ]
    if len({_told(phrase, noun) for phrase in fuller}) != 1:
        near = [phrase for phrase in fuller if any(phrase in each for each in before[-1:])]
        if len(near) != 1:
            return None
        fuller = near
    phrase = max(fuller, key=len)
    return phrase[0].lower() + phrase[1:] if phrase.split()[0] in ("The", "A", "An") else phrase


def _told(phrase: str, noun: str) -> frozenset[str]:
    """The words by which a phrase tells, as a set: the same ones tell of the same thing."""
    return frozenset(
        stem(fold(word))
        for word in re.findall(r"[\w’'-]+", phrase)
        if fold(word) not in STOP_WORDS and stem(fold(word)) != stem(noun)
    )


def _titled(noun: str, before: Sequence[str]) -> str | None:
    """The person to whom the title before or after the name belongs."""
    for sentence in reversed(before):
        for person in people(sentence):
            end = person.start + len(person.name)
            title = sentence[max(0, person.start - 40) : person.start]
            after = sentence[end : end + 60]
            if re.search(rf"\b{noun}\s+$", title, re.IGNORECASE) or re.match(
                rf",\s+(?:the|an?|its|his|her|\w+[’']s)\s+(?:[\w’'-]+\s+){{0,4}}?{noun}\b", after
            ):
                return full_name(person, before)
    return _only_person(before[-2:], before)


def _only_person(near: Sequence[str], before: Sequence[str]) -> str | None:
    """The one person named just before; None where nobody or more than one is."""
    named = [person for sentence in near for person in people(sentence)]
    if len({person.surname for person in named}) != 1:
        return None
    full = full_name(named[0], before)
    return full if _is_person(named[0], before) or " " in full else None


def reference(quote: str, before: Sequence[str]) -> str | None:
    """What a quote's first words refer to, in the words of what stands before it in the article.

    `before` are the sentences before the quote, nearest last. None where the quote explains
    itself, and wherever more than one thing could be meant: no reference is better than a wrong
    one.
    """
    if _PERSON.match(quote):
        return _person(quote, before)
    match = _THING.match(quote)
    if match is None:
        return None
    rest = quote[match.end() :]
    noun = match["noun"]
    adjective = (match["adjective"] or "").strip().lower()
    if adjective and (fold(noun) in STOP_WORDS or not _VERB_AFTER.match(rest)):
        # "The strike killed": the verb was taken for the noun.
        noun, adjective, rest = adjective, "", " " + quote[match.start("noun") :]
    if not _VERB_AFTER.match(rest) or fold(noun) in STOP_WORDS:
        return None
    return _thing(noun, adjective, before)
