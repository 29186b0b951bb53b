"""A question and a passage as the reader takes them: one run of word pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tokenizers import Tokenizer

CLS, SEP, FULL_STOP = 101, 102, 1012
LONGEST_QUESTION = 64
LONGEST_TITLE = 32
LONGEST_PAIR = 320
# Fewer word pieces of a sentence than this say nothing.
FEWEST = 4


@dataclass(frozen=True, slots=True)
class PassageSentences:
    """What is read of a passage: the line over it, or "", and its sentences in order."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Word-piece ids, and the half-open range of each sentence among them.

    `offsets` are the characters of each piece of each sentence, in that sentence. Sentences that
    don't fit have no range, so there can be fewer ranges than sentences.
    """

    ids: list[int]
    ranges: list[tuple[int, int]]
    offsets: list[list[tuple[int, int]]]


def dated(title: str, day: date | None) -> str:
    """The line over a passage: the article's day, so that events of two years differ, and title."""
    said = f"{day.day} {day:%B %Y}" if day else ""
    return ": ".join(filter(None, (said, title)))


def pair(
    tokenizer: Tokenizer, question: str, passage: PassageSentences, longest: int = LONGEST_PAIR
) -> Pair:
    """[CLS] question [SEP] title. sentence sentence … [SEP], in at most `longest` word pieces."""
    texts = [question, passage.title, *passage.sentences]
    asked, title, *sentences = tokenizer.encode_batch(texts, add_special_tokens=False)
    ids = [CLS, *asked.ids[:LONGEST_QUESTION], SEP]
    if title.ids:
        ids += [*title.ids[:LONGEST_TITLE], FULL_STOP]
    ranges, offsets = [], []
    for pieces in sentences:
        room = longest - 1 - len(ids)
        if room < FEWEST or not pieces.ids:
            break
        ranges.append((len(ids), len(ids) + len(pieces.ids[:room])))
        offsets.append(pieces.offsets[:room])
        ids += pieces.ids[:room]
    ids.append(SEP)
    return Pair(ids, ranges, offsets)
