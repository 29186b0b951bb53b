"""Small changes to a large index are published beside it, and read as if they were in it."""

from __future__ import annotations

import os
from contextlib import closing

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.sync import sync
from rag.errors import IndexDamagedError
from rag.index import layout
from rag.index.generation import current_generation, open_generation
from rag.settings import Settings
from rag.types import PassageFilter

from .conftest import contents_of

ANY = PassageFilter()
ARTICLES = 40


@pytest.fixture
def many(write):
    for n in range(ARTICLES):
        write(f"{n}.txt", f"The ferry number {n} left the harbour.")


def manifest(settings):
    return layout.read_manifest(settings.index, current_generation(settings.index))


def nearest(index, embedder, text, k=5, where=ANY):
    with closing(open_generation(index, None)) as opened:
        return [hit.passage_id for hit in opened.dense(embedder.embed_query(text), k, where)]


def test_one_new_article_writes_no_file_of_the_others_again(many, write, ingest, settings):
    first = ingest().generation
    folder = settings.index / "generations" / first
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    write("new.txt", "The lighthouse went dark.")
    ingest()
    assert (manifest(settings).base, manifest(settings).changes) == (first, 1)
    vectors = folder / "chroma"  # every opener changes bytes of Chroma's files, but no record
    for path, content in before.items():
        assert path.read_bytes() == content or vectors in path.parents
    with closing(open_generation(settings.index, None)) as opened:
        assert len(opened.articles()) == ARTICLES + 1
        assert [hit.passage_id.split("@")[0] for hit in opened.lexical("lighthouse", 5, ANY)]


def test_what_was_edited_or_removed_beneath_is_not_found(
    many, write, folder, ingest, settings, contents, hashing_embedder
):
    ingest()
    write("3.txt", "The captain saw the lighthouse.")
    (folder / "4.txt").unlink()
    assert ingest().articles == ARTICLES - 1
    assert manifest(settings).hidden == 2
    found = nearest(settings.index, hashing_embedder, "The ferry number 4 left the harbour.", 100)
    assert len(found) == len(set(found)) == ARTICLES - 1
    with closing(open_generation(settings.index, None)) as opened:
        assert set(opened.passages(found)) == set(found)
        assert not opened.lexical("4", 5, ANY)
    assert "4.txt" not in contents()["articles"]


def test_a_file_that_was_removed_and_came_back_is_found_once(
    many, write, folder, ingest, settings, contents, hashing_embedder
):
    ingest()
    before = contents()
    (folder / "4.txt").unlink()
    ingest()
    write("4.txt", "The ferry number 4 left the harbour.")
    ingest()
    assert manifest(settings).base
    assert contents() == before
    found = nearest(settings.index, hashing_embedder, "The ferry number 4 left the harbour.", 100)
    assert len(found) == len(set(found)) == ARTICLES


def test_a_layer_that_has_grown_is_made_one_with_its_base(many, write, ingest, settings, contents):
    ingest()
    bases = []
    for n in range(6):
        write(f"tide {n}.txt", f"The tide of day {n} was high.")
        ingest()
        bases.append(manifest(settings).base)
    assert bases[0] == bases[3] != bases[4]
    assert bases[4] is None
    assert len(list((settings.index / "generations").iterdir())) == 2
    followed = contents()
    ingest(rebuild=True)
    assert contents() == followed


def test_a_base_stays_for_as_long_as_its_layer_is_read(many, write, ingest, settings):
    first = ingest().generation
    write("new.txt", "The tide was high.")
    ingest()
    reader = open_generation(settings.index, None)
    ingest(rebuild=True)
    assert (settings.index / "generations" / first).exists()
    assert len(reader.articles()) == ARTICLES + 1
    assert reader.lexical("tide", 5, ANY)
    reader.close()
    write("new.txt", "The tide was low.")
    ingest()
    assert not (settings.index / "generations" / first).exists()


