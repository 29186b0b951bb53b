"""The same engine for programs, over plain HTTP."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

pytestmark = [
    # Gradio counts its calls with two options that pandas 4 will drop.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
HURT = "How many passengers were hurt on the ferry?"


@pytest.fixture
def call(address):
    """Calls an endpoint as curl would; gives the event and its data.

    Not through Gradio's client, which asks a server elsewhere who it runs for.
    """

    def called(endpoint: str, **values: object) -> tuple[str, object]:
        url = f"{address}gradio_api/call/v2/{endpoint}"
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(url, json.dumps(values).encode(), headers), timeout=60) as response:
            event_id = json.load(response)["event_id"]
        with urlopen(f"{url}/{event_id}", timeout=60) as response:
            *_, event, data = response.read().decode().strip().splitlines()
        return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))

    return called


@pytest.fixture
def result(call):
    """Calls an endpoint that has to succeed; gives its result."""

    def resulted(endpoint: str, **values: object):
        event, data = call(endpoint, **values)
        assert event == "complete"
        return data[0]

    return resulted


@pytest.fixture(scope="module")
def offered(address) -> dict:
    with urlopen(f"{address}gradio_api/info", timeout=60) as response:
        return json.load(response)


def test_only_the_named_endpoints_are_offered(offered) -> None:
    assert set(offered["named_endpoints"]) == {"/ask", "/search", "/articles"}
    assert offered["unnamed_endpoints"] == {}


def test_ask_answers_as_the_command_line_does(result) -> None:
    answer = result("ask", question=HURT)
    assert answer["citations"][0] == {
        "n": 1, "file": "2021/harbour.txt", "title": "Harbour bridge closed after ferry collision",
        "date": "2021-03-02", "part": "body", "start": 126, "end": 177,
        "quote": "Nine passengers were hurt, the port authority said.",
    }  # fmt: skip
    assert answer["coverage"]["articles"] == 4


def test_an_as_of_day_holds_for_programs_too(result) -> None:
    answer = result("ask", question=HURT, as_of="2021-03-31")
    assert [each["file"] for each in answer["citations"]] == ["2021/harbour.txt"]


def test_dates_parts_and_files_limit_an_answer(result) -> None:
    def files(**limits: object) -> list[str]:
        return [each["file"] for each in result("ask", question=HURT, **limits)["citations"]]

    assert files(since="2021-03-01", until="2021-03-31") == ["2021/harbour.txt"]
    assert files(files=["inquiry.md"]) == ["inquiry.md"]


def test_results_are_typed(offered) -> None:
    (answer,) = offered["named_endpoints"]["/ask"]["returns"]
    citation = answer["type"]["properties"]["citations"]["items"]["properties"]
    assert (citation["quote"], citation["start"]) == ({"type": "string"}, {"type": "integer"})
    (articles,) = offered["named_endpoints"]["/articles"]["returns"]
    assert articles["type"]["items"]["properties"]["passages"] == {"type": "integer"}
    assert "checked quotes" in offered["named_endpoints"]["/ask"]["description"]


def test_search_gives_passages_and_articles_are_listed(result) -> None:
    (found,) = result("search", question=HURT, top_k=1)
    assert found["text"] == "Nine passengers were hurt, the port authority said."
    listed = result("articles")
    assert [each["date"] for each in listed] == ["2021-03-02", None, "2021-09-14", "2020-01-03"]


@pytest.mark.parametrize(
    ("endpoint", "values", "reason"),
    [
        ("ask", {"question": "x" * 600}, "The question is longer than 500 characters"),
        ("ask", {"question": HURT, "as_of": "soon"}, "'soon' is no day"),
        ("ask", {"question": HURT, "parts": ["nose"]}, "'nose' is no part: give one of body"),
        ("search", {"question": HURT, "top_k": 0}, "top_k has to be from 1 to 1,000"),
    ],
)
def test_a_refused_call_says_why(call, endpoint, values, reason) -> None:
    event, data = call(endpoint, **values)
    assert event == "error"
    assert reason in str(data)


def test_answers_asked_for_at_once_are_not_mixed_up(result) -> None:
    questions = [f"Which ships went by on day {day}?" for day in range(16)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda asked: result("ask", question=asked), questions))
    assert [answer["question"] for answer in answers] == questions


def example(name: str, address: str) -> str:
    """An example of docs/page.md, for the page under test."""
    page = (Path(__file__).parents[2] / "docs/page.md").read_text(encoding="utf-8")
    code = re.search(rf"<!-- tested: {name} -->\n```\w+\n(.*?)```", page, re.DOTALL).group(1)
    return code.replace("http://127.0.0.1:7860", address.rstrip("/"))


def test_the_example_for_curl_gives_an_answer(address) -> None:
    if shutil.which("curl") is None and not os.environ.get("CI"):
        pytest.skip("there is no curl on this machine")
    done = subprocess.run(
        ["bash", "-euc", example("curl", address)], capture_output=True, text=True, timeout=60
    )
    assert "event: complete" in done.stdout
    assert "Nine passengers were hurt" in done.stdout


def test_the_example_for_python_gives_an_answer(address) -> None:
    code = example("python", address)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "2021/harbour.txt 2021-03-02 Nine passengers were hurt" in done.stdout
