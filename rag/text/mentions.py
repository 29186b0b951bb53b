"""Who and what a sentence mentions: names of people, and noun phrases by their nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.text.days import MONTHS
from rag.text.synonyms import PLACE_WORDS
from rag.text.words import STOP_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_TITLES = (
    r"(?:[Bb]rigadier|[Mm]ajor|[Ll]ieutenant|[Ff]ield)?[\s-]*(?:[Gg]eneral|[Cc]olonel|[Mm]arshal|"
    r"[Aa]dmiral|"
    r"[Cc]aptain|[Ss]ergeant)|Gen\.|Col\.|Lt\.|Sgt\.|Maj\.|Capt\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.|Sir|Dame|"
    r"[Pp]resident|[Pp]remier|(?:[Pp]rime )?[Mm]ini?ster|"
    r"[Ss]ecretary(?: of (?:State|Defen[cs]e))?|[Ss]enator|Sen\.|"
    r"[Cc]ongress(?:man|woman)|[Rr]epresentative|Rep\.|[Gg]overnor|[Mm]ayor|[Jj]udge|[Jj]ustice|[Cc]hief|"
    r"[Cc]ommander|[Ll]eader|[Ss]pokes(?:man|woman|person)|[Dd]irector|[Cc]hairman|[Cc]hairwoman|"
    r"[Aa]mbassador|"
    r"[Pp]rofessor|[Dd]octor|[Ss]heikh|[Ss]ayyed|Sayyid|[Aa]yatollah|[Ii]mam|[Bb]ishop|[Pp]ope|[Kk]ing|[Qq]ueen|[Pp]rincess?|"
    r"[Aa]ctivist|[Aa]nalyst|[Ll]awyer|[Jj]ournalist|[Rr]eporter|[Aa]uthor|[Ww]riter|[Aa]ctor|[Aa]ctress|[Ss]inger|[Cc]oach|"
    r"[Oo]fficer|[Ii]nspector|[Dd]etective|[Ee]conomist|[Hh]istorian|[Rr]esearcher|[Ss]cientist|[Ee]ngineer"
)
_JOINT = r"(?:al|el|ul|bin|ibn|abu|van|von|der|den|de|da|di|la|le|du|dos|bint|ben)"
_PIECE = r"(?:(?:al|el|Al|El)[-\s])?[A-Z][\w’'.-]*(?<![.’'])"
_NAME = re.compile(rf"(?<![\w@#-])(?:{_PIECE}|[A-Z]\.)(?:\s+(?:{_JOINT}\s+)*(?:{_PIECE}|[A-Z]\.))*")
_TITLE_BEFORE = re.compile(rf"(?:^|[\s(“\"])(?:{_TITLES}),?\s+$")
_ONLY_TITLE = re.compile(rf"(?:{_TITLES})$")
_LEADING_TITLE = re.compile(rf"(?:{_TITLES})\s+")
# What follows a person's name: an apposition, an age, or a verb of people.
_PERSONAL_AFTER = re.compile(
    r"^(?:,\s+(?:\d{1,3}\b|(?:the|an?|its|his|her|their|then|now|who|whose|\w+[’']s)\s+)|\s+(?:\([A-Z@]|who\b|"
    r"(?:also |has |had |have |later |then |was |is )*(?:said|says|told|tweeted|wrote|born|met|"
    r"married|resigned|died|flew|"
    r"asked|thinks|believes|went|announced|warned|joined|became|known|graduated|spoke|argued|"
    r"visited|travelled|traveled|welcomed|knew|ordered)\b))"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|into|north of|south of|east of|west of)\s+$"
)
_THE_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s+(?:\w+\s+)?$")
_POSSESSIVE = re.compile(r"[’']s?$")
# A person without a name: "he" in the next sentence may be this one.
UNNAMED = re.compile(
    r"\b(?:man|woman|boy|girl|officer|official|adviser|advisor|source|witness|resident|spokesman|spokeswoman|"
    r"analyst|expert|doctor|nurse|lawyer|judge|soldier|general|commander|minister|president|premier|"
    r"leader|driver|teacher|student|shopkeeper|reader|writer|author|journalist|reporter|father|"
    r"mother|brother|sister|son|daughter|wife|husband|neighbou?r|victim|suspect|king|prince|"
    r"deputy|director|manager|owner|worker|politician|lawmaker|diplomat|ambassador|envoy|baker|farmer)\b"
)
_NOT_PEOPLE = frozenset(
    """
    brigade brigades army navy ministry council parliament congress hezbollah hizbullah hizballah
    forces force group party command department house senate state states nations nation university
    college school company corp inc ltd news agency airport airbase base street bridge river road
    square province governorate city county district guard guards corps unit units movement front
    militia court bank office union times post reuters association committee commission organization
    organisation league club team act law treaty war battle day week night university institute
    church mosque hospital museum park lake sea ocean gulf bay island islands mountain mountains
    mobilization mobilisation resistance front coalition alliance operation airlines airways
    television radio media press journal magazine twitter facebook google telegram youtube
    constitution amendment cup games olympics festival award prize film series album
    north south east west northern southern eastern western central middle
    monday tuesday wednesday thursday friday saturday sunday
    christian muslim jewish islamic arab arabs kurds sunni shia shiite catholic english
    covid internet government embassy pentagon congress white
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


