"""What the lexical index sees of a text, and which words of a question it looks for."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from rag.text.names import skeleton
from rag.text.words import STOP_WORDS, fold

# Also the lexical index's own tokenizer, there as `TOKEN_PATTERN` in Rust's syntax.
TOKEN = re.compile(r"\d+(?:[.:]\d+)+|[^\W_]+")
TOKEN_PATTERN = r"\d+(?:[.:]\d+)+|[\p{L}\p{M}\p{N}]+"

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}|\b(?:[^\W\d_]\.)+[^\W\d_]\b(?!\w)")
_COUNTRY = re.compile(r"\bUSA?\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POSSESSIVE = re.compile(r"(?<=\w)[’']s\b", re.IGNORECASE)

SHORTEST_NAME_WITHOUT_CAPITAL = 5
SHORTEST_TYPO = 4
TWO_TYPOS_FROM = 8


@dataclass(frozen=True, slots=True)
class WordWeights:
    """What a match counts, of the same match by the word itself in a passage's own text.

    A headline stands in every passage of its article, so it counts less than the passage. Where
    the word itself stands somewhere, another spelling of it must score less: at most 2.2 times its
    inverse document frequency (k1 = 1.2), against 0.71 times for the word itself, once in a
    passage of twice the mean length (b = 0.75). 0 leaves such matches out.
    """

    title: float = 0.8
    spelling: float = 0.3
    only_spelling: float = 0.9
    slip: float = 0.7
    synonym: float = 0.0


WORD_WEIGHTS = WordWeights()


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """A word of a question: as written, its skeleton where it may be a name, its typing slips.

    `slips` is how many letters may be wrong in it, where it stands nowhere as written.
    """

    surface: str
    skeleton: str | None
    slips: int


def searchable(text: str) -> str:
    """A text with abbreviations without dots, numbers without commas, no possessive endings.

    "US" becomes "USA", so that lower case does not make it the pronoun.
    """
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    text = _COUNTRY.sub("USA", text)
    text = _THOUSANDS.sub("", text)
    return _POSSESSIVE.sub(" ", text)


def name_keys(text: str) -> str:
    """The skeletons of the words of a text that are written as names, between spaces.

    A word that the text also writes small is an ordinary one at the start of a sentence.
    """
    tokens = TOKEN.findall(searchable(text))
    small = {token for token in tokens if token[:1].islower()}
    keys = [
        skeleton(token)
        for token in tokens
        if token[:1].isupper() and token.lower() not in small and fold(token) not in STOP_WORDS
    ]
    return " ".join(key for key in keys if key)


def question_terms(text: str) -> tuple[QuestionTerm, ...]:
    """The words of a question that carry meaning, each once, in their order."""
    tokens = TOKEN.findall(searchable(text))
    only_capitals = any(token[:1].isupper() for token in tokens[1:])
    chosen: dict[str, QuestionTerm] = {}
    for token in tokens:
        folded = fold(token)
        if folded not in STOP_WORDS and folded not in chosen:
            chosen[folded] = QuestionTerm(token, _name_key(token, only_capitals), slips(token))
    return tuple(chosen.values())


def _name_key(token: str, only_capitals: bool) -> str | None:
    if token[:1].isupper():
        return skeleton(token)
    if only_capitals or len(token) < SHORTEST_NAME_WITHOUT_CAPITAL:
        return None
    return skeleton(token)


def slips(token: str) -> int:
    """How many typing slips a word may hold: none in short words and in numbers."""
    if len(token) < SHORTEST_TYPO or any(letter.isdigit() for letter in token):
        return 0
    return 2 if len(token) >= TWO_TYPOS_FROM else 1


def inverse_document_frequency(documents: int, holding: int) -> float:
    """BM25's inverse document frequency as tantivy has it (Robertson and Zaragoza 2009)."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))
