"""HTML with every value escaped."""

from __future__ import annotations

from html import escape

_SHOWN_AS_IS = "\t\n\r"
_CONTROL = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
_DIRECTION = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
# Control characters would be altered by the browser's parser, and an override of the writing
# direction could make one file name look like another.
_REPLACED = str.maketrans(
    dict.fromkeys((*(each for each in _CONTROL if each not in _SHOWN_AS_IS), *_DIRECTION), "\ufffd")
)
# Gradio reads its templates as Handlebars, and then as template literals of JavaScript.
_FILLED_IN = {ord(sign): f"&#{ord(sign)};" for sign in "`$\\{}"}


def text(value: object) -> str:
    """A value as HTML text; one character stays one character, so spans count alike there."""
    return _escaped(str(value).translate(_REPLACED))


def element(name: str, inside: str, **attributes: object) -> str:
    """An element around HTML that is already escaped; attribute values are escaped here.

    An underscore in an attribute's name stands for a dash, and one at its end is dropped. False and
    None leave an attribute out, True gives it without a value.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    return f"<{name}{written}>{inside}</{name}>"


def template(html: str) -> str:
    """HTML as one of Gradio's templates that has nothing to fill in, whatever it says."""
    return html.translate(_FILLED_IN)


def _escaped(value: str) -> str:
    # The browser's parser keeps a carriage return only where it is written as a reference.
    return escape(value, quote=True).replace("\r", "&#13;")


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{_escaped(str(value))}"'
