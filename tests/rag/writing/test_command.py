"""`python -m rag ask` with a language model: quotes first, prose second; the same as JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TAJI = "How many people were killed in the strike near Taji?"
ROOT = Path(__file__).parents[3]
SIX = "Six people were killed and three others are in a critical condition"


@pytest.fixture
def ask(sample_settings, scripted, with_key):
    url, script = scripted
    script.reply = with_key("Six people were killed, an officer in the Iraqi army said.", SIX)

    def run(*words, address=url):
        return subprocess.run(
            [
                *(sys.executable, "-m", "rag", "ask", TAJI, "--llm", address, *words),
                *("--llm-model", "scripted", "--index", str(sample_settings.index)),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


def test_json_has_written_statements_with_exact_quotes(ask, engine):
    done = ask("--json")
    said = json.loads(done.stdout)
    # the sources may differ, which is said after it
    written = next(each for each in said["statements"] if each["kind"] == "written")
    assert written["text"] == "Six people were killed, an officer in the Iraqi army said."
    cited = {each["n"]: each for each in said["citations"]}
    assert list(cited) == list(range(1, len(cited) + 1))
    for number in written["citations"]:
        quote = cited[number]
        text = engine.article(quote["file"]).text
        assert text[quote["start"] : quote["end"]] == quote["quote"]
        assert f"{written['text']} [{number}]" in said["answer"]
    assert said["statements"][0]["kind"] == "quote"
    assert said["writing"] == {
        "sentences": 1,
        "dropped": [],
        "searches": [],
        "notes": [],
        "tokens": {"prompt": 321, "completion": 15, "estimated": False},
    }


def test_a_terminal_has_the_quotes_first(ask):
    done = ask()
    assert done.returncode == 0
    quoted, _, prose = done.stdout.partition("Written from the quotes, each sentence checked:")
    assert "“Six people were killed" in quoted
    assert "Six people were killed, an officer in the Iraqi army said." in prose
    assert "Tokens: 321 in, 15 out." in prose


def test_a_dead_model_leaves_the_quotes_and_one_line(ask):
    done = ask("--json", address="http://127.0.0.1:9/v1")
    said = json.loads(done.stdout)
    assert done.returncode == 0
    assert {each["kind"] for each in said["statements"]} == {"quote"}
    assert len(done.stderr.strip().splitlines()) == 1
    assert "can't be reached" in done.stderr
