"""How far a model's values reach."""

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from typer.testing import CliRunner

from eval.fit.ranges import embedded_texts, groups, largest_seen
from eval.fit.ranges_command import app
from eval.stories.story import held_out, read_stories
from rag.embedding.bert_folder import read_bert_folder
from rag.embedding.model_folder import BUNDLED, find_model
from rag.reading.adapter import ADAPTER, ranges_file


@pytest.fixture(scope="module")
def bert():
    return read_bert_folder(find_model(BUNDLED))


def test_another_text_can_only_widen_a_range(bert):
    weights = load_file(bert.weights)
    one = largest_seen(weights, bert.shape, [[101, 2158, 102]])
    two = largest_seen(weights, bert.shape, [[101, 2158, 102], [101, 3899, 4937, 102]])
    assert len(one) == 4 * bert.shape.layers
    assert all((two[name] >= one[name]).all() for name in one)
    assert any((two[name] > one[name]).any() for name in one)


def test_questions_are_of_stories_that_are_not_held_out_and_the_same_each_time(bert):
    stories = read_stories()[:12]
    drawn = groups(stories, 5)
    kept = {each.ask for story in stories if held_out(story) for each in story.questions}
    assert drawn == groups(stories, 5)
    assert not kept & {group.question for group in drawn}
    tokenizer = Tokenizer.from_file(str(bert.tokenizer))
    texts = embedded_texts(drawn, tokenizer)
    assert len(texts) == sum(len(group.passages) for group in drawn) + 5


def test_the_command_writes_both_files(tmp_path):
    adapter = tmp_path / "reader.safetensors"
    adapter.write_bytes(ADAPTER.read_bytes())
    result = CliRunner().invoke(
        app,
        ["--embedder", str(tmp_path / "e.safetensors"), "--adapter", str(adapter),
         "--questions", "1", "--stories", "3"],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    fresh = load_file(ranges_file(adapter))
    shipped = load_file(ranges_file(ADAPTER))
    assert fresh.keys() == shipped.keys()
    assert all(np.all(fresh[name] <= shipped[name] * 1.5 + 1) for name in fresh)
