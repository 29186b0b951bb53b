"""How likely two sentences that answer give different values for the same thing."""

from __future__ import annotations

import math
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from rag.answer.values import Value, value_of
from rag.question.query import Wanted
from rag.text.words import content_words, words

if TYPE_CHECKING:
    from rag.answer.evidence import Evidence
    from rag.question.query import Query

# Log-odds beyond these say no more.
LEAST_ODDS, MOST_ODDS, FARTHEST = -5.0, 5.0, 8.0
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is weighed of two answering sentences, the surer first.

    `odds` are the other's log-odds, `behind` how far they lie behind. `number` says that both
    answer with numbers, `asked` that one was asked for, `counted` that the same word follows both.
    `window` is how much more of the question's words stand around the other; `nearby` what share
    of them stands in its passage and those beside it, `cosine` how near it is to the question,
    `alike` what share of the words beside the answers the two have in common. `named` says that
    the passage of one names the value of the other, `mixed` that only one of them is a time of
    day, or names a month.
    """

    odds: float
    behind: float
    number: float
    asked: float
    counted: float
    window: float
    nearby: float
    cosine: float
    alike: float
    named: float
    mixed: float


# Logistic regression of "both answer, and can't both be right" on the signs; see docs/design.md.
WEIGHTS = Signs(0.06, -0.22, 1.31, 1.48, 1.37, -0.60, 4.02, 2.07, 1.16, 0.45, -1.07)
OFFSET = -7.36


def likelihood(one: Evidence, other: Evidence, query: Query) -> float:
    """How likely, 0 to 1, two sentences with different values contradict each other."""
    signs = signs_of(one, other, query)
    pairs = zip(astuple(WEIGHTS), astuple(signs), strict=True)
    return 1 / (1 + math.exp(-OFFSET - sum(weight * sign for weight, sign in pairs)))


def signs_of(one: Evidence, other: Evidence, query: Query) -> Signs:
    """The signs of two answering sentences, in either order."""
    if (other.odds or 0.0) > (one.odds or 0.0):
        one, other = other, one
    a, b = value_of(answer_words(one)), value_of(answer_words(other))
    odds = _clipped(other.odds or 0.0)
    number = bool(a.numbers and b.numbers)
    return Signs(
        odds=odds,
        behind=min(_clipped(one.odds or 0.0) - odds, FARTHEST),
        number=number,
        asked=number and query.wanted is Wanted.NUMBER,
        counted=number and bool(_counted(one, a) & _counted(other, b)),
        window=other.window - one.window,
        nearby=other.nearby,
        cosine=other.cosine,
        alike=shared(one, other),
        named=mentions(one, b) or mentions(other, a),
        mixed=any(
            bool(kind.search(a.text)) != bool(kind.search(b.text)) for kind in (_CLOCK, _MONTH)
        ),
    )


def answer_words(each: Evidence) -> str:
    """The words of a sentence that answer, as they stand; "" where none are known."""
    if each.answer is None:
        return ""
    return each.text[each.answer.start - each.span.start : each.answer.end - each.span.start]


def shared(one: Evidence, other: Evidence) -> float:
    """Which share of the words beside the answers is the same, 0 to 1."""
    a, b = (_beside(each) for each in (one, other))
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def _clipped(odds: float) -> float:
    return max(LEAST_ODDS, min(MOST_ODDS, odds))


def _counted(each: Evidence, value: Value) -> frozenset[str]:
    """Stems of what a number counts: the content words in the answer and just after it."""
    if each.answer is None:
        return frozenset()
    after = each.text[each.answer.end - each.span.start :]
    following = content_words(words(after))[:2]
    return value.stems | {word.stem for word in following if not word.numeric}


def _beside(each: Evidence) -> frozenset[str]:
    stems = {word.stem for word in content_words(each.words)}
    return frozenset(stems - value_of(answer_words(each)).stems)


def mentions(each: Evidence, value: Value) -> bool:
    """Whether the passage around a sentence names a value that the sentence doesn't give."""
    text = value_of(each.found.passage.text)
    return bool(value.names & text.names) or (bool(value.stems) and value.stems <= text.stems)
