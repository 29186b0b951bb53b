"""`python -m rag` as programs and people use it, over the sample articles."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "eval" / "suites" / "sample" / "articles"

ANSWER_KEYS = [
    "id",
    "question",
    "answer",
    "statements",
    "citations",
    "disagreement",
    "abstained",
    "reason",
    "confidence",
    "coverage",
    "passages",
    "seconds",
]
CITATION_KEYS = ["n", "file", "title", "date", "part", "start", "end", "quote"]


@pytest.fixture(scope="module")
def rag(sample_settings):
    def run(*words, stdin=b"", index=sample_settings.index):
        return subprocess.run(
            [sys.executable, "-m", "rag", *words, "--index", str(index)],
            input=stdin,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def lines(rag):
    """The answers to a batch in which some lines are no questions."""
    asked = [
        {"id": 1, "question": "How many people were killed in the strike near Taji?"},
        {"id": "two", "question": "Who won the 2019 chess tournament in Reykjavik?"},
        {"id": 3},
        {"id": 4, "question": "   "},
        {"id": 5, "question": "What did parliament vote for?", "as_of": "2020-13-40"},
        {"id": 6, "question": "What did parliament vote for?", "as_of": "2020-01-10"},
        {"id": 7, "question": "x" * 20_000},
        {"id": 8, "question": "¿Cuántos soldados murieron en la base de Jordania?"},
        {
            "id": 9,
            "question": "And where was it?",
            "history": [
                {"role": "user", "content": "Which commander was killed by a drone in 2024?"},
                {"role": "assistant", "content": "A commander of Kataib Hezbollah."},
            ],
        },
    ]
    stdin = b"\n".join(json.dumps(each).encode() for each in asked) + b"\n{not json\n\xff\xfe\n"
    done = rag("ask", "--jsonl", stdin=stdin)
    return done, [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_every_line_gets_one_line_in_order_and_bad_ones_say_why(lines):
    done, answers = lines
    assert [each["id"] for each in answers] == [1, "two", 3, 4, 5, 6, 7, 8, 9, None, None]
    failed = {each["id"]: each["error"] for each in answers if "error" in each}
    assert set(failed) == {3, 4, 5, 7, None}
    assert "question" in failed[3]
    assert "empty" in failed[4]
    assert "as_of" in failed[5]
    assert "20,000" in failed[7]
    assert done.returncode == 1


def test_an_answer_has_the_keys_of_the_contract_and_no_others(lines):
    answer = lines[1][0]
    assert list(answer) == ANSWER_KEYS
    assert all(list(each) == CITATION_KEYS for each in answer["citations"])
    assert list(answer["statements"][0]) == ["text", "kind", "status", "citations"]
    assert list(answer["coverage"]) == ["articles", "from", "to", "undated", "as_of"]
    assert list(answer["passages"][0]) == ["file", "start", "end", "part", "score", "text"]
    assert list(answer["seconds"]) == ["retrieve", "answer", "total"]


def test_every_quote_can_be_checked_by_anyone(lines):
    cited = [each for answer in lines[1] if "error" not in answer for each in answer["citations"]]
    plain = [each for each in cited if each["file"].endswith((".txt", ".md"))]
    assert plain
    for each in plain:
        with (SAMPLE / each["file"]).open(encoding="utf-8", newline="") as file:
            assert file.read()[each["start"] : each["end"]] == each["quote"]


def test_markers_in_the_text_are_the_numbers_of_the_citations(lines):
    for answer in lines[1]:
        if "error" in answer:
            continue
        numbers = [each["n"] for each in answer["citations"]]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(f"[{n}]" in answer["answer"] for n in numbers)
        assert {n for each in answer["statements"] for n in each["citations"]} == set(numbers)


def test_what_no_article_tells_is_refused_with_a_reason(lines):
    answer = lines[1][1]
    assert answer["abstained"]
    assert answer["reason"]
    assert answer["statements"] == answer["citations"] == []


def test_as_of_leaves_later_articles_out_and_says_so(lines):
    answer = lines[1][5]
    assert answer["coverage"]["as_of"] == "2020-01-10"
    assert answer["coverage"]["to"] <= "2020-01-10"
    assert all(each["date"] is None or each["date"] <= "2020-01-10" for each in answer["citations"])


def test_a_question_in_another_language_ends_in_an_answer_or_a_reason(lines):
    answer = lines[1][7]
    assert answer["reason"] if answer["abstained"] else answer["citations"]


def test_search_gives_as_many_passages_as_asked_for(rag):
    asked = {"id": "s", "question": "drone strike in Baghdad", "top_k": 3}
    done = rag("search", "--jsonl", stdin=json.dumps(asked).encode())
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(found) == ["id", "passages"]
    assert len(found["passages"]) == 3
    scores = [each["score"] for each in found["passages"]]
    assert scores == sorted(scores, reverse=True)


def test_show_prints_the_text_that_spans_count_in(rag):
    done = rag("show", "second-man.txt")
    assert done.stdout == (SAMPLE / "second-man.txt").read_bytes()


def test_a_person_reads_quotes_sources_and_what_was_searched(rag):
    done = rag("ask", "How many people were killed in the strike near Taji?")
    said = done.stdout.decode()
    assert done.returncode == 0
    assert "[1]" in said
    assert "Searched 15 articles" in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "nothing.txt"), "nothing.txt"),
        (("ask", " "), "empty"),
        (("ask",), "--jsonl"),
        (("ask", "Who?", "--as-of", "soon"), "YYYY-MM-DD"),
        (("ask", "Who was killed?", "--model", "no/such-model"), "no/such-model"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_one(rag, words, message):
    done = rag(*words)
    error = done.stderr.decode()
    assert done.returncode == 1
    assert message in error
    assert len(error.strip().splitlines()) == 1


def test_a_missing_index_names_the_command_that_makes_one(rag, tmp_path):
    done = rag("ask", "Who was killed?", index=tmp_path / "none")
    assert done.returncode == 1
    assert "python -m ingest" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_how_a_follow_up_was_understood_ends_its_answer(lines):
    by_id = {each["id"]: each for each in lines[1]}
    assert by_id[9]["answer"].split("\n")[-1].startswith("Understood as: And where was it? (")
    assert "2024" in by_id[9]["answer"].split("\n")[-1]
    assert "Understood as" not in by_id[1]["answer"]
