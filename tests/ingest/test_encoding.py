"""Bytes to text: what is read, and what is refused."""

from __future__ import annotations

import pytest

from ingest.readers.encoding import decode
from rag.errors import ArticleUnreadableError

FRENCH = "Le ministre a déclaré vendredi que la grève touchait déjà tout le port, où rien ne bouge."
RUSSIAN = "Министр заявил в пятницу, что порт закрыт и корабли ждут у берега уже вторую неделю."
ENGLISH = "“Nothing moves,” the port’s owner said — and São Paulo’s café owners know it. " * 3
POLISH = "Minister powiedział w piątek, że port jest zamknięty, a statki czekają już drugi tydzień."


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, "\ufeffPlain", "a\r\nb\r\n", "日本の港"])
def test_utf8_is_kept_character_for_character(text):
    assert decode(text.encode()) == type(decode(b"x"))(text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (ENGLISH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")],
)
def test_another_encoding_is_found_and_named(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.found


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding(encoding):
    assert decode(FRENCH.encode(encoding)).text == FRENCH


def test_a_declared_encoding_is_taken():
    assert decode(POLISH.encode("cp1250"), "windows-1250").text == POLISH


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
def test_what_could_be_read_in_two_ways_is_refused(encoding):
    with pytest.raises(ArticleUnreadableError, match="save it as UTF-8"):
        decode(POLISH.encode(encoding))


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a\0b", b"\x01\x02\x03\x04abc" * 9]
)
def test_binary_data_is_refused(data):
    with pytest.raises(ArticleUnreadableError, match="binary data"):
        decode(data)


def test_a_few_broken_bytes_of_declared_utf8_are_shown_as_such():
    decoded = decode(FRENCH.encode() * 30 + b"\xff", "utf-8")
    assert decoded.text == FRENCH * 30 + "\ufffd"
    assert decoded.found == "UTF-8 with 1 broken characters"
