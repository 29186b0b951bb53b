import pytest

from rag.answer.status import status_of
from rag.types import Part, Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("According to unconfirmed reports, a drone hit the convoy.", Status.UNCONFIRMED),
        ("The claim could not be independently verified.", Status.UNCONFIRMED),
        ("It is not known whether the commander is alive.", Status.UNCONFIRMED),
        ("Nothing has been confirmed; the toll is not confirmed.", Status.UNCONFIRMED),
        ("The ministry denied that any soldier was hurt.", Status.DENIED),
        ("Officials accused the militia of the attack.", Status.ALLEGED),
        ("The group claimed that it fired the rocket.", Status.ALLEGED),
        ("State media confirmed the death of the general.", Status.CONFIRMED),
        ("Six people were killed, an army source said.", Status.REPORTED),
        ("The strikes reportedly began at one in the morning.", Status.REPORTED),
        ("The parliament meets on Sunday.", None),
    ],
)
def test_a_quote_is_as_sure_as_its_own_words(text, status):
    assert status_of(text, Part.BODY) is status


def test_a_readers_comment_is_opinion_whatever_it_says():
    assert status_of("It was confirmed.", Part.COMMENTS) is Status.OPINION


def test_a_post_that_just_tells_is_reported_not_known():
    assert status_of("Two cars on fire near the airport", Part.POST) is Status.REPORTED
