"""Suites through a language model: totals of what it wrote, and a baseline of its own."""

import json
import re

import pytest
from llama_index.core.base.llms.types import (
    ChatResponse,
    CompletionResponse,
    LLMMetadata,
)
from llama_index.core.llms.custom import CustomLLM

from eval.door import DOOR
from eval.gate import Request, evaluate
from eval.run import Door
from eval.written import baseline_name, outside, writing_door
from rag.errors import SuiteError
from rag.open_index import OpenIndex
from rag.settings import Settings
from rag.types import Answer, Citation, Coverage, Part, Seconds, Statement

SUITE = """\
suite: tiny
articles: articles
cases:
  - id: hurt
    question: How many people were hurt when the bridge at Norby fell?
    kind: number
    answerable: true
    facts: [["six people"]]
    sources: [bridge.txt]
  - id: cost
    question: What did the new opera house in Sydney cost to build?
    kind: number
    answerable: false
    refusal: far-off
"""


class Copier(CustomLLM):
    """Copies the first sentence it is shown, then tells a lie about it."""

    @property
    def metadata(self):
        return LLMMetadata(context_window=4096, num_output=256, model_name="Copier 1.0")

    def complete(self, prompt, formatted=False, **kwargs):  # noqa: ARG002 - llama-index's own
        key, quote = re.search(r"^\[([A-Z]+\d+)\] (.*)$", prompt, re.MULTILINE).groups()
        return CompletionResponse(text=f"{quote} [{key}]\nNinety people were hurt. [{key}]")

    def stream_complete(self, prompt, formatted=False, **kwargs):  # noqa: ARG002 - as above
        yield CompletionResponse(text="", delta=self.complete(prompt).text)

    def stream_chat(self, messages, **kwargs):  # noqa: ARG002 - as above
        text = self.complete("\n".join(str(each.content) for each in messages)).text
        yield ChatResponse(message=messages[-1], delta=text)


@pytest.fixture
def suite(tmp_path):
    folder = tmp_path / "tiny"
    (folder / "articles").mkdir(parents=True)
    (folder / "cases.yaml").write_text(SUITE)
    (folder / "articles" / "bridge.txt").write_text(
        "The bridge at Norby fell on Monday. Six people were hurt, the police said.\n"
    )
    return folder


def test_a_model_has_its_own_baseline_with_what_it_wrote(suite, tmp_path, capsys):
    door = writing_door(Door(DOOR.index, lambda settings: OpenIndex(settings, Copier()), DOOR.pin))
    request = Request(
        (str(suite),), root=tmp_path / "kept", update_baseline=True, baseline="baseline.copier.json"
    )
    assert evaluate(request, Settings(), door) == 0
    written = json.loads((suite / "baseline.copier.json").read_text())
    assert not (suite / "baseline.json").exists()
    assert written["totals"]["sentences_checked"] == 2
    assert written["totals"]["sentences_dropped"] == 1
    assert written["totals"]["facts_lost"] == 0
    assert written["totals"]["outside_quotes"] == 0
    assert "2 sentences written and checked, 1 dropped" in capsys.readouterr().out


def test_a_baseline_is_named_after_the_model():
    settings = Settings(llm_url="http://127.0.0.1:9/v1", llm_model="Qwen/Qwen3:4b")
    assert baseline_name(settings) == "baseline.qwen-qwen3-4b.json"
    with pytest.raises(SuiteError, match="llm_url"):
        baseline_name(Settings())


@pytest.mark.parametrize(
    ("text", "count"),
    [("Six people were hurt.", 0), ("Police in Oslo said so.", 1), ("There were 7.", 1)],
)
def test_what_stands_outside_the_quotes_is_counted_apart_from_the_checks(text, count):
    quote = "Six people were hurt, the police said."
    citation = Citation(1, "a.txt", "", None, Part.BODY, 0, len(quote), quote)
    statement = Statement(text, "written", None, (1,))
    coverage = Coverage(1, None, None, 1)
    answer = Answer(
        "?", "", (statement,), (citation,), False, None, 1.0, coverage, (), Seconds(0, 0, 0)
    )
    assert outside(answer) == count