@dataclass(frozen=True, slots=True)
class Person:
    """A name that is taken for a person's; `start` counts characters of its sentence.

    `surname` is the folded last part, by which the shorter and the longer name are one.
    `certain` is True where a title, an apposition or a verb says that it is a person.
    """

    name: str
    surname: str
    start: int
    certain: bool


def people(sentence: str) -> tuple[Person, ...]:
    """The people whom a sentence names, in order; what may be a place or a body is left out."""
    found: list[Person] = []
    for match in _NAME.finditer(sentence):
        person = _person(sentence, match)
        if person:
            found.append(person)
    return tuple(found)


def _person(sentence: str, match: re.Match[str]) -> Person | None:
    name, start = match.group(), match.start()
    before, after = sentence[:start], sentence[match.end() :]
    titled = bool(_TITLE_BEFORE.search(before))
    country, _, rest = name.partition(" ")
    if fold(country) in PLACE_WORDS and _LEADING_TITLE.match(rest):
        name, start = rest, start + len(country) + 1
    while lead := _LEADING_TITLE.match(name):
        titled = True
        name, start = name[lead.end() :], start + lead.end()
    pieces = name.split()
    while pieces and fold(pieces[0]) in STOP_WORDS:
        start += len(pieces[0]) + 1
        pieces = pieces[1:]
    if pieces:
        pieces[-1] = _POSSESSIVE.sub("", pieces[-1])
    folded = [fold(piece) for piece in pieces]
    if not pieces or _ONLY_TITLE.match(" ".join(pieces)) or _is_no_person(pieces, folded):
        return None
    if not titled and (_PLACE_BEFORE.search(before) or _THE_BEFORE.search(before)):
        return None
    certain = titled or bool(_PERSONAL_AFTER.match(after))
    return Person(" ".join(pieces), _surname(folded), start, certain)


def _is_no_person(pieces: list[str], folded: list[str]) -> bool:
    return (
        any(each in _NOT_PEOPLE or each in PLACE_WORDS or each in MONTHS for each in folded)
        or all(piece.isupper() and len(piece) > 1 for piece in pieces)
        or len(pieces) > 6
    )


def _surname(folded: list[str]) -> str:
    return re.sub(r"^(?:al|el)-", "", folded[-1])


def full_name(person: Person, text: Iterable[str]) -> str:
    """The longest way in which sentences name the person.

    It has every part of the name at hand; where two people's names have, the name stays short.
    """
    parts = set(person.name.split())
    longer = {
        each.name
        for sentence in text
        for each in people(sentence)
        if each.surname == person.surname and parts < set(each.name.split())
    }
    longest = max(longer, key=len, default=person.name)
    agreed = all(set(name.split()) <= set(longest.split()) for name in longer)
    return longest if agreed else person.name
