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
        ("If this is true, it is the largest raid yet.", Status.UNCONFIRMED),
        ("Much of what was passed around has not been checked by anyone.", Status.UNCONFIRMED),
        ("The group has neither confirmed nor denied it.", Status.UNCONFIRMED),
        ("The army refused to confirm the number.", Status.UNCONFIRMED),
        ("The spokesman declined to say who was hit.", None),
        ("The ministry denied on Sunday that it fired.", Status.DENIED),
        ("The group called the report baseless.", Status.DENIED),
        ("The deal denies the company that money.", None),
        ("Washington blames the militia for the attack.", Status.ALLEGED),
        ("The flood claimed nine lives.", None),
        ("No group claimed the attacks.", None),
        ("Turkey moved to strengthen its claim to the gas.", None),
        ("I think that the bridge is next.", Status.OPINION),
    ],
)
def test_a_quote_is_as_sure_as_its_own_words(text, status):
    assert status_of(text, Part.BODY) is status


def test_a_readers_comment_is_opinion_whatever_it_says():
    assert status_of("It was confirmed.", Part.COMMENTS) is Status.OPINION


def test_a_post_that_just_tells_is_reported_not_known():
    assert status_of("Two cars on fire near the airport", Part.POST) is Status.REPORTED


def test_what_goes_on_from_a_condition_is_no_surer_than_it():
    before = ("If this is true, the command is gone.", "This is a complete blow.")
    text = "Not only is the leader dead, but two others are in custody."
    assert status_of(text, Part.BODY, before) is Status.UNCONFIRMED
    assert status_of(text, Part.BODY) is None
    assert status_of("Parliament meets on Sunday.", Part.BODY, before) is None


def test_an_article_that_calls_itself_opinion_is_named_so():
    assert (
        status_of("The bridge must go.", Part.BODY, (), "Opinion: Build it again") is Status.OPINION
    )
    assert status_of("The bridge must go.", Part.BODY, (), "Opinions differ") is None
