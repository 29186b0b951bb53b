"""Running again after a change, with a small command in place of the run."""

import sys
import threading
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import rag
from eval.__main__ import build_app
from eval.watch import run_again, watched
from rag.errors import SuiteError

PATIENCE = 20.0


def wait_for(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_a_change_runs_the_command_again(tmp_path):
    watched_folder, log = tmp_path / "watched", tmp_path / "log"
    watched_folder.mkdir()
    command = [sys.executable, "-c", f"open({str(log)!r}, 'a').write('x')"]
    stop = threading.Event()
    thread = threading.Thread(target=run_again, args=(command, [watched_folder], stop))
    thread.start()
    try:
        wait_for(lambda: log.exists() and log.read_text() == "x")
        (watched_folder / "cases.yaml").write_text("changed")
        wait_for(lambda: log.read_text() == "xx")
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_suites_articles_and_code_are_watched(tiny_suite, tmp_path):
    paths = watched([str(tiny_suite)], tmp_path)
    room = Path(rag.__file__).parent
    assert {tiny_suite, tiny_suite / "articles", tmp_path, room} <= set(paths)
    assert all(path.exists() for path in paths)


def test_a_suite_with_a_mistake_is_watched_for_its_mending(tiny_suite):
    (tiny_suite / "cases.yaml").write_text("suite: [", encoding="utf-8")
    assert tiny_suite in watched([str(tiny_suite)], None)
    with pytest.raises(SuiteError, match="no suite nowhere"):
        watched(["nowhere"], None)


def test_a_watched_run_is_never_made_the_baseline(tiny_suite, open_table, right_answers):
    app = build_app(open_table(right_answers).door)
    result = CliRunner().invoke(app, [str(tiny_suite), "--watch", "--update-baseline"])
    assert result.exit_code == 2
    assert "--watch and --update-baseline don't go together" in result.stderr
