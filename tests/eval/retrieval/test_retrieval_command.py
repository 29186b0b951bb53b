"""`python -m eval retrieval` over a tiny set, through a real ingest and a real search."""

import json

import pytest
from typer.testing import CliRunner

from eval.retrieval.command import build_app
from eval.retrieval.gate import Door
from rag import open_index as index_module
from rag.engine import query_engine

BRIDGE = "The bridge at Norby fell on Monday. Six people were hurt."
FERRY = "A ferry across the sound took over on Tuesday, and carried cars."


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "squad").mkdir(parents=True)
    rows = [
        {"id": "a", "context": FERRY, "question": "When did the ferry take over?"},
        {"id": "b", "context": BRIDGE, "question": "Where did the bridge fall?"},
    ]
    content = [row | {"answers": ["on"], "is_impossible": False} for row in rows]
    (folder / "squad" / "squad2_dev_sample500.json").write_text(json.dumps(content))
    return folder


@pytest.fixture
def run(tmp_path, data, small_embedder, monkeypatch):
    """Runs the command with an index folder and a baseline of its own."""
    monkeypatch.setattr(index_module, "load_embedder", lambda _: small_embedder)

    def command(*arguments, engine=query_engine):
        app = build_app(Door(lambda _: small_embedder, engine))
        root, baseline = tmp_path / "build", tmp_path / "baseline.json"
        flags = ["--data", data, "--set", "squad", "--index-root", root, "--baseline", baseline]
        return CliRunner().invoke(app, list(map(str, [*flags, *arguments])), env={"COLUMNS": "200"})

    return command


class FindsNothing:
    def search(self, _question, _top_k=None):
        return ()

    def close(self):
        pass


def test_what_is_saved_is_held_and_what_falls_is_named(run, tmp_path):
    unsaved = run()
    assert unsaved.exit_code == 2
    assert "squad: not in the baseline" in unsaved.stdout
    saved = run("--update-baseline")
    assert saved.exit_code == 0
    means = json.loads((tmp_path / "baseline.json").read_text())["sets"]["squad"]
    assert (means["questions"], means["means"]["hit_1"]) == (2, 1.0)
    assert run().exit_code == 0
    worse = run(engine=lambda _: FindsNothing())
    assert worse.exit_code == 1
    assert "squad: worse: Hit@1 .000, was 1.00" in worse.stdout


def test_figures_of_each_question_are_written(run, tmp_path):
    run("--json", tmp_path / "out" / "figures.json")
    squad = json.loads((tmp_path / "out" / "figures.json").read_text())["sets"]["squad"]
    assert set(squad["questions"]) == {"a", "b"}
    assert squad["questions"]["a"]["hit_1"] == 1.0
    assert squad["floor"]["hit_1"] == 1.0


def test_a_baseline_that_is_no_baseline_is_a_line_and_exit_2(run, tmp_path):
    (tmp_path / "baseline.json").write_text("[]")
    result = run()
    assert result.exit_code == 2
    assert "can't be read as a baseline" in result.stderr


def test_articles_of_a_set_that_changed_are_indexed_anew(run, data):
    run("--update-baseline")
    path = data / "squad" / "squad2_dev_sample500.json"
    rows = json.loads(path.read_text())
    rows[0] |= {"context": "A lion left the zoo, on foot.", "question": "What left the zoo?"}
    path.write_text(json.dumps(rows[:1]))
    result = run()
    assert "worse: Hit" not in result.stdout
    assert "squad                 1  1.00" in result.stdout


def test_the_parts_are_measured_one_by_one(run):
    result = run("--ablate")
    assert result.exit_code == 0
    rows = [line.strip("| ").split(" | ") for line in result.stdout.splitlines()]
    assert rows[0] == ["squad"]
    table = {row[0]: row[1:] for row in rows[2:]}
    assert table["lexical only"] == ["1.00 / 1.00"]
    assert {"dense only", "both, fused by rank", "**all parts, as shipped**"} <= table.keys()


def test_figures_of_some_questions_are_not_to_be_kept(run):
    result = run("--every", 2)
    assert result.exit_code == 2
    assert "--every is for --ablate" in result.stderr
    assert run("--ablate", "--every", 2).exit_code == 0
