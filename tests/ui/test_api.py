"""The same engine for programs, through Gradio's client."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

pytestmark = [
    # Gradio counts its calls with two options that pandas 4 will drop.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
HURT = "How many passengers were hurt on the ferry?"


@pytest.fixture(scope="module")
def client(address):
    client = Client(address, verbose=False)
    yield client
    client.close()


def test_only_the_named_endpoints_are_offered(client) -> None:
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {
        "/ask", "/search", "/articles",
    }  # fmt: skip
    assert client.view_api(return_format="dict")["unnamed_endpoints"] == {}


def test_ask_answers_as_the_command_line_does(client) -> None:
    answer = client.predict(HURT, api_name="/ask")
    assert answer["citations"][0] == {
        "n": 1, "file": "2021/harbour.txt", "title": "Harbour bridge closed after ferry collision",
        "date": "2021-03-02", "part": "body", "start": 126, "end": 177,
        "quote": "Nine passengers were hurt, the port authority said.",
    }  # fmt: skip
    assert answer["coverage"]["articles"] == 4


def test_an_as_of_day_holds_for_programs_too(client) -> None:
    answer = client.predict(HURT, "2021-03-31", api_name="/ask")
    assert [each["file"] for each in answer["citations"]] == ["2021/harbour.txt"]


def test_search_gives_passages_and_articles_are_listed(client) -> None:
    (found,) = client.predict(HURT, 1, api_name="/search")
    assert found["text"] == "Nine passengers were hurt, the port authority said."
    listed = client.predict(api_name="/articles")
    assert [each["date"] for each in listed] == ["2021-03-02", None, "2021-09-14", "2020-01-03"]


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (("x" * 600, "", "/ask"), "The question is longer than 500 characters"),
        ((HURT, "soon", "/ask"), "'soon' is no day"),
        ((HURT, 0, "/search"), "top_k has to be from 1 to 1,000"),
    ],
)
def test_a_refused_call_says_why(client, call, reason) -> None:
    question, more, endpoint = call
    with pytest.raises(AppError, match=reason):
        client.predict(question, more, api_name=endpoint)


def test_answers_asked_for_at_once_are_not_mixed_up(client) -> None:
    questions = [
        f"Which {ships} went by on day {day}?" for ships in ("ships",) for day in range(16)
    ]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda asked: client.predict(asked, api_name="/ask"), questions))
    assert [answer["question"] for answer in answers] == questions
