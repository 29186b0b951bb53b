import pytest

from rag.answer.attribution import attribution, poster, said_by


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (
            "Six people were killed, an Iraqi army source said late on Friday.",
            "an Iraqi army source",
        ),
        ("The Pentagon said that nobody was hurt.", "the Pentagon"),
        (
            "Central Command, which directs the forces, said that he had planned it.",
            "Central Command",
        ),
        ("Iran's foreign minister, Javad Zarif, said that it was over.", "Javad Zarif"),
        ("Two cars were burned, according to police.", "police"),
        ("According to unconfirmed reports, a drone hit the convoy.", "unconfirmed reports"),
        (
            "In separate, unconfirmed reports, a second convoy was hit.",
            "separate, unconfirmed reports",
        ),
        ("The death was confirmed by the ministry on Sunday.", "the ministry"),
        ("“We saw two flashes”, said the driver.", "the driver"),
        ("Mahdi openly accused Trump of threatening him.", "Mahdi"),
        ("Separate reports claim that he is dead.", "separate reports"),
        ("State media also confirm that two cars were hit.", "state media"),
        (
            "It was rejected by the council, chairman Steve Crow said in a statement.",
            "chairman Steve Crow",
        ),
        ("The chief, now mayor of Norby, said the town needed to act.", "the chief"),
        ("It may take months, but authorities already have said it was no attack.", "authorities"),
        ("Ann Lee, director of the fund, a unit of the bank, said that it fell.", "Ann Lee"),
        ("Shun Tanaka, head of the authority, said it leaked.", "Shun Tanaka"),
        ("Today Foreign Minister Julia Bell announced a visit.", "Foreign Minister Julia Bell"),
        (
            "The saola, a shy animal, was seen in May, said Deputy Head Dang Ngo.",
            "Deputy Head Dang Ngo",
        ),
        ("Two cars on fire. — Hassan Amin (@hamin) January 3, 2020", "Hassan Amin (@hamin)"),
    ],
)
def test_who_says_it_is_named_as_the_sentence_has_it(text, by):
    assert said_by(text) == by


@pytest.mark.parametrize(
    "text",
    [
        "The parliament meets on Sunday.",
        "He said that the count might rise.",
        "It is said to have been a drone.",
        "No official has said so in public.",
        "He was the man who declared the air space closed.",
        "Nearly 1,000 people reported to have been killed were counted twice.",
        "As reported in the Chronicle, the bridge is shut.",
        "He left in May but had announced a return.",
        "According to this report the drills go on.",
        "The accused are named in the papers.",
        "A group of people said to be soldiers arrived.",
        "The report on the crash runs to forty pages.",
        "“The general said it would end,” he said.",
    ],
)
def test_nobody_is_named_where_the_sentence_names_nobody(text):
    assert said_by(text) is None


def test_hearsay_takes_its_source_from_the_sentence_before():
    before = ("According to Reuters, a convoy was hit.",)
    assert attribution("The dead are said to be militiamen.", before) == "Reuters"
    assert attribution("He warned that more might die.", ("Two died, an officer said.",)) == (
        "an officer"
    )


def test_a_plain_sentence_takes_no_source_from_the_one_before():
    assert attribution("The street was closed.", ("Two died, an officer said.",)) is None
    assert attribution("The dead are said to be militiamen.") is None


def test_a_quotation_that_goes_on_has_the_speaker_who_began_it():
    before = ("The mayor said: “We heard it first.",)
    assert attribution("Then the windows broke.”", before) == "the mayor"


def test_a_post_is_signed():
    assert poster("pic — Ann Lee (@annlee) May 1, 2021") == "Ann Lee (@annlee)"
    assert poster("no signature – only dashes") is None
