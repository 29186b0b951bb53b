"""A follow-up question made whole from the conversation before it, without a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.question.dates import find_periods
from rag.question.leaning import (
    PHRASE,
    SOURCE_ASKED,
    names_its_subject,
    needs_context,
    refers_back,
)
from rag.text.days import MONTHS, named_days
from rag.text.mentions import people
from rag.text.words import content_words, words

if TYPE_CHECKING:
    from datetime import date

    from rag.text.words import Word
    from rag.types import Turn

# So many earlier questions can lean on one another.
MOST_TURNS = 4
# More words from before than this drown the question's own.
MOST_WORDS = 8
_PREPOSITION = re.compile(
    r"^(?P<word>in|at|on|near|from|by|for|to|of|during|since|before|after|under|with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_PLACES = r"(?:in|at|near|on|from)"
_NAME = r"(?:[A-Z][\w’'-]*)(?:\s+(?:(?:al|el|bin|of|the|de|von)[\s-])?[A-Z][\w’'-]*)*"
_CONFIRMED = re.compile(r"\bconfirmed\b", re.IGNORECASE)
_SOURCE_ASKED = ("Who said", "Is this confirmed")
_COMPARES = re.compile(
    r"\b(?:than|compared?|versus|vs|difference|same|both|as many|as much)\b", re.I
)
# What a question asks of its subject: "were killed", "was built".
_PREDICATE = re.compile(r"\b(was|were|is|are|be|been|being)\s+(?:\w+ly\s+)?[a-z]+(?:ed|en|n|t)\b")
_GENERIC = re.compile(r"\b(?:people|persons?|number|names?)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_HIS = re.compile(r"\b(?:his|her)\b(?=\s+\w)", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\b(?:who|whom|whose|which|what|name)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“([^”]{15,})”")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question to search with, and whether the conversation changed it.

    `asks` is the wording that says what kind of thing is wanted: the question's own, or that of
    the earlier one whose place it takes. `understood` is for people; None where nothing changed.
    `said` are earlier quotes whose source is asked for.
    """

    text: str
    changed: bool = False
    asks: str = ""
    understood: str | None = None
    said: tuple[str, ...] = ()


def resolve(question: str, history: tuple[Turn, ...], today: date | None = None) -> Resolved:
    """The question with what it takes from the conversation.

    A phrase ("And in 2024?") takes the place of its like in the question before; a pronoun takes
    the one name it can stand for; else the words of the question before are added in brackets. A
    question that explains itself, such as one on another subject, is left as it is.
    """
    places = [place for place, turn in enumerate(history) if _is_question(turn)]
    said = " ".join(turn.content for turn in history[-2 * MOST_TURNS :])
    if not places or not needs_context(question, said):
        return Resolved(question, asks=question)
    last = places[-1]
    earlier = resolve(history[last].content, history[max(0, last - 2 * MOST_TURNS) : last], today)
    answer = " ".join(turn.content for turn in history[last + 1 :])
    if SOURCE_ASKED.match(question):
        return _source(question, earlier, answer)
    phrase = PHRASE.match(question)
    if phrase:
        return _in_place(question, phrase["phrase"], earlier, answer, today)
    return _with_words(question, earlier, answer, today)


def continued(part: str, first: str) -> str:
    """A later part of a question with the words of the first part that it lacks, in brackets.

    As it is where it says itself what it is about: "… and where did the ferry sink?"
    """
    if names_its_subject(part) and not refers_back(part):
        return part
    return _with_words(part, Resolved(first, asks=first), "", None).text


def _is_question(turn: Turn) -> bool:
    return turn.role == "user" and bool(turn.content.strip())


def _source(question: str, earlier: Resolved, answer: str) -> Resolved:
    """Who said what the last answer quoted."""
    said = tuple(" ".join(quote.split()) for quote in _QUOTED.findall(answer))
    if not said:
        return _with_words(question, earlier, answer, None)
    return Resolved(
        f"{question} ({said[0]})",
        changed=True,
        asks=question,
        understood=f"{_SOURCE_ASKED[bool(_CONFIRMED.search(question))]}: “{_short(said[0])}”?",
        said=said,
    )


def _short(text: str, most: int = 12) -> str:
    parts = text.split()
    return " ".join(parts[:most]) + " …" if len(parts) > most else text


