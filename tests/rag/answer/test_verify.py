from hashlib import sha256
from pathlib import Path

from rag.answer.verify import Check, check
from rag.types import Article, Citation, Part

TEXT = "Rain fell.\r\nThe bridge closed at noon."


def cite(start, end, quote, file="a.txt"):
    return Citation(1, file, "", None, Part.BODY, start, end, quote)


def article(text=TEXT, file="a.txt", version="v"):
    return Article(file=file, version=version, text=text, sections=())


def written(folder: Path, text: str) -> Path:
    (folder / "a.txt").write_bytes(text.encode())
    return folder


def test_a_quote_that_stands_in_article_and_file_is_exact(tmp_path):
    quote = cite(12, 38, "The bridge closed at noon.")
    assert check(quote, article(), written(tmp_path, TEXT)).check is Check.EXACT


def test_a_quote_off_by_one_character_is_not_exact(tmp_path):
    quote = cite(11, 37, "The bridge closed at noon.")
    assert check(quote, article(), written(tmp_path, TEXT)).check is Check.ALTERED


def test_a_quote_with_one_letter_changed_is_not_exact(tmp_path):
    quote = cite(12, 38, "The bridge closed at moon.")
    assert check(quote, article(), written(tmp_path, TEXT)).check is Check.ALTERED


def test_an_empty_quote_proves_nothing(tmp_path):
    assert check(cite(3, 3, ""), article(), written(tmp_path, TEXT)).check is Check.ALTERED


def test_a_file_edited_since_is_noticed(tmp_path):
    quote = cite(12, 38, "The bridge closed at noon.")
    edited = written(tmp_path, TEXT.replace("closed", "opened"))
    assert check(quote, article(), edited).check is Check.FILE_CHANGED


def test_a_file_gone_since_is_noticed(tmp_path):
    quote = cite(12, 38, "The bridge closed at noon.")
    assert check(quote, article(), tmp_path).check is Check.FILE_GONE


def test_without_the_folder_the_text_kept_at_ingest_is_checked(tmp_path):
    quote = cite(12, 38, "The bridge closed at noon.")
    assert check(quote, article(), tmp_path / "moved").check is Check.EXACT


def test_a_file_name_with_a_hash_in_it_is_found(tmp_path):
    (tmp_path / "a#1.txt").write_bytes(TEXT.encode())
    quote = cite(12, 38, "The bridge closed at noon.", "a#1.txt")
    assert check(quote, article(file="a#1.txt"), tmp_path).check is Check.EXACT


def test_an_edit_is_noticed_in_a_file_with_a_hash_in_its_name(tmp_path):
    (tmp_path / "a#1.txt").write_bytes(TEXT.replace("closed", "opened").encode())
    quote = cite(12, 38, "The bridge closed at noon.", "a#1.txt")
    assert check(quote, article(file="a#1.txt"), tmp_path).check is Check.FILE_CHANGED


def test_a_file_that_is_no_longer_text_is_not_taken_for_unchanged(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\xfa")
    quote = cite(12, 38, "The bridge closed at noon.")
    assert check(quote, article(), tmp_path).check is Check.FILE_CHANGED


def test_an_unchanged_file_in_another_encoding_holds_its_quotes(tmp_path):
    text = "The café closed."
    content = text.encode("cp1252")
    (tmp_path / "a.txt").write_bytes(content)
    ingested = article(text, version=sha256(content).hexdigest())
    assert check(cite(0, 16, text), ingested, tmp_path).check is Check.EXACT


def test_an_edit_is_noticed_in_a_format_whose_text_is_extracted(tmp_path):
    (tmp_path / "a.html").write_bytes(b"<p>The bridge closed at noon.</p>")
    ingested = article(
        "The bridge closed at noon.",
        "a.html",
        sha256(b"<p>The bridge closed at noon.</p>").hexdigest(),
    )
    quote = cite(0, 26, "The bridge closed at noon.", "a.html")
    assert check(quote, ingested, tmp_path).check is Check.EXACT
    (tmp_path / "a.html").write_bytes(b"<p>The bridge opened at noon.</p>")
    assert check(quote, ingested, tmp_path).check is Check.FILE_CHANGED


def test_an_article_in_a_list_is_checked_against_what_was_kept_of_it(tmp_path):
    (tmp_path / "wire.jsonl").write_text("{}\n")
    quote = cite(12, 38, "The bridge closed at noon.", "wire.jsonl#7")
    assert check(quote, article(file="wire.jsonl#7"), tmp_path).check is Check.EXACT
