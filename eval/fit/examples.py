"""Training groups for the reader, made from public question sets, the same for the same seed.

SQuAD 2.0 (CC BY-SA 4.0), SelQA (Apache-2.0) and QAMR (MIT); none of their text is kept.
"""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.fit.negatives import NearestPassages
from rag.text.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST_SENTENCES = 6
TYPO_SHARE = 0.12
UNANSWERABLE_SHARE = 0.4
QAMR_QUESTIONS = 1_500
SELQA_QUESTIONS = 1_500


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A passage as sentences under a title, and which of them answer the question."""

    title: str
    sentences: tuple[str, ...]
    answers: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One question with the passages it is to be read against."""

    question: str
    passages: tuple[LabelledPassage, ...]


def load_groups(data: Path, seed: int) -> list[Group]:
    """All training groups under the data folder, shuffled."""
    chance = random.Random(seed)
    groups = [
        *_squad(json.loads((data / "squad2_half_dev.json").read_text("utf-8")), chance),
        *_selqa(
            [
                item
                for name in ("selqa_dev.json", "selqa_test.json")
                for item in json.loads((data / name).read_text("utf-8"))
            ],
            chance,
        ),
        *_qamr(data, chance),
    ]
    chance.shuffle(groups)
    return [Group(_as_typed(group.question, chance), group.passages) for group in groups]


def _window(
    title: str, sentences: Sequence[str], answers: Sequence[bool], chance: random.Random
) -> LabelledPassage:
    """At most `MOST_SENTENCES` sentences around an answering one, the title sometimes left out."""
    start = 0
    spare = len(sentences) - MOST_SENTENCES
    if spare > 0:
        first = next((i for i, answer in enumerate(answers) if answer), chance.randrange(spare + 1))
        start = min(spare, max(0, first - chance.randrange(MOST_SENTENCES)))
    end = start + MOST_SENTENCES
    named = title if chance.random() > 0.3 else ""
    return LabelledPassage(named, tuple(sentences[start:end]), tuple(answers[start:end]))


def _squad(read: dict[str, Any], chance: random.Random) -> Iterator[Group]:
    paragraphs: list[tuple[str, list[str]]] = []
    asked: list[tuple[int, dict[str, Any], list[tuple[int, int]]]] = []
    for article in read["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            spans = [(span.start, span.end) for span in sentence_spans(text)]
            asked.extend((len(paragraphs), question, spans) for question in paragraph["qas"])
            title = article["title"].replace("_", " ")
            paragraphs.append((title, [text[a:b] for a, b in spans]))
    nearest = NearestPassages([" ".join([title, *text]) for title, text in paragraphs])
    for place, question, spans in asked:
        title, sentences = paragraphs[place]
        starts = {answer["answer_start"] for answer in question["answers"]}
        answers = [any(a <= start < b for start in starts) for a, b in spans]
        if not any(answers):
            if chance.random() < UNANSWERABLE_SHARE:
                yield Group(question["question"], (_window(title, sentences, answers, chance),))
            continue
        golden = [answer["text"].lower() for answer in question["answers"]]
        wrong = _wrong(nearest, question["question"], place, golden, paragraphs)
        passages = [_window(title, sentences, answers, chance)]
        if wrong is not None:
            name, text = paragraphs[wrong]
            passages.append(_window(name, text, [False] * len(text), chance))
        yield Group(question["question"], tuple(passages))


def _wrong(
    nearest: NearestPassages,
    question: str,
    place: int,
    golden: Sequence[str],
    paragraphs: Sequence[tuple[str, list[str]]],
) -> int | None:
    """The nearest other passage that holds no answer."""
    for other in nearest(question, 6):
        text = " ".join(paragraphs[other][1]).lower()
        if other != place and not any(answer in text for answer in golden):
            return other
    return None


def _selqa(read: Sequence[dict[str, Any]], chance: random.Random) -> Iterator[Group]:
    titles = [f"{item['article']}: {item['section']}" for item in read]
    nearest = NearestPassages(
        [
            f"{title} {' '.join(item['candidates'])}"
            for title, item in zip(titles, read, strict=True)
        ]
    )
    for place in sorted(chance.sample(range(len(read)), min(SELQA_QUESTIONS, len(read)))):
        item = read[place]
        right = set(item["answers"])
        answers = [i in right for i in range(len(item["candidates"]))]
        passages = [_window(titles[place], item["candidates"], answers, chance)]
        for other in nearest(item["question"], 6):
            same = read[other]["article"] == item["article"]
            if not same or read[other]["section"] != item["section"]:
                text = read[other]["candidates"]
                passages.append(_window(titles[other], text, [False] * len(text), chance))
                break
        yield Group(item["question"], tuple(passages))


def _untokenised(text: str) -> str:
    """Treebank tokens as running text."""
    for old, new in (
        ("-LRB- ", "("), (" -RRB-", ")"), ("`` ", "“"), (" ''", "”"), (" ,", ","), (" .", "."),
        (" 's", "'s"), (" n't", "n't"), (" ;", ";"), (" :", ":"), (" ?", "?"), (" %", "%"),
    ):  # fmt: skip
        text = text.replace(old, new)
    return text


def _qamr(data: Path, chance: random.Random) -> Iterator[Group]:
    """Short questions on single sentences, each set among others of its own article or near it."""
    texts: dict[str, str] = {}
    with (data / "qamr_sentences.tsv").open(encoding="utf-8") as file:
        for line in file:
            name, _, text = line.rstrip("\n").partition("\t")
            texts[name] = _untokenised(text)
    by_article: dict[str, list[str]] = defaultdict(list)
    for name in sorted(texts):
        by_article[":".join(name.split(":")[:3])].append(name)
    rows: dict[tuple[str, str], str] = {}
    for file_name in ("qamr_dev.tsv", "qamr_test.tsv"):
        with (data / file_name).open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                rows[row[0], row[5]] = row[0]
    asked = sorted(rows)
    chance.shuffle(asked)
    nearest_names = sorted(texts)
    nearest = NearestPassages([texts[name] for name in nearest_names])
    news_first = sorted(asked, key=lambda pair: "wikinews" not in pair[0])
    for name, question in news_first[:QAMR_QUESTIONS]:
        near = [nearest_names[i] for i in nearest(question, 5)]
        own = by_article[":".join(name.split(":")[:3])]
        others = [each for each in dict.fromkeys([*own, *near]) if each != name][:5]
        places = [name, *others]
        chance.shuffle(places)
        yield Group(
            question,
            (
                LabelledPassage(
                    "",
                    tuple(texts[each] for each in places),
                    tuple(each == name for each in places),
                ),
            ),
        )


def _as_typed(question: str, chance: random.Random) -> str:
    """Some questions as people type them: lower case, no question mark, letters gone astray."""
    if chance.random() < 0.3:
        question = question.rstrip("?").rstrip()
    if chance.random() > TYPO_SHARE:
        return question
    letters = list(question)
    for _ in range(1 + len(letters) // 40):
        i = chance.randrange(1, max(2, len(letters) - 1))
        if not letters[i - 1 : i] or not letters[i].isalpha():
            continue
        if chance.random() < 0.5:
            letters[i - 1], letters[i] = letters[i], letters[i - 1]
        else:
            del letters[i]
    return "".join(letters)
