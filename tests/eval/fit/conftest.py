"""Question sets in the public ones' formats, with text of our own."""

import json

import pytest

PARAGRAPH = (
    "The bridge in Lund closed at noon on Monday. Ana Lund, the mayor, ordered it. Cows graze."
)
OTHER = "The ferry to Oslo sank in May. Olga Berg was its captain. Twelve people swam ashore."


def squad_article(title, text, questions):
    qas = [
        {
            "id": f"{title}-{n}",
            "question": question,
            "is_impossible": answer is None,
            "answers": []
            if answer is None
            else [{"text": answer, "answer_start": text.index(answer)}],
        }
        for n, (question, answer) in enumerate(questions)
    ]
    return {"title": title, "paragraphs": [{"context": text, "qas": qas}]}


@pytest.fixture
def data(tmp_path):
    train = tmp_path / "train"
    train.mkdir()
    articles = [
        squad_article("Lund", PARAGRAPH, [("When did the bridge close?", "noon on Monday"),
                                          ("Who ordered the bridge shut?", "Ana Lund"),
                                          ("Who built the bridge?", None)]),
        squad_article("Ferry", OTHER, [("When did the ferry sink?", "May"),
                                       ("Who was the captain of the ferry?", "Olga Berg")]),
    ]  # fmt: skip
    (train / "squad2_half_dev.json").write_text(json.dumps({"data": articles}), "utf-8")
    selqa = [
        {"question": "Which cows graze?", "article": "Lund", "section": "Farms", "answers": [1],
         "candidates": ["It rained.", "Brown cows graze.", "Nobody swam."]},
        {"question": "Who swam ashore?", "article": "Ferry", "section": "Wreck", "answers": [0],
         "candidates": ["Twelve people swam ashore.", "The ferry was old."]},
    ]  # fmt: skip
    (train / "selqa_dev.json").write_text(json.dumps(selqa[:1]), "utf-8")
    (train / "selqa_test.json").write_text(json.dumps(selqa[1:]), "utf-8")
    sentences = {
        "Wiki1k:wikinews:1:0:0": "Ana Lund shut the bridge , she said .",
        "Wiki1k:wikinews:1:0:1": "It did n't rain -LRB- at all -RRB- .",
    }
    (train / "qamr_sentences.tsv").write_text(
        "".join(f"{name}\t{text}\n" for name, text in sentences.items()), "utf-8"
    )
    row = ["Wiki1k:wikinews:1:0:0", "0 1", "7", "0", "0", "Who shut the bridge?", "0 1", "", ""]
    (train / "qamr_dev.tsv").write_text("\t".join(row) + "\n", "utf-8")
    row[5] = "What did Ana shut?"
    row[6] = "3 4"
    (train / "qamr_test.tsv").write_text("\t".join(row) + "\n", "utf-8")
    held_out = [
        {"id": "a", "context": OTHER, "question": "When did the ferry sink?",
         "is_impossible": False, "answers": ["May"]},
        {"id": "b", "context": OTHER, "question": "Who built the ferry?",
         "is_impossible": True, "answers": [""]},
        {"id": "c", "context": PARAGRAPH, "question": "Left out", "is_impossible": True,
         "answers": [""]},
    ]  # fmt: skip
    (tmp_path / "squad").mkdir()
    (tmp_path / "squad" / "squad2_dev_sample500.json").write_text(json.dumps(held_out), "utf-8")
    (tmp_path / "squad" / "test_ids.json").write_text('["a", "b"]', "utf-8")
    (tmp_path / "clapnq").mkdir()
    passage = {"title": "Ferry", "text": OTHER, "sentences": OTHER.split(". ")}
    answered = {"input": "who was captain", "passages": [passage],
                "output": [{"selected_sentences": ["Olga Berg was its captain"]}]}  # fmt: skip
    (tmp_path / "clapnq" / "clapnq_dev_answerable.jsonl").write_text(
        json.dumps(answered) + "\n", "utf-8"
    )
    (tmp_path / "clapnq" / "clapnq_dev_unanswerable.jsonl").write_text(
        json.dumps({"input": "who paid", "passages": [passage], "output": []}) + "\n", "utf-8"
    )
    return tmp_path
