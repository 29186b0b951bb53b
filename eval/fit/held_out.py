"""How well a reader does on questions that it was not fitted on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.reading.pairs import PassageSentences
from rag.text.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.reading.protocol import Reader


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A question, the passage asked about, and which of its sentences answer."""

    question: str
    passage: PassageSentences
    answers: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Share of answerable questions whose best sentence answers, and the AUC of answerable or not.

    AUC is the chance that an answerable question's best sentence scores above an unanswerable
    one's.
    """

    name: str
    answerable: int
    unanswerable: int
    right: float
    auc: float


def squad_test(data: Path) -> list[HeldOut]:
    """Questions of SQuAD 2.0 whose paragraphs are not among those of training."""
    wanted = set(json.loads((data / "squad" / "test_ids.json").read_text("utf-8")))
    read = json.loads((data / "squad" / "squad2_dev_sample500.json").read_text("utf-8"))
    return [_squad_question(item) for item in read if item["id"] in wanted]


def _squad_question(item: dict[str, Any]) -> HeldOut:
    text = item["context"]
    sentences = tuple(text[span.start : span.end] for span in sentence_spans(text))
    golden = () if item["is_impossible"] else tuple(each.lower() for each in item["answers"])
    return HeldOut(
        item["question"],
        PassageSentences("", sentences),
        tuple(any(answer in each.lower() for answer in golden) for each in sentences),
    )


def clapnq(data: Path) -> list[HeldOut]:
    """Questions that people typed into a search engine, each with a passage of Wikipedia."""
    return [
        _clapnq_question(json.loads(line))
        for name in ("answerable", "unanswerable")
        for line in (data / "clapnq" / f"clapnq_dev_{name}.jsonl").read_text("utf-8").splitlines()
    ]


def _clapnq_question(item: dict[str, Any]) -> HeldOut:
    passage = item["passages"][0]
    chosen = {
        " ".join(sentence.split())
        for output in item.get("output", [])
        for sentence in output.get("selected_sentences", [])
    }
    sentences = tuple(" ".join(each.split()) for each in passage["sentences"])
    return HeldOut(
        item["input"],
        PassageSentences(passage["title"], sentences),
        tuple(each in chosen for each in sentences),
    )


def measure(
    name: str, questions: Sequence[HeldOut], reader: Reader, advance: Callable[[], None]
) -> Measured:
    """Read every question's passage; `advance` is called after each."""
    right = 0
    best: dict[bool, list[float]] = {True: [], False: []}
    for each in questions:
        (readings,) = reader.read(each.question, [each.passage])
        odds = [reading.odds for reading in readings]
        answerable = any(each.answers)
        best[answerable].append(max(odds))
        right += answerable and each.answers[odds.index(max(odds))]
        advance()
    yes, no = best[True], best[False]
    return Measured(name, len(yes), len(no), right / max(1, len(yes)), auc(yes, no))


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Chance that a positive scores above a negative, ties counted half; .5 where one is empty."""
    if not positive or not negative:
        return 0.5
    above = sum((a > b) + 0.5 * (a == b) for a in positive for b in negative)
    return above / (len(positive) * len(negative))
