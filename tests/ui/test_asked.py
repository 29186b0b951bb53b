"""What the question box sends."""

from datetime import date

import pytest

from rag.errors import QuestionError
from rag.types import Part, Question
from ui.asked import limits_in_words, read_asked
from ui.texts import ENGLISH


def question(sent: str) -> Question:
    return read_asked(sent, ENGLISH).question("Who?")


def test_nothing_chosen_limits_nothing() -> None:
    empty = '{"since": "", "until": "", "as_of": "", "parts": [], "files": []}'
    assert question(empty) == question("{}") == question("") == Question("Who?")
    assert limits_in_words(question(""), ENGLISH) == ()


def test_all_that_is_chosen_reaches_the_question() -> None:
    sent = (
        '{"since": "2020-01-03", "until": "2020-01-05", "as_of": "2021-01-01",'
        ' "parts": ["comments", "body"], "files": ["b.txt", "a.txt"], "instead_of": "e1"}'
    )
    asked = question(sent)
    assert (asked.since, asked.until) == (date(2020, 1, 3), date(2020, 1, 5))
    assert asked.parts == {Part.BODY, Part.COMMENTS}
    assert limits_in_words(asked, ENGLISH) == (
        "3 January 2020 to 5 January 2020",
        "as of 1 January 2021",
        "report",
        "reader's comment",
        "a.txt",
        "b.txt",
    )
    assert read_asked(sent, ENGLISH).instead_of == "e1"


def test_one_end_is_named_alone() -> None:
    assert limits_in_words(question('{"since": "2020-01-03"}'), ENGLISH) == ("from 3 January 2020",)
    assert limits_in_words(question('{"until": "2020-01-03"}'), ENGLISH) == ("to 3 January 2020",)


@pytest.mark.parametrize(
    "sent", ["[", "[]", '{"since": "soon"}', '{"parts": ["nose"]}', '{"who": 1}', "null"]
)
def test_what_can_not_be_read_is_refused_in_one_line(sent) -> None:
    with pytest.raises(QuestionError, match="limits can't be read"):
        read_asked(sent, ENGLISH)
