"""A follow-up question made whole from the conversation before it, without a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.question.dates import find_periods
from rag.text.words import STOP_WORDS, Word, content_words, words

if TYPE_CHECKING:
    from rag.types import Turn

_REFERS = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|this|that|these|those|there|then|"
    r"the same|the (?:other|former|latter|first|second) one|such)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^\s*(?:and|but|so|or|also|what about|how about|what else|who else|why|when|where|how|really|"
    r"who|which one|how many|how much|tell me more|more|go on|any(?:thing)? else)\b",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"\b(?i:is|was|are|were) there\b|\bit (?:true|likely|possible|clear)\b|\bthat (?:the|a|an|is|"
    r"was|were|are|he|she|it|they|[A-Z])|\b(?:this|that) (?:year|month|week|article)\b",
)

# A question with this many content words of its own is taken to stand alone unless a pronoun
# says otherwise.
_STANDS_ALONE = 3


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question to search with, and whether the conversation changed it."""

    text: str
    changed: bool


def needs_context(question: str) -> bool:
    """Whether a question can't be understood without what was said before it."""
    own = content_words(words(question))
    bare = _EXPLETIVE.sub(" ", question)
    if _REFERS.search(bare) and not _refers_inside(bare):
        return True
    return len(own) < _STANDS_ALONE and bool(_CONTINUES.search(question))


def _refers_inside(question: str) -> bool:
    """Whether a name stands before the pronoun, so that the question explains itself."""
    match = _REFERS.search(question)
    if match is None:
        return False
    before = words(question[: match.start()])
    return any(word.capitalised and word.folded not in STOP_WORDS for word in before[1:])


def _undated(text: str) -> str:
    """A text without its dates, which a date of the question's own takes the place of."""
    for period in find_periods(text):
        text = text.replace(period.text, " ")
    return text


def resolve(question: str, history: tuple[Turn, ...]) -> Resolved:
    """The question with the subject of the last user turns it leans on, in brackets.

    Earlier turns are walked back while they lean on something themselves, at most three.
    """
    asked = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    if not asked or not needs_context(question):
        return Resolved(question, changed=False)
    known = {word.stem for word in words(question)}
    added: list[Word] = []
    dated = bool(find_periods(question))
    for earlier in list(reversed(asked))[:3]:
        for word in content_words(words(_undated(earlier) if dated else earlier)):
            if word.stem not in known:
                known.add(word.stem)
                added.append(word)
        if not needs_context(earlier):
            break
    if not added:
        return Resolved(question, changed=False)
    return Resolved(f"{question} ({' '.join(word.surface for word in added)})", changed=True)
