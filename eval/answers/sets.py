"""The public sets as corpora and questions whose answers are known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.retrieval.sets import Corpus

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the wordings that answer it (none where nothing does), and its article.

    `file` limits the question to one article; None asks the whole corpus. `planted` are wordings
    of a false answer that the corpus also gives.
    """

    text: str
    golden: tuple[str, ...]
    file: str | None = None
    planted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """Questions over a corpus."""

    name: str
    corpus: Corpus
    questions: tuple[Asked, ...]


def squad(data: Path) -> AnswerSet:
    """SQuAD 2.0's questions over paragraphs that nothing was fitted on, each within its own."""
    wanted = set(json.loads((data / "squad" / "test_ids.json").read_text("utf-8")))
    rows = json.loads((data / "squad" / "squad2_dev_sample500.json").read_text("utf-8"))
    rows = [row for row in rows if row["id"] in wanted]
    files = {
        text: f"{place:04}.txt"
        for place, text in enumerate(dict.fromkeys(row["context"] for row in rows))
    }
    return AnswerSet(
        "squad",
        Corpus("answers-squad", {file: text for text, file in files.items()}),
        tuple(
            Asked(
                row["question"],
                () if row["is_impossible"] else tuple(row["answers"]),
                files[row["context"]],
            )
            for row in rows
        ),
    )


def clapnq(data: Path) -> AnswerSet:
    """Questions of CLAP NQ over the passages of all; the marked sentences answer."""
    articles: dict[str, str] = {}
    questions = []
    for name in ("answerable", "unanswerable"):
        lines = (data / "clapnq" / f"clapnq_dev_{name}.jsonl").read_text("utf-8").splitlines()
        for row in map(json.loads, lines):
            for each in row["passages"]:
                articles.setdefault(f"{each['title']}\n\n{each['text']}", f"{len(articles):04}.txt")
            golden = [
                sentence
                for output in row.get("output", ())
                for sentence in output.get("selected_sentences", ())
            ]
            questions.append(Asked(row["input"], tuple(golden)))
    corpus = Corpus("answers-clapnq", {file: text for text, file in articles.items()})
    return AnswerSet("clapnq", corpus, tuple(questions))


def poisonedrag(data: Path) -> AnswerSet:
    """Questions with a right and a planted answer in the archive, in like articles.

    The set has planted texts only. The last one of each question, with the right answer in the
    planted one's place, stands for the true article; the other four keep the planted answer.
    """
    articles: dict[str, str] = {}
    questions = []
    rows = json.loads((data / "poisonedrag" / "nq.json").read_text("utf-8"))
    for number, row in enumerate(rows.values() if isinstance(rows, dict) else rows):
        right, planted = row["correct answer"], row["incorrect answer"]
        true = next((text for text in reversed(row["adv_texts"]) if planted in text), None)
        if true is None:
            continue
        for place, text in enumerate(each for each in row["adv_texts"] if each != true):
            articles[f"{number:03}-{place}.txt"] = text
        articles[f"{number:03}-true.txt"] = true.replace(planted, right)
        questions.append(Asked(row["question"], (right,), planted=(planted,)))
    return AnswerSet("poisonedrag", Corpus("answers-poisonedrag", articles), tuple(questions))


SETS = {"squad": squad, "clapnq": clapnq, "poisonedrag": poisonedrag}
