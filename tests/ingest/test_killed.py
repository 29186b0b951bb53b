"""An ingest that is killed shows nothing, loses nothing, and is gone on with."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from rag.errors import IndexMissingError
from rag.index.generation import current_generation, open_generation

DRIVER = Path(__file__).with_name("killed_at.py")
ROOT = Path(__file__).parents[2]


def embedded(settings):
    with closing(sqlite3.connect(settings.index / "embeddings.sqlite")) as cache:
        return cache.execute("SELECT count(*) FROM vectors").fetchone()[0]


@pytest.fixture
def killed(folder, settings):
    """Run an ingest in its own process that is killed at a point."""

    def run(point):
        result = subprocess.run(
            [sys.executable, DRIVER, point, folder, "--index", settings.index],
            capture_output=True, text=True, check=False, timeout=120, cwd=ROOT,
        )  # fmt: skip
        assert result.returncode == -signal.SIGKILL, result.stderr

    return run


POINTS = [
    "after ingest.cache:EmbeddingCache._store 2",
    "after rag.index.vectors:VectorIndex.add 1",
    "before rag.index.layout:set_current 1",
]


@pytest.mark.parametrize("point", POINTS)
def test_before_it_is_published_the_old_index_answers(
    point, write, killed, ingest, contents, settings, hashing_embedder
):
    write("ferry.txt", "The ferry left the harbour.")
    ingest()
    before = contents()
    for n in range(100):
        write(f"{n}.txt", f"The tide of day {n} was high.")
    killed(point)
    assert contents() == before
    kept = embedded(settings)
    assert kept > 1
    report = ingest()
    assert (report.added, report.articles) == (100, 101)
    assert report.embedded == 101 - kept, "what the killed ingest embedded is not lost"
    assert len(list((settings.index / "generations").iterdir())) == 1
    assert len(contents()["articles"]) == 101


def test_after_it_is_published_the_new_index_answers(write, killed, ingest, contents, settings):
    write("ferry.txt", "The ferry left the harbour.")
    first = ingest().generation
    write("tide.txt", "The tide was high.")
    killed("after rag.index.layout:set_current 1")
    assert current_generation(settings.index) != first
    assert set(contents()["articles"]) == {"ferry.txt", "tide.txt"}
    assert ingest().unchanged == 2


def test_the_real_command_killed_while_embedding_goes_on(write, folder, settings):
    for n in range(90):
        write(f"{n}.txt", f"Ferry {n} left the harbour at {n} past noon. The tide was high.")
    command = [sys.executable, "-m", "ingest", folder, "--index", settings.index, "--json"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as running:
        wait_for(lambda: embedded(settings) > 0, running)
        running.kill()
    kept = embedded(settings)
    with pytest.raises(IndexMissingError):
        open_generation(settings.index, None)
    assert 0 < kept <= 90
    finished = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(finished.stdout.splitlines()[-1])["articles"] == 90
    assert embedded(settings) == 90


def wait_for(condition, running):
    for _ in range(2000):
        try:
            if condition():
                return
        except sqlite3.Error:
            pass  # the file is not there yet
        assert running.poll() is None, "the ingest ended before it could be killed"
        time.sleep(0.02)
    raise AssertionError("nothing was embedded in 40 seconds")
