"""Nothing of a model's output but plain words reaches a reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.sentences import said
from rag.writing.stripping import addresses, stripped


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Six [died](http://evil.example/a).", "Six died."),
        ("![x](http://evil.example/pixel.png)Six died.", "Six died."),
        ("Six <b>died</b>.", "Six died."),
        ("<script>steal()</script>Six died.", "Six died."),
        ("<scr<b>ipt>alert(1)</script>Six died.", "alert(1) Six died."),
        ("&lt;img src=x onerror=alert(1)&gt;Six died.", "Six died."),
        ("&amp;lt;script&amp;gt;x&amp;lt;/script&amp;gt;Six died.", "Six died."),
        ("Six died <!-- http://evil.example --> today.", "Six died today."),
        ("**Six** _died_ `today`.", "Six _died_ today."),
        ("- 1. Six died.", "Six died."),
        ("## Six died.", "Six died."),
        ("Six died, see https://evil.example/?q=secret now.", "Six died, see now."),
        ("javascript:alert(1) Six died.", "Six died."),
        ("Six \u202edied\u202c.", "Six died."),
    ],
)
def test_markup_goes_and_words_stay(text, plain):
    assert stripped(text) == plain


def test_addresses_are_found_without_their_scheme():
    assert addresses("Write to a@evil.example.com or see freegame.com/x") == (
        "a@evil.example.com",
        "freegame.com/x",
    )
    assert addresses("Six died at 6 p.m. in the U.S. said Mr. Lund.") == ()


@given(st.text(alphabet="<>[]()!&;/\"'= ahtpscrimg:.-\n", max_size=80))
def test_no_tag_and_no_scheme_is_left(text):
    left = stripped(text)
    assert "<script" not in left.lower()
    assert "http://" not in left


@given(
    st.lists(st.sampled_from(["Six died [A1].", "Two fled. [B2]", "Who?", "1. No. [A1][B2]"])),
    st.integers(min_value=1, max_value=9),
)
def test_pieces_of_any_size_give_the_same_sentences(lines, size):
    text = "\n".join(lines)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert list(said(pieces)) == list(said([text]))
