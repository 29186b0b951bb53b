"""A question and a passage as the reader takes them: one run of word pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP, FULL_STOP = 101, 102, 1012
LONGEST_QUESTION = 64
LONGEST_TITLE = 32
LONGEST_PAIR = 320
# Fewer word pieces of a sentence than this say nothing.
FEWEST = 4


@dataclass(frozen=True, slots=True)
class PassageSentences:
    """What is read of a passage: its article's title, or "", and its sentences in order."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Word-piece ids, and the half-open range of each sentence among them.

    Sentences that don't fit have no range, so there can be fewer ranges than sentences.
    """

    ids: list[int]
    ranges: list[tuple[int, int]]


def pair(
    tokenizer: Tokenizer, question: str, passage: PassageSentences, longest: int = LONGEST_PAIR
) -> Pair:
    """[CLS] question [SEP] title. sentence sentence … [SEP], in at most `longest` word pieces."""
    texts = [question, passage.title, *passage.sentences]
    asked, title, *sentences = (
        each.ids for each in tokenizer.encode_batch(texts, add_special_tokens=False)
    )
    ids = [CLS, *asked[:LONGEST_QUESTION], SEP]
    if title:
        ids += [*title[:LONGEST_TITLE], FULL_STOP]
    ranges = []
    for tokens in sentences:
        room = longest - 1 - len(ids)
        if room < FEWEST or not tokens:
            break
        ranges.append((len(ids), len(ids) + len(tokens[:room])))
        ids += tokens[:room]
    ids.append(SEP)
    return Pair(ids, ranges)
