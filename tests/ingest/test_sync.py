"""An index follows its folder, and an ingest that goes wrong loses nothing."""

from __future__ import annotations

import os
import shutil
from contextlib import closing

import pytest
from filelock import FileLock

from rag.errors import DatelineError, FolderError, IndexBusyError, IndexDamagedError, ModelError
from rag.index.generation import current_generation, open_generation
from rag.types import PassageFilter

ANY = PassageFilter()


@pytest.fixture
def three(write):
    write("ferry.txt", "The ferry struck the pier. Nine people were hurt.")
    write("2021/inquiry.md", "The inquiry blamed the captain of the ferry.")
    write("bridge.txt", "The bridge over the harbour was closed.")


def no_model():
    raise AssertionError("the model was asked for")


def counts(report):
    return report.added, report.changed, report.removed, report.unchanged, len(report.failed)


def test_a_folder_becomes_an_index(three, ingest, contents):
    report = ingest()
    assert counts(report) == (3, 0, 0, 0, 0)
    assert (report.articles, report.passages, report.embedded) == (3, 3, 3)
    assert set(contents()["articles"]) == {"ferry.txt", "2021/inquiry.md", "bridge.txt"}
    assert contents()["words"]["ferry"] == 2


def test_an_unchanged_folder_publishes_and_embeds_nothing(three, folder, ingest, settings):
    first = ingest()
    second = ingest()
    assert counts(second) == (0, 0, 0, 3, 0)
    assert (second.generation, second.articles, second.embedded) == (first.generation, 3, 0)
    from ingest.sync import sync

    assert sync(folder, settings, no_model).generation == first.generation


def test_a_touched_file_is_unchanged(three, folder, ingest):
    first = ingest()
    os.utime(folder / "ferry.txt", (1, 1))
    assert counts(second := ingest()) == (0, 0, 0, 3, 0)
    assert second.generation == first.generation


