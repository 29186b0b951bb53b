"""A newcomer's first commands, in a process of its own that notes where it tries to connect to."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "eval" / "suites" / "sample" / "articles"

# Python tells an audit hook of every name it looks up and every address it connects to.
WATCHED = """
import sys

def watch(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    else:
        return
    if host not in (None, "", b"", "127.0.0.1", "localhost", "::1"):
        print("connects to", host, file=sys.stderr, flush=True)

sys.addaudithook(watch)
"""
COMMANDS = """
import runpy

def command(*words):
    sys.argv = list(words)
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except SystemExit as done:
        assert not done.code, words

command("ingest", {articles!r}, "--index", "index")
command("rag", "ask", "Who claimed the attack on the base in Jordan?", "--index", "index")
print("# README")
exec({example!r})
"""
PAGE = """
import time
from pathlib import Path
from rag import load_settings
from rag.open_index import OpenIndex
from ui.judging import Drafts
from ui.page import build
from ui.serving import serve
from ui.setup import Setup
from ui.shelf import Shelf

engine = OpenIndex(load_settings(index="index"))
setup = Setup(engine, (), Drafts(Path("drafts")), Shelf(Path("conversations")))
page = build(setup)
print("# PAGE", serve(page, "127.0.0.1", 0, setup.texts))
time.sleep(1)  # what would be sent is sent from a thread of its own
page.close(verbose=False)
engine.close()
"""
ELSEWHERE = (
    "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
)


def run(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run code as a user would whose home is empty; some libraries are silent under `CI` only."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "TMPDIR")}
    return subprocess.run(
        [sys.executable, "-c", WATCHED + code],
        cwd=home,
        env=kept | {"HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    readme = (ROOT / "README.md").read_text("utf-8")
    example = re.search(r"```python\n(.+?)```", readme, re.DOTALL)[1]
    commands = COMMANDS.format(articles=str(ARTICLES), example=example)
    return run(commands + PAGE, tmp_path_factory.mktemp("home"))


def test_the_first_commands_and_the_readme_s_lines_of_python_work(first_run):
    assert first_run.returncode == 0, first_run.stderr
    answered, in_python = first_run.stdout.split("# README")
    assert re.search(r"\[1\].*Searched \d+ articles", answered, re.DOTALL)
    assert "jordan-outpost.md" in in_python
    assert "# PAGE http://127.0.0.1:" in in_python


def test_nothing_leaves_the_machine(first_run):
    assert "connects to" not in first_run.stderr


def test_a_connection_would_be_noticed(tmp_path):
    """To an address that is set aside for documentation; nothing is sent."""
    assert "connects to 192.0.2.1" in run(ELSEWHERE, tmp_path).stderr
