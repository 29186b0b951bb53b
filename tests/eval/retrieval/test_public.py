"""Public sets, read from small files of their formats."""

import json

import pytest

from eval.retrieval.floor import PlainBM25, chunks
from eval.retrieval.public import read_sets
from eval.retrieval.sets import Reference
from rag.errors import SuiteError
from rag.types import Turn

BRIDGE = "The bridge fell on Monday. Six people were hurt."
FERRY = "A ferry took over on Tuesday."


@pytest.fixture
def data(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")

    def lines(*rows):
        return "".join(json.dumps(row) + "\n" for row in rows)

    passage = {"title": "Bridges", "text": BRIDGE}
    output = [{"selected_sentences": ["Six people were hurt.", "Not in it."]}]
    row = {"id": "1", "input": "How many were hurt?", "passages": [passage], "output": output}
    write("clapnq/clapnq_dev_answerable.jsonl", lines(row))
    other = {"id": "2", "input": "Who?", "passages": [passage, {"title": "", "text": FERRY}]}
    write("clapnq/clapnq_dev_unanswerable.jsonl", lines(other))

    rows = [
        {"id": "a", "context": FERRY, "question": "When?", "answers": ["Tuesday"]},
        {"id": "b", "context": BRIDGE, "question": "Why?", "answers": []},
    ]
    squad = [row | {"is_impossible": not row["answers"]} for row in rows]
    write("squad/squad2_dev_sample500.json", json.dumps(squad))

    answer = {"id": "q", "question": "When?", "answers": [{"text": "Tuesday", "answer_start": 21}]}
    paragraphs = [{"context": BRIDGE, "qas": []}, {"context": FERRY, "qas": [answer]}]
    write("xquad/xquad.en.json", json.dumps({"data": [{"paragraphs": paragraphs}]}))

    write("chunking/corpora/news.md", BRIDGE)
    marks = json.dumps([{"content": "x", "start_index": 27, "end_index": 48}]).replace('"', '""')
    write("chunking/questions_df.csv", f'question,references,corpus_id\nHow?,"{marks}",news\n')

    said = [("user", "Tell me of the ferry"), ("agent", "Gladly."), ("user", "When was it?")]
    turns = [{"speaker": who, "text": text} for who, text in said]
    contexts = [{"document_id": "1", "text": FERRY}]
    asked = {"task_id": "t", "contexts": contexts, "input": turns, "answerability": ["ANSWERABLE"]}
    unasked = asked | {"task_id": "u", "answerability": ["UNANSWERABLE"]}
    write("mtrag/tasks.jsonl", lines(asked, unasked))
    return tmp_path


def only(data, name):
    (public,) = read_sets(data, [name])
    (question,) = public.questions
    return public, question


def test_clapnq_pools_each_passage_once_under_its_title(data):
    public, question = only(data, "clapnq")
    assert public.corpus.articles == {"00000.txt": f"Bridges\n\n{BRIDGE}", "00001.txt": FERRY}
    assert question.right == (Reference("00000.txt", 0, 57),)
    (span,) = question.spans
    assert public.corpus.articles[span.file][span.start : span.end] == "Six people were hurt."


def test_squad_asks_only_what_has_an_answer(data):
    public, question = only(data, "squad")
    assert (question.id, len(public.corpus.articles)) == ("a", 2)
    assert question.spans == (Reference("00000.txt", 21, 28),)


def test_xquad_marks_the_answer(data):
    _, question = only(data, "xquad")
    assert question.right == (Reference("00001.txt", 0, 29),)
    assert question.spans == (Reference("00001.txt", 21, 28),)


def test_chunking_is_right_where_a_reference_stands(data):
    public, question = only(data, "chunking")
    assert public.corpus.articles == {"news.md": BRIDGE}
    assert question.right == question.spans == (Reference("news.md", 27, 48),)


def test_mtrag_is_asked_with_and_without_its_conversation(data):
    alone, whole = read_sets(data, ["mtrag"])
    assert (alone.name, whole.name) == ("mtrag-last-turn", "mtrag")
    assert [each.id for each in whole.questions] == ["t"]
    assert alone.questions[0].history == ()
    said = (Turn("user", "Tell me of the ferry"), Turn("assistant", "Gladly."))
    assert whole.questions[0].history == said
    assert [each.name for each in read_sets(data, ["mtrag-last-turn"])] == ["mtrag-last-turn"]


def test_all_sets_are_read_where_none_is_named(data):
    names = [each.name for each in read_sets(data)]
    assert names == ["clapnq", "squad", "xquad", "chunking", "mtrag-last-turn", "mtrag"]


def test_what_is_missing_unknown_or_malformed_is_named(data):
    with pytest.raises(SuiteError, match="there is no set nq: choose of clapnq"):
        read_sets(data, ["nq"])
    (data / "xquad" / "xquad.en.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"xquad: not in the form that this set has .*data"):
        read_sets(data, ["xquad"])
    (data / "mtrag" / "tasks.jsonl").unlink()
    with pytest.raises(SuiteError, match=r"tasks\.jsonl: can't be read"):
        read_sets(data, ["mtrag"])


def test_the_floor_ranks_by_rare_words():
    plain = PlainBM25({"a": "the red fox", "b": "the red hen", "c": "the blue hen of the hen"})
    assert [each.file for each in plain.search("the fox", 2)] == ["a", "c"]
    assert plain.search("wolf", 2) == []


def test_the_floor_cuts_after_two_hundred_words():
    text = " ".join(["word"] * 201)
    assert [(each.start, each.end) for each in chunks("a", text)] == [(0, 999), (1000, 1004)]
