"""Naming a language model, and finding which ones answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import LanguageModelError, SettingsError
from rag.llm.endpoint import Endpoint, endpoint, is_local, sent_away
from rag.llm.listing import only_model, served, usual_addresses
from rag.llm.tokens import by_server, estimated
from rag.settings import Settings

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:8000/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://127.8.9.1/v1", True),
        ("https://api.example.com/v1", False),
        ("http://192.168.1.20:8000/v1", False),
        ("http://localhost.example.com/v1", False),
        ("http://127.0.0.1.example.com/v1", False),
    ],
)
def test_only_this_machines_own_addresses_are_local(url, local):
    assert is_local(url) is local


def test_a_far_address_says_once_that_passages_are_sent_there():
    said = sent_away(Endpoint("https://api.example.com/v1", "big", 8192, 60, "secret"))
    assert "api.example.com" in said
    assert "secret" not in said
    assert sent_away(Endpoint("http://127.0.0.1:1/v1", "small", 8192, 60)) is None


def test_nothing_named_is_no_language_model():
    assert endpoint(Settings()) is None


@pytest.mark.parametrize("url", ["ftp://there/v1", "localhost:11434", "http://"])
def test_an_address_that_is_none_is_a_wrong_setting(url):
    with pytest.raises(SettingsError, match="llm_url"):
        endpoint(Settings(llm_url=url, llm_model="m"))


def test_a_key_is_in_no_text_of_an_endpoint():
    at = endpoint(Settings(llm_url="http://127.0.0.1:9/v1", llm_model="m", llm_api_key="secret"))
    assert at.key == "secret"
    assert "secret" not in repr(at) + repr(Settings(llm_api_key="secret"))


def test_the_only_model_of_an_address_need_not_be_named(scripted):
    url, script = scripted
    assert endpoint(Settings(llm_url=url)).model == "scripted"
    assert script.paths == ["/v1/models"]


def test_where_nothing_answers_the_message_says_what_to_do():
    with pytest.raises(LanguageModelError, match="start it, or check llm_url"):
        only_model("http://127.0.0.1:9/v1")


def test_what_answers_is_listed_and_what_does_not_is_left_out(scripted):
    url, _ = scripted
    found = served([(url, "here"), ("http://127.0.0.1:9/v1", "nowhere")])
    assert [(each.url, each.models) for each in found] == [(url, ("scripted",))]


def test_the_usual_addresses_are_all_on_this_machine():
    assert usual_addresses()
    assert all(is_local(url) for url in usual_addresses())


def test_an_estimate_counts_rather_too_many_tokens_than_too_few():
    # 44 characters; usual tokenizers make 9 or 10 tokens of it
    assert estimated("The quick brown fox jumps over the lazy dog.") == 15


def test_a_server_that_counts_no_tokens_is_not_asked_to(scripted):
    url, script = scripted
    assert by_server(Endpoint(url, "scripted", 8192, 5)) is None
    assert script.paths == ["/tokenize"]


def test_the_command_lists_models(scripted):
    url, _ = scripted
    done = subprocess.run(
        [sys.executable, "-m", "rag", "models", "--llm", url, "--json"],
        cwd=ROOT,
        env={**os.environ, "NO_PROXY": "*"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    (found,) = json.loads(done.stdout)["endpoints"]
    assert (found["url"], found["models"]) == (url, ["scripted"])
