"""`python -m ingest` as a person, and as a program, meets it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

import rag.embedding
from ingest.__main__ import app, main

ROOT = Path(__file__).parents[2]
KEYS = [
    "generation", "added", "changed", "removed", "unchanged", "failed", "articles", "passages",
    "seconds",
]  # fmt: skip


@pytest.fixture
def command(settings, folder, monkeypatch, capsys, hashing_embedder):
    """Run the command with the small embedder; gives exit code, output and errors."""
    monkeypatch.setattr(rag.embedding, "load_embedder", lambda _: hashing_embedder)

    def run(*arguments, folder=folder):
        monkeypatch.setattr(
            sys, "argv", ["ingest", str(folder), "--index", str(settings.index), *arguments]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        return ended.value.code or 0, output.out, output.err

    return run


def test_the_last_line_is_the_contracts(write, command):
    write("a.txt", "The ferry left the harbour.")
    write("b.txt", "The tide was high.")
    code, out, _ = command("--json")
    line = json.loads(out.splitlines()[-1])
    assert (code, list(line)) == (0, KEYS)
    assert [line[key] for key in KEYS[1:8]] == [2, 0, 0, 0, [], 2, 2]
    assert line["seconds"]["total"] > 0


def test_a_bad_file_is_one_line_and_exit_code_1(write, folder, command):
    write("a.txt", "The ferry left the harbour.")
    (folder / "bad\n.pdf").write_bytes(b"%PDF-1.4 and no more")
    code, out, err = command("--json")
    line = json.loads(out.splitlines()[-1])
    assert (code, line["added"], line["articles"]) == (1, 1, 1)
    assert [failure["file"] for failure in line["failed"]] == ["bad\n.pdf"]
    assert line["failed"][0]["error"]
    assert len([each for each in err.splitlines() if each.strip()]) == 1
    assert command("--json")[0] == 1, "it is tried again"


def test_people_get_a_sentence(write, command):
    write("a.txt", "The ferry left the harbour.")
    _, out, err = command()
    assert out.startswith("Files: 1 added. The index holds 1 article in 1 passage; 1 embedded")
    assert err == ""
    assert "1 unchanged" in command()[1]


@pytest.mark.parametrize("case", ["empty", "missing", "a file"])
def test_a_folder_without_articles_is_one_line(case, folder, write, command):
    target = {"empty": folder, "missing": folder / "no", "a file": folder / "a.txt"}[case]
    if case == "a file":
        write("a.txt", "The tide was high.")
    code, out, err = command("--json", folder=target)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert str(target) in err


def test_a_busy_index_says_whose_it_is(write, command, settings):
    write("a.txt", "The tide was high.")
    command()
    with FileLock(settings.index / "lock"):
        code, out, err = command()
    assert (code, out) == (1, "")
    assert str(os.getpid()) in err


def test_an_unknown_flag_is_a_usage_error(tmp_path):
    assert CliRunner().invoke(app, [str(tmp_path), "--nonsense"]).exit_code == 2


HEAVY = ("torch", "llama_index", "chromadb", "tantivy", "trafilatura", "transformers", "openvino")
SECOND_RUN = f"""
import sys
from ingest.__main__ import main
try:
    main()
except SystemExit as end:
    loaded = [name for name in {HEAVY} if name in sys.modules]
    assert not loaded, loaded
    raise
"""


def test_a_second_run_loads_nothing_heavy(write, command, folder, settings):
    write("a.txt", "The tide was high.")
    first = json.loads(command("--json")[1])
    result = subprocess.run(
        [sys.executable, "-c", SECOND_RUN, folder, "--index", settings.index, "--json"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    second = json.loads(result.stdout)
    assert (second["unchanged"], second["generation"]) == (1, first["generation"])


def test_ctrl_c_leaves_the_index_as_it_was(write, folder, settings, contents, ingest):
    write("a.txt", "The ferry left the harbour.")
    ingest()
    before = contents()
    for n in range(300):
        write(f"{n}.txt", f"The tide of day {n} was high. The ferry of day {n} left.")
    command = [sys.executable, "-m", "ingest", folder, "--index", settings.index]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as running:
        while len(list((settings.index / "generations").iterdir())) < 2:
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate()
    assert (running.returncode, out) == (130, "")
    assert "Interrupted" in err.splitlines()[-1]
    assert contents() == before
    assert len(list((settings.index / "generations").iterdir())) == 1
