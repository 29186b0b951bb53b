"""`python -m ui`, from the terminal to the browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from typer.testing import CliRunner

from rag.errors import SettingsError
from ui.__main__ import app
from ui.judging import Drafts
from ui.setup import Setup
from ui.shelf import Shelf

ARTICLE = (
    "Ferry strikes harbour bridge\n\n"
    "A ferry struck the northern pier of the harbour bridge on 2 March 2021. "
    "Nine passengers were hurt in the collision, the port authority said.\n\n"
    "The bridge was closed for eleven days.\n"
)
QUOTE = "Nine passengers were hurt in the collision, the port authority said."


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    (folder / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    index = tmp_path_factory.mktemp("index") / "index"
    command = [sys.executable, "-m", "ingest", str(folder), "--index", str(index)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return index


@contextmanager
def running(command, environment):
    """A process that does not outlive what is asked of it, come what may."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_missing_index_is_one_line_that_says_what_to_do(tmp_path) -> None:
    done = CliRunner().invoke(app, ["--index", str(tmp_path / "nothing")])
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("error: ")
    assert "python -m ingest FOLDER" in done.stderr


def test_a_taken_port_is_an_error_that_says_what_to_do(engine, start, tmp_path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}: give another with --port"):
            start(Setup(engine, (), Drafts(tmp_path), Shelf(tmp_path)), port)


def test_another_host_without_passwords_is_refused_in_one_line(index) -> None:
    done = CliRunner().invoke(app, ["--index", str(index), "--host", "0.0.0.0"])
    assert done.exit_code == 1
    assert "DATELINE_USERS" in done.stderr
    assert "--no-auth" in done.stderr


@pytest.mark.browser
def test_from_a_folder_to_a_highlighted_quote_and_to_more_articles(
    index, visitor, tmp_path
) -> None:
    council = tmp_path / "council.txt"
    council.write_text("The Norby council raised the parking fee to four crowns an hour.\n")
    command = [sys.executable, "-m", "ui", "--index", str(index), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with running(command, environment) as process:
        ready = process.stdout.readline()
        page = visitor.open(re.search(r"http://\S+", ready).group())
        page.get_by_role("textbox", name="Your question").fill("How many passengers were hurt?")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Citation 1: Ferry strikes").first.click()
        expect(page.locator("#reader mark")).to_have_text(QUOTE)
        page.get_by_role("button", name="All articles").click()
        page.locator("#files input").set_input_files(council)
        expect(page.locator("#masthead")).to_contain_text("Searching 2 articles", timeout=60_000)
        expect(page.locator(".exchange")).to_have_count(1)
        row = page.locator("#articles tr", has_text="added/council.txt")
        page.once("dialog", lambda dialog: dialog.accept())
        row.get_by_role("button", name="Remove").click()
        expect(page.locator("#masthead")).to_contain_text("Searching 1 article,", timeout=60_000)
        expect(page.locator(".work")).to_contain_text("removed 1")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert "1 article, 2 March 2021" in ready or "1 article, 1 undated" in ready
