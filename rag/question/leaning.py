"""Whether a question leans on what was said before it, or explains itself."""

from __future__ import annotations

import re

from rag.text.synonyms import synonyms
from rag.text.words import STOP_WORDS, content_words, words

# A question with this many content words of its own is taken to stand alone unless a pronoun, or
# a noun that was spoken of before, says otherwise.
_STANDS_ALONE = 3
MOST_NEW = 1

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
# "What about Erbil?", "And in 2024?": a phrase that stands for one in the question before.
PHRASE = re.compile(
    r"^\s*(?:(?:and|but|so|or|ok|okay|then)[\s,]+)*(?:what about|how about|what of|and|but|or)\s+"
    r"(?P<phrase>(?!(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|did|do|does|"
    r"has|have|had|can|could|will|would|should|if|any)\b)[^?]+?)\s*\??\s*$",
    re.IGNORECASE,
)
SOURCE_ASKED = re.compile(
    r"^\W*(?:and\s+|but\s+)?(?:who (?:said|says|claims|claimed|reported|reports|confirmed|told you|"
    r"wrote|is saying) (?:that|this|so|it)|says who|according to (?:who|whom)"
    r"|who is (?:the|your) source|(?:what(?:[’']s| is)|where is) the source(?: (?:of|for) \w+)?"
    r"|how do (?:you|we|they) know(?: (?:that|this))?|(?:is|was) (?:that|this|it) confirmed"
    r"|who (?:is|are) (?:that|this) from|on whose (?:word|authority))\W*$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:the|an?|any|all|each|every)\s+"
    r"(?!(?:rest|others?|first|second|last|latter|former|same|remaining)\b)[a-z]",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|both|all)\s+((?:[a-z][\w’'-]*\s*){1,3})")


def needs_context(question: str, before: str = "") -> bool:
    """Whether a question can't be understood without what was said `before` it."""
    if SOURCE_ASKED.match(question):
        return True
    own = content_words(words(question))
    if refers_back(question):
        return True
    if len(own) < _STANDS_ALONE and (_CONTINUES.search(question) or PHRASE.match(question)):
        return True
    return _speaks_of_the_same(question, before)


def refers_back(question: str) -> bool:
    """Whether a pronoun stands for something that the question doesn't name before it."""
    bare = _EXPLETIVE.sub(" ", question)
    return _REFERS.search(bare) is not None and not _refers_inside(bare)


def names_its_subject(question: str) -> bool:
    """Whether a question has a name, a number or a noun such as "the ferry" to be about."""
    if any(word.capitalised or word.numeric for word in words(question)[1:]):
        return True
    return _NOUN.search(question) is not None


def _refers_inside(question: str) -> bool:
    """Whether a name stands before the pronoun, so that the question explains itself."""
    match = _REFERS.search(question)
    if match is None:
        return False
    before = words(question[: match.start()])
    return any(word.capitalised and word.folded not in STOP_WORDS for word in before[1:])


def _speaks_of_the_same(question: str, before: str) -> bool:
    """Whether "the commander" is one spoken of before: no name or date says which one else.

    A question with much else that was not spoken of is about something else.
    """
    own = words(question)
    if any(word.capitalised or word.numeric for word in own[1:]):
        return False
    before_stems = {word.stem for word in content_words(words(before))}
    known = {
        word.stem
        for word in content_words(own)
        if word.stem in before_stems or synonyms(word.stem) & before_stems
    }
    new = [word for word in content_words(own) if word.stem not in known]
    definite = {word.stem for match in _DEFINITE.finditer(question) for word in words(match[1])}
    return len(new) <= MOST_NEW and bool(definite & known)
