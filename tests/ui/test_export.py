"""Conversations saved as Markdown and JSON."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rag.types import Question
from ui.conversation import Exchange
from ui.export import as_json, as_markdown, escaped
from ui.texts import ENGLISH

HURT = "How many passengers were hurt on the ferry?"


@pytest.fixture
def exchange(engine) -> Exchange:
    question = Question(HURT)
    at = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
    return Exchange("e1", at, question, engine.ask(question), None, (("inquiry.md", "v1"),))


def test_markdown_has_quotes_sources_dates_and_what_was_searched(exchange) -> None:
    written = as_markdown((exchange,), ENGLISH)
    assert f"## {HURT}" in written
    assert "*Asked 5 January 2026, 10:30 UTC*" in written
    assert (
        "> 2 March 2021 · Reported  \n"
        "> “Nine passengers were hurt, the port authority said.” \\[1\\]" in written
    )
    assert (
        "1. Harbour bridge closed after ferry collision, 2 March 2021, "
        "2021/harbour.txt\\[126:177\\]" in written
    )
    assert "**Sources disagree**" in written
    assert "*Searched 4 articles, 3 January 2020 to 14 September 2021, 1 undated.*" in written


def test_json_has_the_contracts_answer_and_the_versions_of_its_articles(exchange) -> None:
    (written,) = json.loads(as_json((exchange,)))["exchanges"]
    assert written["answer"]["citations"][0]["file"] == "2021/harbour.txt"
    assert written["answer"]["citations"][0]["start"] == 126
    assert written["versions"] == {"inquiry.md": "v1"}
    assert written["limits"]["since"] is None


def test_a_failure_is_in_both(exchange) -> None:
    failed = replace(exchange, answer=None, failure="Too *long*.")
    assert "Too \\*long\\*." in as_markdown((failed,), ENGLISH)
    assert json.loads(as_json((failed,)))["exchanges"][0]["failure"] == "Too *long*."


def test_what_articles_say_is_no_markup() -> None:
    assert escaped("<script>a</script> [x](y) *b* `c`\n# d") == (
        "\\<script\\>a\\</script\\> \\[x\\](y) \\*b\\* \\`c\\` \\# d"
    )
    assert escaped("1. first") == "1\\. first"
    assert escaped("- first") == "\\- first"
