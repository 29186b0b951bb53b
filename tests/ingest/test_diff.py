"""What is to be done is decided by size, time stamp and hash alone."""

from __future__ import annotations

import pytest

from ingest.diff import difference, fits_in_a_layer, rebuild_reason
from ingest.scan import FoundFile
from rag.index.articles import IndexedFile
from rag.index.layout import Manifest
from rag.settings import Settings

MINUTE = 60_000_000_000


def known(file, *, size=10, mtime=0, seen=MINUTE, sha256="old", complete=True):
    return file, IndexedFile(file, size, mtime, seen, sha256, complete)


def found(file, *, size=10, mtime=0):
    return file, FoundFile(file, size, mtime)


def never_asked(file):
    raise AssertionError(f"{file} was hashed")


def test_each_file_is_in_one_place():
    changes = difference(
        dict([known("same"), known("edited"), known("gone"), known("half", complete=False)]),
        dict([found("same"), found("edited", size=11), found("half"), found("new")]),
        lambda file: {"edited": "new"}[file],
    )
    assert changes.added == {"new"}
    assert changes.changed == {"edited"}
    assert changes.removed == {"gone"}
    assert changes.unchanged == {"same"}
    assert changes.unfinished == {"half"}
    assert changes.to_read == {"new", "edited", "half"}


def test_the_same_size_and_time_need_no_hash():
    changes = difference(dict([known("a")]), dict([found("a")]), never_asked)
    assert changes.unchanged == {"a"}


def test_a_new_time_with_the_old_bytes_is_no_change():
    changes = difference(dict([known("a")]), dict([found("a", mtime=5)]), lambda _: "old")
    assert changes.unchanged == {"a"}


def test_a_file_read_as_soon_as_it_was_written_is_looked_at_again():
    just_written = dict([known("a", mtime=MINUTE - 1_000_000_000)])
    changes = difference(
        just_written, dict([found("a", mtime=MINUTE - 1_000_000_000)]), lambda _: "new"
    )
    assert changes.changed == {"a"}


def test_a_file_that_can_not_be_read_any_more_has_changed():
    changes = difference(dict([known("a")]), dict([found("a", mtime=5)]), lambda _: None)
    assert changes.changed == {"a"}


MANIFEST = Manifest(
    generation="000001-a", fingerprint="f", model="all-MiniLM-L6-v2", backend="auto",
    passage_tokens=200, folder="/articles", articles=10, passages=100, retrievable=100,
    since=None, until=None, undated=10, deleted=15, base=None,
    hidden=0, changes=4, files={},
)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "deleting", "rebuilt"),
    [
        ({}, 0, False),
        ({}, 5, False),
        ({}, 6, True),
        ({"model": "another"}, 0, True),
        ({"backend": "sentence-transformers"}, 0, True),
        ({"passage_tokens": 100}, 0, True),
        ({"top_k": 3}, 0, False),
    ],
)
def test_an_index_is_built_anew_only_for_a_reason(more, deleting, rebuilt):
    assert (rebuild_reason(MANIFEST, Settings(**more), deleting) is not None) == rebuilt


@pytest.mark.parametrize(
    ("sizes", "deleting", "fits"),
    [
        ([], 0, True),
        ([10] * 6, 0, True),
        ([10] * 7, 0, False),
        ([4_800], 0, True),
        ([5_600], 0, False),
        ([1_600], 4, True),
        ([], 7, False),
    ],
)
def test_up_to_a_tenth_of_an_index_is_kept_in_a_layer(sizes, deleting, fits):
    """Of 100 passages 4 have changed before; a file is one passage for each 800 bytes begun."""
    assert fits_in_a_layer(MANIFEST, sizes, deleting) == fits