def test_an_edit_of_the_same_length_at_the_same_time_is_seen(three, folder, ingest, contents):
    ingest()
    before = (folder / "ferry.txt").stat()
    (folder / "ferry.txt").write_text("The ferry struck the tide. Nine people were hurt.")
    os.utime(folder / "ferry.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(ingest()) == (0, 1, 0, 2, 0)
    assert contents()["words"]["pier"] == 0


def test_adds_edits_renames_and_removals_are_followed(three, write, folder, ingest, contents):
    ingest()
    write("lighthouse.txt", "The lighthouse went dark.")
    write("bridge.txt", "The bridge over the harbour was opened again.")
    (folder / "ferry.txt").rename(folder / "a ferry.txt")
    shutil.rmtree(folder / "2021")
    report = ingest()
    assert counts(report) == (2, 1, 2, 0, 0)
    assert report.embedded == 2, "the renamed file's embedding comes from the cache"
    assert set(contents()["articles"]) == {"a ferry.txt", "bridge.txt", "lighthouse.txt"}
    assert contents()["articles"]["bridge.txt"].text.endswith("opened again.")
    assert contents()["words"]["inquiry"] == 0


def test_a_copy_with_changes_holds_what_a_fresh_index_holds(write, ingest, contents, settings):
    for n in range(30):
        write(f"{n}.txt", f"The ferry number {n} left the harbour.")
    first = ingest()
    write("3.txt", "The captain of ferry number 3 left the pier.")
    second = ingest()
    assert first.generation != second.generation
    followed = contents()
    ingest(rebuild=True)
    assert contents() == followed


def test_a_rebuild_embeds_nothing(three, ingest, contents):
    first, before = ingest(), contents()
    second = ingest(rebuild=True)
    assert first.generation != second.generation
    assert (second.embedded, counts(second)) == (0, (0, 0, 0, 3, 0))
    assert contents() == before


@pytest.mark.parametrize(
    "name",
    ["with space.txt", "it's \"quoted\".txt", "new\nline.txt", "北京.txt", "الحشد.txt", "#1.txt",
     "100%.txt", "a\\b.txt", "ä/ö.txt", "a;b--.txt"],
)  # fmt: skip
def test_any_file_name_is_the_articles_identity(name, write, folder, ingest, contents):
    write(name, "The ferry struck the pier.")
    write("other.txt", "The tide came in.")
    assert counts(ingest()) == (2, 0, 0, 0, 0)
    assert name in contents()["articles"]
    (folder / name).unlink()
    assert counts(ingest()) == (0, 0, 1, 1, 0)
    assert set(contents()["articles"]) == {"other.txt"}


def test_two_files_with_the_same_text_are_both_listed(write, ingest, contents):
    write("a.txt", "The ferry struck the pier.")
    write("b.txt", "The ferry struck the pier.")
    report = ingest()
    assert (report.articles, report.passages, report.embedded) == (2, 2, 1)
    assert [record.duplicate_of for record in contents()["records"]] == [None, "a.txt"]


def test_a_bad_file_is_listed_and_tried_again(three, folder, ingest, contents):
    (folder / "bad.txt").write_bytes(b"")
    report = ingest()
    assert counts(report) == (3, 0, 0, 0, 1)
    assert report.failed[0].file == "bad.txt"
    again = ingest()
    assert (counts(again), again.generation) == ((0, 0, 0, 3, 1), report.generation)
    (folder / "bad.txt").write_text("The tide came in.")
    assert counts(ingest()) == (1, 0, 0, 3, 0)
    assert contents()["words"]["tide"] == 1


def test_an_article_that_can_no_longer_be_read_is_not_answered_from(
    three, folder, ingest, contents
):
    ingest()
    (folder / "ferry.txt").write_bytes(b"")
    report = ingest()
    assert counts(report) == (0, 0, 0, 2, 1)
    assert set(contents()["articles"]) == {"2021/inquiry.md", "bridge.txt"}


def test_only_bad_files_make_no_index(folder, ingest, settings):
    (folder / "bad.txt").write_bytes(b"")
    report = ingest()
    assert (report.generation, counts(report)) == (None, (0, 0, 0, 0, 1))
    assert current_generation(settings.index) is None


def test_an_empty_folder_leaves_the_index_as_it_was(three, folder, ingest, contents):
    ingest()
    before = contents()
    for path in list(folder.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(FolderError, match="no article"):
        ingest()
    shutil.rmtree(folder)
    with pytest.raises(FolderError, match="does not exist"):
        ingest()
    assert contents() == before


def test_a_file_is_not_a_folder(three, folder, ingest):
    with pytest.raises(FolderError, match="not a folder"):
        ingest(folder=folder / "ferry.txt")


def test_another_folder_must_be_meant(three, tmp_path, folder, ingest, contents):
    ingest()
    moved = tmp_path / "moved"
    shutil.copytree(folder, moved)
    with pytest.raises(FolderError, match="--replace"):
        ingest(folder=moved)
    report = ingest(folder=moved, replace=True)
    assert (report.articles, report.embedded) == (3, 0)
    assert counts(ingest(folder=moved)) == (0, 0, 0, 3, 0)


def test_an_index_inside_the_folder_is_not_an_article(three, folder, settings, ingest):
    inside = settings.model_copy(update={"index": folder / "index"})
    assert ingest(settings=inside).articles == 3
    assert counts(ingest(settings=inside)) == (0, 0, 0, 3, 0)


def test_another_model_builds_everything_anew(three, ingest, settings, hashing_embedder):
    ingest()
    other = type(hashing_embedder)("another model")
    report = ingest(embedder=other, settings=settings.model_copy(update={"model": "another"}))
    assert (report.embedded, report.articles) == (3, 3)
    with closing(open_generation(settings.index, "another model")) as opened:
        assert opened.info.articles == 3


def test_a_model_that_changed_behind_its_name_builds_everything_anew(
    three, write, ingest, hashing_embedder
):
    ingest()
    write("new.txt", "The tide came in.")
    report = ingest(embedder=type(hashing_embedder)("the same name, other weights"))
    assert (report.embedded, report.articles) == (4, 4)


def test_a_model_that_can_not_be_loaded_changes_nothing(three, write, folder, settings, ingest):
    ingest()
    before = current_generation(settings.index)
    write("new.txt", "The tide came in.")

    def broken():
        raise ModelError("no such model")

    from ingest.sync import sync

    with pytest.raises(ModelError):
        sync(folder, settings, broken)
    assert current_generation(settings.index) == before
    assert len(list((settings.index / "generations").iterdir())) == 1


def test_one_ingest_at_a_time(three, ingest, settings, contents):
    ingest()
    before = contents()
    (settings.index / "lock.owner").write_text("4711\n")
    with FileLock(settings.index / "lock"), pytest.raises(IndexBusyError, match=r"4711.*[Ww]ait"):
        ingest()
    assert contents() == before
    assert counts(ingest()) == (0, 0, 0, 3, 0)


def test_a_generation_in_use_stays_until_it_is_closed(three, write, ingest, settings):
    first = ingest().generation
    reader = open_generation(settings.index, None)
    write("tide.txt", "The tide came in.")
    second = ingest().generation
    generations = settings.index / "generations"
    assert {path.name for path in generations.iterdir()} == {first, second}
    assert len(reader.articles()) == 3
    assert reader.lexical("ferry", 10, ANY)
    assert current_generation(settings.index) == second
    reader.close()
    write("tide.txt", "The tide went out.")
    third = ingest().generation
    assert {path.name for path in generations.iterdir()} == {third}
    assert list((settings.index / "readers").iterdir()) == []


def test_ctrl_c_after_publishing_keeps_what_was_published(
    three, write, ingest, contents, monkeypatch
):
    from rag.index import layout

    ingest()
    write("tide.txt", "The tide came in.")
    set_current = layout.set_current

    def interrupted(index, generation):
        set_current(index, generation)
        raise KeyboardInterrupt

    monkeypatch.setattr(layout, "set_current", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest()
    assert len(contents()["articles"]) == 4


def test_a_full_disk_changes_nothing(three, write, ingest, settings, contents, monkeypatch):
    from rag.index.vectors import VectorIndex

    ingest()
    before = contents()
    write("tide.txt", "The tide came in.")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(VectorIndex, "add", full)
        with pytest.raises(DatelineError, match=r"No space left on device.*as it was"):
            ingest()
    assert contents() == before
    assert len(list((settings.index / "generations").iterdir())) == 1
    assert (report := ingest()).articles == 4
    assert report.embedded == 0


def test_words_that_no_index_holds_do_not_stop_an_ingest(write, ingest):
    """A word too long for the lexical index, signs alone, and words that are passed over."""
    write("long.txt", "x" * 5000)
    write("signs.txt", "?! " * 50)
    write("stop.txt", "What did they do to them?")
    assert ingest().articles == 3


@pytest.mark.parametrize("current", ["", "../elsewhere", "000009-nothing", "\x00"])
def test_a_wrong_pointer_is_mended(current, three, ingest, settings, contents):
    ingest()
    before = contents()
    (settings.index / "CURRENT").write_text(current)
    with pytest.raises(IndexDamagedError, match="python -m ingest"):
        open_generation(settings.index, None)
    assert ingest().embedded == 0
    assert contents() == before
    assert len(list((settings.index / "generations").iterdir())) == 1


def half_delete(folder):
    shutil.rmtree(folder / "lexical")


def garble_chroma(folder):
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)


def delete_all(folder):
    shutil.rmtree(folder)


@pytest.mark.parametrize("damage", [half_delete, garble_chroma, delete_all])
def test_an_ingest_mends_a_damaged_index_without_embedding(
    damage, three, ingest, settings, contents
):
    ingest()
    before = contents()
    damage(settings.index / "generations" / current_generation(settings.index))
    with pytest.raises(IndexDamagedError):
        open_generation(settings.index, None)
    assert ingest().embedded == 0
    assert contents() == before


def test_damage_found_while_copying_is_mended(write, three, ingest, settings, contents):
    for n in range(20):
        write(f"{n}.txt", f"The tide of day {n}.")
    ingest()
    garble_chroma(settings.index / "generations" / current_generation(settings.index))
    write("new.txt", "The lighthouse went dark.")
    report = ingest()
    assert (report.articles, report.embedded) == (24, 1)
    assert len(contents()["articles"]) == 24


def test_a_broken_cache_is_begun_anew(three, write, ingest, settings):
    ingest()
    for path in settings.index.glob("embeddings.sqlite*"):
        path.write_bytes(b"not a database" * 1000)
    write("new.txt", "The tide came in.")
    assert ingest().articles == 4