@pytest.mark.parametrize("part", ["articles.sqlite", "chroma/chroma.sqlite3"])
def test_a_damaged_base_is_noticed_and_mended(part, many, write, ingest, settings, contents):
    first = ingest().generation
    write("new.txt", "The tide was high.")
    ingest()
    before = contents()
    damaged = settings.index / "generations" / first / part
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    with pytest.raises(IndexDamagedError, match="python -m ingest"):
        open_generation(settings.index, None)
    assert ingest().embedded == 0
    assert contents() == before


def test_a_missing_base_is_damage(many, write, ingest, settings):
    first = ingest().generation
    write("new.txt", "The tide was high.")
    ingest()
    (settings.index / "generations" / first / "manifest.json").unlink()
    with pytest.raises(IndexDamagedError, match="python -m ingest"):
        open_generation(settings.index, None)


def test_where_files_can_not_have_two_names_words_are_copied(
    many, write, ingest, settings, monkeypatch, contents
):
    ingest()
    monkeypatch.setattr("pathlib.Path.hardlink_to", _refuse)
    write("new.txt", "The tide was high.")
    ingest()
    assert manifest(settings).base
    assert contents()["words"]["tide"] == 1


def _refuse(*_):
    raise OSError(95, "Operation not supported")


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["0", "1", "2", "new", "other"]),
        st.sampled_from([None, "The tide was high.", "The captain left the pier."]),
    ),
    min_size=1,
    max_size=4,
)


@hypothesis_settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rounds=st.lists(CHANGES, min_size=1, max_size=3))
def test_layers_hold_what_a_fresh_index_holds(rounds, tmp_path_factory, hashing_embedder):
    root = tmp_path_factory.mktemp("layers")
    folder, settings = root / "articles", Settings(index=root / "index")
    folder.mkdir()
    for n in range(ARTICLES):
        (folder / f"{n}.txt").write_text(f"The ferry number {n} left the harbour.")
    sync(folder, settings, lambda: hashing_embedder)
    for changes in rounds:
        for name, text in changes:
            path = folder / f"{name}.txt"
            path.unlink(missing_ok=True) if text is None else path.write_text(text)
        sync(folder, settings, lambda: hashing_embedder)
    fresh = Settings(index=root / "fresh")
    sync(folder, fresh, lambda: hashing_embedder)
    assert contents_of(settings.index) == contents_of(fresh.index)
    for text in ("ferry number 1", "high tide", "captain"):
        question = hashing_embedder.embed_query(text)
        with (
            closing(open_generation(settings.index, None)) as layered,
            closing(open_generation(fresh.index, None)) as whole,
        ):
            ours, theirs = (each.dense(question, 100, ANY) for each in (layered, whole))
            assert {hit.passage_id for hit in ours} == {hit.passage_id for hit in theirs}
            scores = [[hit.score for hit in hits] for hits in (ours, theirs)]
            np.testing.assert_allclose(*scores, atol=1e-6)
            # Scores differ a little: tantivy counts removed passages until it merges segments.
            ours, theirs = (each.lexical(text, 100, ANY) for each in (layered, whole))
            assert {hit.passage_id for hit in ours} == {hit.passage_id for hit in theirs}


def test_killed_while_it_publishes_a_layer_the_old_index_answers(
    many, write, ingest, contents, settings, folder
):
    import signal
    import subprocess
    import sys
    from pathlib import Path

    driver = Path(__file__).with_name("killed_at.py")
    ingest()
    before = contents()
    write("new.txt", "The tide was high.")
    for point in (
        "after ingest.start:_link_words 1",
        "after rag.index.vectors:VectorIndex.add 1",
        "after rag.index.lexical:LexicalIndex.commit 1",
        "before rag.index.layout:set_current 1",
    ):
        done = subprocess.run(
            [sys.executable, driver, point, folder, "--index", settings.index],
            capture_output=True, check=False, timeout=120, cwd=driver.parents[2],
            env=dict(os.environ),
        )  # fmt: skip
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert contents() == before, point
    assert ingest().articles == ARTICLES + 1
    assert len(list((settings.index / "generations").iterdir())) == 2
