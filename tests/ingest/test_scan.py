"""Which files of a folder are articles."""

from __future__ import annotations

import os

import pytest

from ingest.readers import read_articles
from ingest.scan import scan
from rag.settings import Settings


def test_article_files_are_found_in_nested_folders_by_name(tmp_path):
    for name in ("b.txt", "a/c.MD", "a/b/d.jsonl", "e.html", "f.docx", "g.exe", "h", "i.txt.gz"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = scan(tmp_path)
    assert [each.file for each in found] == ["a/b/d.jsonl", "a/c.MD", "b.txt", "e.html", "f.docx"]
    assert found[0].size == 1
    assert found[0].mtime_ns == (tmp_path / "a/b/d.jsonl").stat().st_mtime_ns


def test_hidden_files_and_folders_are_left_out(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/a.txt").write_text("x")
    (tmp_path / ".b.txt").write_text("x")
    assert scan(tmp_path) == ()


def test_links_are_followed_only_to_files_inside(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    (outside).mkdir()
    (inside / "sub").mkdir(parents=True)
    (outside / "secret.txt").write_text("x")
    (inside / "sub/a.txt").write_text("x")
    (inside / "link.txt").symlink_to(inside / "sub/a.txt")
    (inside / "out.txt").symlink_to(outside / "secret.txt")
    (inside / "outfolder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    assert [each.file for each in scan(inside)] == ["link.txt", "sub/a.txt"]


def test_a_linked_folder_can_be_the_folder(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.txt").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [each.file for each in scan(tmp_path / "link")] == ["a.txt"]


@pytest.mark.parametrize(
    "name", ["two words.txt", 'a "quoted" it\'s.txt', "new\nline.txt", "بغداد.txt"]
)
def test_odd_names_are_kept_as_they_are(tmp_path, name):
    (tmp_path / name).write_text("The gate is shut.")
    assert [each.file for each in scan(tmp_path)] == [name]
    articles, failures = read_articles(tmp_path / name, name, Settings())
    assert [each.file for each in articles] == [name]
    assert not failures


def test_a_name_that_is_not_unicode_is_found_and_fails_in_one_line(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"port\xff.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes no such name")
    (found,) = scan(tmp_path)
    assert found.file == "port\\xff.txt"
    _, (failure,) = read_articles(tmp_path / found.file, found.file, Settings())
    assert "not valid Unicode" in failure.error


def test_a_pipe_named_like_an_article_is_left_out(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert scan(tmp_path) == ()


def test_a_folder_that_is_missing_raises(tmp_path):
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "missing")
