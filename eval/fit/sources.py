"""The public question sets that the reader is fitted on; none of their text is kept.

SQuAD 2.0 (CC BY-SA 4.0, Rajpurkar et al. 2018), SelQA (Apache-2.0, Jurczyk et al. 2016) and QAMR
(MIT, Michael et al. 2018).
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from eval.fit.groups import Asked, LabelledPassage, LabelledSentence
from rag.text.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# QAMR has single sentences: this many of one article are read together.
QAMR_SENTENCES = 5


def squad(data: Path) -> list[Asked]:
    """Questions on Wikipedia paragraphs; about half have no answer in theirs."""
    read = json.loads((data / "squad2_half_dev.json").read_text("utf-8"))
    return [
        _squad_question(article["title"].replace("_", " "), paragraph["context"], spans, question)
        for article in read["data"]
        for paragraph in article["paragraphs"]
        for spans in [[(s.start, s.end) for s in sentence_spans(paragraph["context"])]]
        for question in paragraph["qas"]
    ]


def _squad_question(
    title: str, text: str, spans: list[tuple[int, int]], question: dict[str, Any]
) -> Asked:
    answers = {each["answer_start"]: each["text"] for each in question["answers"]}
    sentences = []
    for start, end in spans:
        inside = next((place for place in sorted(answers) if start <= place < end), None)
        span = None
        if inside is not None:
            span = (inside - start, min(end, inside + len(answers[inside])) - start)
        sentences.append(LabelledSentence(text[start:end], span is not None, span))
    golden = tuple({each.lower() for each in answers.values()})
    return Asked(question["question"], LabelledPassage(title, tuple(sentences)), golden)


def selqa(data: Path) -> list[Asked]:
    """Questions on sections of Wikipedia articles, whose answering sentences are marked."""
    return [
        Asked(
            item["question"],
            LabelledPassage(
                f"{item['article']}: {item['section']}",
                tuple(
                    LabelledSentence(text, place in set(item["answers"]))
                    for place, text in enumerate(item["candidates"])
                ),
            ),
        )
        for name in ("selqa_dev.json", "selqa_test.json")
        for item in json.loads((data / name).read_text("utf-8"))
    ]


def qamr(data: Path) -> list[Asked]:
    """Short questions on one sentence of Wikipedia or Wikinews, among others of its article."""
    tokens: dict[str, list[str]] = {}
    with (data / "qamr_sentences.tsv").open(encoding="utf-8") as file:
        for line in file:
            name, _, text = line.rstrip("\n").partition("\t")
            tokens[name] = text.split(" ")
    texts = {name: untokenised(words) for name, words in tokens.items()}
    articles: dict[str, list[str]] = defaultdict(list)
    for name in sorted(tokens, key=_place):
        articles[_article(name)].append(name)
    return list(_qamr_questions(data, tokens, texts, articles))


def _article(name: str) -> str:
    return ":".join(name.split(":")[:3])


def _place(name: str) -> tuple[str, int, int]:
    *_, paragraph, sentence = name.split(":")
    return _article(name), int(paragraph), int(sentence)


def _qamr_questions(
    data: Path,
    tokens: dict[str, list[str]],
    texts: dict[str, str],
    articles: dict[str, list[str]],
) -> Iterator[Asked]:
    seen = set()
    for file_name in ("qamr_dev.tsv", "qamr_test.tsv"):
        with (data / file_name).open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                name, question = row[0], row[5]
                if (name, question) in seen or not row[6].strip():
                    continue
                seen.add((name, question))
                places = [int(place) for place in row[6].split()]
                span = _found(texts[name], tokens[name], places)
                own = articles[_article(name)]
                at = own.index(name)
                first = max(0, min(at - QAMR_SENTENCES // 2, len(own) - QAMR_SENTENCES))
                yield Asked(
                    question,
                    LabelledPassage(
                        "",
                        tuple(
                            LabelledSentence(texts[each], True, span)
                            if each == name
                            else LabelledSentence(texts[each])
                            for each in own[first : first + QAMR_SENTENCES]
                        ),
                    ),
                    () if span is None else (texts[name][slice(*span)].lower(),),
                )


def _found(text: str, words: list[str], places: list[int]) -> tuple[int, int] | None:
    """Where the longest unbroken run of the answer's tokens stands in the running text."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    longest = max(runs, key=len)
    answer = untokenised([words[place] for place in longest])
    before = untokenised(words[: longest[0]])
    start = text.find(answer, max(0, len(before) - 2))
    return (start, start + len(answer)) if start >= 0 else None


def untokenised(words: list[str]) -> str:
    """Treebank tokens as running text."""
    text = " ".join(words)
    for old, new in (
        ("-LRB- ", "("), (" -RRB-", ")"), ("`` ", "“"), (" ''", "”"), (" ,", ","), (" .", "."),
        (" 's", "'s"), (" n't", "n't"), (" ;", ";"), (" :", ":"), (" ?", "?"), (" %", "%"),
    ):  # fmt: skip
        text = text.replace(old, new)
    return text
