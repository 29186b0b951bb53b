"""Articles added and removed from the page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from ingest.sync import sync
from rag.errors import FolderError
from rag.index import layout
from rag.settings import Settings
from ui.intake import Intake
from ui.texts import ENGLISH
from ui.uploads import MOST_FILES, Upload, checked_uploads, safe_name

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "date 2021-03-02\nBridge closed\n\nThe Norby bridge was closed after two piers cracked.\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text(TEXT)
    return folder


@pytest.fixture
def intake(folder, tmp_path, small_embedder):
    settings = Settings(index=tmp_path / "index", max_file_mb=1)
    sync(folder, settings, lambda: small_embedder)
    intake = Intake(folder.resolve(), settings, lambda: small_embedder, ENGLISH, local=True)
    yield intake
    settle(intake)
    intake.close()


def settle(intake: Intake) -> None:
    deadline = time.monotonic() + 60
    while intake.work.running and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not intake.work.running


def articles(intake: Intake) -> int:
    index = intake._settings.index
    return layout.read_manifest(index, layout.current_generation(index)).articles


def uploaded(tmp_path, name: str, text: str = "The ferry sails every hour.\n") -> Path:
    path = tmp_path / "uploads" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_dropped_files_are_kept_beside_the_articles_and_indexed(intake, tmp_path) -> None:
    ferry = uploaded(tmp_path, "ferry.txt")
    assert intake.add_files([ferry]) == ()
    settle(intake)
    assert (intake.work.report.added, articles(intake)) == (1, 2)
    assert (intake.folder / "added" / "ferry.txt").is_file()
    assert not ferry.exists()


def test_a_second_file_of_a_name_does_not_replace_the_first(intake, tmp_path) -> None:
    for text in ("One.\n", "Two.\n"):
        intake.add_files([uploaded(tmp_path, "ferry.txt", text)])
    kept = sorted((intake.folder / "added").iterdir())
    assert [path.read_text() for path in kept] == ["Two.\n", "One.\n"]
    assert [path.name for path in kept] == ["ferry-2.txt", "ferry.txt"]


def test_files_that_can_not_be_read_are_named_with_the_reason(intake, tmp_path) -> None:
    refused = intake.add_files([uploaded(tmp_path, "bridge.exe")])
    assert refused[0].startswith("bridge.exe: files of this kind are not read")
    intake.add_files([uploaded(tmp_path, "broken.docx", "no zip"), uploaded(tmp_path, "ok.txt")])
    settle(intake)
    assert [each.file for each in intake.work.report.failed] == ["added/broken.docx"]
    assert intake.work.report.added == 1


def test_a_removed_article_leaves_the_index_and_its_file_is_kept(intake, tmp_path) -> None:
    intake.add_files([uploaded(tmp_path, "ferry.txt")])
    settle(intake)
    intake.remove("added/ferry.txt")
    settle(intake)
    assert articles(intake) == 1
    assert (intake.folder / ".removed" / "added" / "ferry.txt").is_file()


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/passwd", "list.jsonl#3", "none.txt", ""])
def test_only_files_of_the_folder_can_be_removed(intake, file) -> None:
    (intake.folder.parent / "secret.txt").write_text("x")
    with pytest.raises(FolderError, match="can't be removed"):
        intake.remove(file)
    assert (intake.folder.parent / "secret.txt").exists()


def test_a_named_folder_is_copied(intake, tmp_path) -> None:
    other = tmp_path / "other"
    (other / "deep").mkdir(parents=True)
    (other / "deep" / "ferry.md").write_text("The ferry sails.\n")
    (other / "picture.png").write_bytes(b"x")
    intake.add_folder(f" {other} ")
    settle(intake)
    assert articles(intake) == 2
    assert (other / "deep" / "ferry.md").is_file()
    assert not list(intake.folder.rglob("*.png"))


def test_folders_are_named_only_where_the_page_serves_this_machine(intake, tmp_path) -> None:
    for named in ("", str(tmp_path / "none"), str(tmp_path / "empty")):
        with pytest.raises(FolderError, match="not a folder of this machine"):
            intake.add_folder(named)
    intake.local = False
    with pytest.raises(FolderError, match="this machine alone"):
        intake.add_folder(str(tmp_path))


def test_what_nobody_foresaw_is_said_and_does_not_end_the_work(
    intake, tmp_path, monkeypatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(intake, "_embedder", lambda: [][0])
        intake.add_files([uploaded(tmp_path, "ferry.txt")])
        settle(intake)
    assert intake.work.error == ENGLISH.add_broken
    intake.look()
    settle(intake)
    assert articles(intake) == 2


def test_a_watched_folder_is_followed(intake) -> None:
    intake.watch()
    deadline = time.monotonic() + 60
    while articles(intake) == 1 and time.monotonic() < deadline:
        # Written again and again, since watching begins a moment after it is asked for.
        (intake.folder / "ferry.txt").write_text(f"The ferry sails. {time.monotonic()}\n")
        time.sleep(0.3)
    assert articles(intake) == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\windows\\a.txt", "a.txt"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("tx\u202egpj.txt", "tx_gpj.txt"),
        ("CON.txt", "_CON.txt"),
        ("<img src=x>.txt", "_img src=x_.txt"),
        ("...", "article"),
        ("x" * 300 + ".html", "x" * 115 + ".html"),
    ],
)
def test_file_names_are_never_trusted(name, kept) -> None:
    assert safe_name(name) == kept


def test_uploads_are_limited_in_number_and_size(tmp_path) -> None:
    small = Upload("a.txt", uploaded(tmp_path, "a.txt"))
    large = Upload("b.txt", uploaded(tmp_path, "b.txt", "x" * (1024 * 1024 + 1)))
    assert checked_uploads([small, large], 1, ENGLISH) == (
        [small],
        ("b.txt: larger than 1 MB.",),
    )
    taken, (refused,) = checked_uploads([small] * (MOST_FILES + 1), 1, ENGLISH)
    assert taken == []
    assert "101 files at once are too many" in refused