def _in_place(
    question: str, phrase: str, earlier: Resolved, answer: str, today: date | None
) -> Resolved:
    """The earlier question with the phrase where its like stood: a date for a date, a place …"""
    asked = earlier.text.rstrip(" ?")
    text = _date_for_date(phrase, asked, today) or _place_for_place(phrase, asked)
    if text is None:
        return replace(_with_words(question, earlier, answer, today), asks=earlier.asks)
    return Resolved(text, changed=True, asks=earlier.asks, understood=text)


def _date_for_date(phrase: str, asked: str, today: date | None) -> str | None:
    """None where the phrase is more than a date."""
    periods = find_periods(phrase, today)
    dates = " ".join(period.text for period in periods)
    if not periods or any(word.surface not in dates for word in content_words(words(phrase))):
        return None
    old = [period.text for period in find_periods(asked, today) if period.text in asked]
    if old:
        return f"{asked.replace(old[-1], periods[0].text)}?"
    lead = "" if _PREPOSITION.match(phrase) or not phrase.strip()[0].isdigit() else "in "
    return f"{asked} {lead}{phrase.strip()}?"


def _place_for_place(phrase: str, asked: str) -> str | None:
    """None where the phrase is no name, or the question has no place to put it."""
    name = _PREPOSITION.sub("", phrase.strip(" ."))
    if not re.fullmatch(_NAME, name) or name.lower() in MONTHS:
        return None
    place = re.search(rf"\b(?P<lead>{_PLACES}\s+(?:the\s+)?)(?P<name>{_NAME})", asked)
    if place is None or place["name"].lower() in MONTHS:
        return None
    return f"{asked[: place.start()]}{place['lead']}{name}{asked[place.end() :]}?"


def _with_words(question: str, earlier: Resolved, answer: str, today: date | None) -> Resolved:
    """The question with words of the one before in brackets; for people, with a name for "he".

    The pronoun stays in what is searched, since the sentence that answers is likely to have one.
    Where the question asks something of its own ("how many were wounded"), what the one before
    asked of the same thing ("killed") is left out.
    """
    named = _named(question, earlier, answer)
    dated = bool(find_periods(question, today)) and not _COMPARES.search(question)
    context = _undated(earlier.text, today) if dated else earlier.text
    if named != question or content_words(words(question)):
        context = _GENERIC.sub(" ", _PREDICATE.sub(r"\1 ", context))
    if (named != question or _HE.search(question)) and _ASKS_WHO.search(earlier.asks):
        context += " " + " ".join(person.name for person in people(answer))
    added = _added(context, question)
    if not added:
        return Resolved(question, asks=question)
    text = f"{question} ({' '.join(added)})"
    return Resolved(text, True, question, text if named == question else named)


def _added(context: str, question: str) -> list[str]:
    """The telling words of a text that a question doesn't have, names first where many are."""
    known = {word.stem for word in words(question)}
    telling: list[Word] = []
    for word in words(context):
        # "US" is a stop word only in small letters.
        tells = bool(content_words([word])) or (len(word.surface) > 1 and word.surface.isupper())
        if tells and word.stem not in known:
            known.add(word.stem)
            telling.append(word)
    names_first = sorted(telling, key=lambda word: not (word.capitalised or word.numeric))
    kept = names_first[:MOST_WORDS]
    return [word.surface for word in telling if word in kept]


def _named(question: str, earlier: Resolved, answer: str) -> str:
    """The question with the one person whom "he" can stand for; as it is where that is open."""
    if not (_HE.search(question) or _HIS.search(question)):
        return question
    asks_who = earlier.asks and re.match(r"\W*(?:and\s+)?(?:who|whom|which)\b", earlier.asks, re.I)
    for text in (answer, earlier.text) if asks_who else (earlier.text, answer):
        names = {person.surname: person.name for person in people(text)}
        if len(names) == 1:
            (name,) = names.values()
            return _HIS.sub(f"{name}’s", _HE.sub(name, question, count=1), count=1)
        if names:
            return question
    return question


def _undated(text: str, today: date | None) -> str:
    """A text without its dates, which a date of the question's own takes the place of."""
    for named in reversed(named_days(text, today)):
        text = f"{text[: named.start]} {text[named.end :]}"
    return text
