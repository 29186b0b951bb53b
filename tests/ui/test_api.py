"""The same engine for programs, over plain HTTP."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
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

    def called(endpoint: str, *values: object) -> tuple[str, object]:
        url = f"{address}gradio_api/call/{endpoint}"
        body = json.dumps({"data": values}).encode()
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(url, body, headers), timeout=60) as response:
            event_id = json.load(response)["event_id"]
        with urlopen(f"{url}/{event_id}", timeout=60) as response:
            *_, event, data = response.read().decode().strip().splitlines()
        return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))

    return called


@pytest.fixture
def result(call):
    """Calls an endpoint that has to succeed; gives its result."""

    def resulted(endpoint: str, *values: object):
        event, data = call(endpoint, *values)
        assert event == "complete"
        return data[0]

    return resulted


def test_only_the_named_endpoints_are_offered(address) -> None:
    with urlopen(f"{address}gradio_api/info", timeout=60) as response:
        offered = json.load(response)
    assert set(offered["named_endpoints"]) == {"/ask", "/search", "/articles"}
    assert offered["unnamed_endpoints"] == {}


def test_ask_answers_as_the_command_line_does(result) -> None:
    answer = result("ask", HURT, "")
    assert answer["citations"][0] == {
        "n": 1, "file": "2021/harbour.txt", "title": "Harbour bridge closed after ferry collision",
        "date": "2021-03-02", "part": "body", "start": 126, "end": 177,
        "quote": "Nine passengers were hurt, the port authority said.",
    }  # fmt: skip
    assert answer["coverage"]["articles"] == 4


def test_an_as_of_day_holds_for_programs_too(result) -> None:
    answer = result("ask", HURT, "2021-03-31")
    assert [each["file"] for each in answer["citations"]] == ["2021/harbour.txt"]


def test_search_gives_passages_and_articles_are_listed(result) -> None:
    (found,) = result("search", HURT, 1, "")
    assert found["text"] == "Nine passengers were hurt, the port authority said."
    listed = result("articles")
    assert [each["date"] for each in listed] == ["2021-03-02", None, "2021-09-14", "2020-01-03"]


@pytest.mark.parametrize(
    ("endpoint", "values", "reason"),
    [
        ("ask", ("x" * 600, ""), "The question is longer than 500 characters"),
        ("ask", (HURT, "soon"), "'soon' is no day"),
        ("search", (HURT, 0, ""), "top_k has to be from 1 to 1,000"),
    ],
)
def test_a_refused_call_says_why(call, endpoint, values, reason) -> None:
    event, data = call(endpoint, *values)
    assert event == "error"
    assert reason in str(data)


def test_answers_asked_for_at_once_are_not_mixed_up(result) -> None:
    questions = [f"Which ships went by on day {day}?" for day in range(16)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda asked: result("ask", asked, ""), questions))
    assert [answer["question"] for answer in answers] == questions
