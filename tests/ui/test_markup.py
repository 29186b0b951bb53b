"""Escaping: what an article says is never markup."""

from lxml import html

from ui.markup import element, text


def test_text_is_escaped() -> None:
    assert text("<b> & \"'") == "&lt;b&gt; &amp; &quot;&#x27;"


def test_control_and_direction_characters_are_made_visible_one_for_one() -> None:
    assert text("a\x00b\u202ec\x9b") == "a\ufffdb\ufffdc\ufffd"


def test_carriage_returns_reach_the_browser() -> None:
    assert html.fromstring(element("p", text("one\r\ntwo"))).text_content() == "one\r\ntwo"


def test_an_attribute_holds_any_file_name() -> None:
    name = "a\"b'<c>\n&amp; \u202e.txt"
    assert html.fromstring(element("button", "", data_file=name)).get("data-file") == name


def test_attributes_that_are_off_are_left_out() -> None:
    written = element("button", "x", type="button", disabled=False, title=None, data_more=True)
    assert written == '<button type="button" data-more>x</button>'
