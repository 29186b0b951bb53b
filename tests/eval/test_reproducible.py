"""Real articles and the real engine: a rerun writes the same, but for times."""

import json

import pytest
from typer.testing import CliRunner

from eval.__main__ import build_app
from eval.door import DOOR

LONG = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}


def without_seconds(path):
    """The file as it is, with the values of every "seconds" taken out."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for line in lines:
        line.pop("seconds")
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


@pytest.fixture(scope="module")
def app():
    return build_app(DOOR)


@pytest.mark.slow
def test_a_rerun_is_the_same_byte_for_byte_but_for_times(app, tiny_suite, tmp_path):
    def run(name, *more):
        target = tmp_path / name
        command = [str(tiny_suite), "--index-root", str(tmp_path / "build"), "--json", str(target)]
        result = CliRunner().invoke(app, [*command, *more], env=LONG)
        return result.exit_code, without_seconds(target)

    saved, first = run("first", "--update-baseline")
    again, second = run("second")
    third, _ = run("third")
    assert (saved, again, third) == (0, 0, 0)
    assert second == first
    suite = json.loads(first.splitlines()[0])
    assert suite["index"]["generation"]
    assert suite["index"]["fingerprint"]
    assert len(suite["index"]["articles"]) == 64
    assert suite["settings"]["model"] == "all-MiniLM-L6-v2"
    assert {"python", "chromadb", "tantivy"} <= suite["versions"].keys()
    assert len(suite["code"]) == 12
