"""A published generation, read through its one door."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date

import numpy as np
import pytest

from rag.errors import (
    ArticleMissingError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from rag.index.generation import current_generation, open_generation
from rag.types import Part, PassageFilter

ANY = PassageFilter()


@pytest.fixture(scope="module")
def opened(shared_index, small_embedder):
    with closing(open_generation(shared_index, small_embedder.fingerprint)) as generation:
        yield generation


def files(hits):
    return [hit.passage_id.split("@")[0] for hit in hits]


def test_it_says_what_it_holds(opened, shared_index):
    info = opened.info
    assert (info.articles, info.passages, info.undated) == (5, 9, 1)
    assert (info.since, info.until) == (date(2020, 1, 3), date(2022, 1, 1))
    assert info.generation == current_generation(shared_index)


def test_articles_come_back_as_they_went_in(opened, harbour):
    for article in harbour:
        assert opened.article(article.file) == article
    with pytest.raises(ArticleMissingError, match=r"nowhere\.txt"):
        opened.article("nowhere.txt")


def test_equal_texts_name_the_first_whatever_their_white_space(opened):
    records = {record.file: record for record in opened.articles()}
    assert list(records) == sorted(records)
    assert records["2022/copy.txt"].duplicate_of == "2021/inquiry.txt"
    assert [file for file, each in records.items() if each.duplicate_of] == ["2022/copy.txt"]
    assert records["2020/ferry.txt"].parts == (Part.BODY, Part.COMMENTS)
    assert records["2020/ferry.txt"].passages == 3


def test_dense_scores_are_cosines_best_first(opened, small_embedder):
    vector = small_embedder.embed_query("The harbour inquiry blamed the ferry captain.")
    hits = opened.dense(vector, 20, ANY)
    assert hits[0].passage_id == "2021/inquiry.txt@v45:0"
    assert hits[0].score == pytest.approx(1, abs=1e-5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        text = opened.passages([hit.passage_id])[hit.passage_id].text
        assert hit.score == pytest.approx(vector @ small_embedder.embed_query(text), abs=1e-5)


def test_lexical_hits_hold_a_word_of_the_question(opened):
    hits = opened.lexical("Who was the captain?", 20, ANY)
    assert set(files(hits)) == {"2021/inquiry.txt", "2022/copy.txt"}
    assert all(hit.score > 0 for hit in hits)
    assert opened.lexical("zeppelin", 20, ANY) == []
    assert opened.lexical("who did what to whom?", 20, ANY) == []


def test_boilerplate_is_kept_but_never_found(opened, small_embedder):
    assert "newsletter" in opened.article("advert.txt").text
    vector = small_embedder.embed_query("Subscribe to our newsletter today.")
    assert all(hit.score < 0.99 for hit in opened.dense(vector, 20, ANY))
    assert opened.lexical("newsletter", 20, ANY) == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ANY, {"2020/ferry.txt", "2021/inquiry.txt", "2022/copy.txt", "undated.txt", "advert.txt"}),
        (PassageFilter(until=date(2021, 3, 2), undated=False),
         {"2020/ferry.txt", "2021/inquiry.txt", "advert.txt"}),
        (PassageFilter(until=date(2021, 3, 1)), {"2020/ferry.txt", "undated.txt", "advert.txt"}),
        (PassageFilter(since=date(2021, 3, 2), until=date(2021, 12, 31), undated=False),
         {"2021/inquiry.txt"}),
        (PassageFilter(parts=frozenset({Part.COMMENTS})), {"2020/ferry.txt"}),
        (PassageFilter(files=frozenset({"undated.txt"})), {"undated.txt"}),
        (PassageFilter(files=frozenset({"undated.txt"}), since=date(2020, 1, 1), undated=False),
         set()),
        (PassageFilter(parts=frozenset()), set()),
        (PassageFilter(files=frozenset()), set()),
        (PassageFilter(since=date(2023, 1, 1), undated=False), set()),
    ],
)  # fmt: skip
def test_both_retrievers_keep_to_a_filter(opened, small_embedder, where, expected):
    vector = small_embedder.embed_query("harbour")
    assert set(files(opened.dense(vector, 20, where))) == expected
    assert set(files(opened.lexical("harbour", 20, where))) == expected


def test_sentence_vectors_are_unit_rows_near_the_ones_that_were_made(opened, small_embedder):
    hits = opened.lexical("harbour", 20, ANY)
    vectors = opened.sentence_vectors([hit.passage_id for hit in hits])
    assert vectors.keys() == {hit.passage_id for hit in hits}
    for passage in opened.passages(list(vectors)).values():
        rows = vectors[passage.id]
        assert rows.dtype == np.float32
        assert rows.shape == (len(passage.sentences), 64)
        assert rows[0] @ small_embedder.embed_query(passage.text) > 0.999


def test_passages_come_in_the_order_asked_for(opened):
    ids = [hit.passage_id for hit in opened.lexical("harbour", 20, ANY)][::-1]
    assert list(opened.passages([*ids, "nothing"])) == ids


def test_passages_are_had_by_their_place_unless_they_are_boilerplate(opened):
    # The ferry's article has two lines and a comment; the advert's second passage is boilerplate.
    found = opened.passages_at({"2020/ferry.txt": [1, 2, 3], "advert.txt": [1], "gone.txt": [0]})
    assert [(each.position, each.part) for each in found] == [(1, Part.BODY), (2, Part.COMMENTS)]


def test_document_frequency_counts_any_inflection(opened):
    assert opened.document_frequency("bridges") == 2
    assert opened.document_frequency("BRIDGE") == 2
    assert opened.document_frequency("zeppelin") == 0
    assert opened.document_frequency("?!") == 0


def test_several_threads_may_ask_at_once(opened, small_embedder):
    vector = small_embedder.embed_query("harbour ferry")
    expected = (opened.dense(vector, 5, ANY), opened.lexical("harbour ferry", 5, ANY))

    def ask(_):
        hits = opened.dense(vector, 5, ANY), opened.lexical("harbour ferry", 5, ANY)
        opened.passages([hit.passage_id for hit in hits[0]])
        return hits

    with ThreadPoolExecutor(8) as pool:
        assert all(answer == expected for answer in pool.map(ask, range(64)))


READER = """
import sys
from pathlib import Path
from rag.index.generation import open_generation
from rag.types import PassageFilter
generation = open_generation(Path(sys.argv[1]), None)
print(len(generation.lexical("harbour", 20, PassageFilter())), flush=True)
sys.stdin.readline()
print(len(generation.lexical("harbour", 20, PassageFilter())))
"""


def test_several_processes_may_read_at_once(shared_index):
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, shared_index],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert [reader.stdout.readline() for reader in readers] == ["6\n"] * 2
    assert [reader.communicate("\n")[0] for reader in readers] == ["6\n"] * 2


def test_no_index_names_the_command_that_builds_one(tmp_path):
    with pytest.raises(IndexMissingError, match=r"python -m ingest FOLDER --index .*nothing"):
        open_generation(tmp_path / "nothing", None)
    assert current_generation(tmp_path / "nothing") is None


def test_another_model_names_both_and_the_command(shared_index):
    with pytest.raises(IndexMismatchError) as error:
        open_generation(shared_index, "another model")
    for part in ("words hashed to 64 numbers", "another model", "--rebuild", "/articles"):
        assert part in str(error.value)


def remove_generation(folder):
    shutil.rmtree(folder)


def remove_vectors(folder):
    shutil.rmtree(folder / "chroma")


def empty_chroma(folder):
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"")


def garble_chroma(folder):
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)


def remove_words(folder):
    shutil.rmtree(folder / "lexical")


def cut_words(folder):
    path = next((folder / "lexical").glob("*.store"))
    path.write_bytes(path.read_bytes()[:-10])


def garble_words(folder):
    path = folder / "lexical" / "meta.json"
    path.write_bytes(b"x" * path.stat().st_size)


def remove_articles(folder):
    (folder / "articles.sqlite").unlink()


def garble_articles(folder):
    path = folder / "articles.sqlite"
    path.write_bytes(b"x" * path.stat().st_size)


def empty_manifest(folder):
    (folder / "manifest.json").write_text("")


@pytest.mark.parametrize(
    "damage",
    [remove_generation, remove_vectors, empty_chroma, garble_chroma, remove_words, cut_words,
     garble_words, remove_articles, garble_articles, empty_manifest],
)  # fmt: skip
def test_a_damaged_index_names_the_command_that_mends_it(own_index, damage):
    damage(own_index / "generations" / current_generation(own_index))
    with pytest.raises(IndexDamagedError, match=r"python -m ingest .* --index "):
        open_generation(own_index, None)


def test_fewer_vectors_than_published_is_damage(own_index):
    """As it would be after restoring half of a backup."""
    from rag.index.vectors import VectorIndex

    folder = own_index / "generations" / current_generation(own_index) / "chroma"
    with closing(VectorIndex.open(folder)) as vectors:
        vectors.delete(sorted(vectors.ids())[:1])
    with pytest.raises(IndexDamagedError, match="7 vectors where 8"):
        open_generation(own_index, None)
