import pytest

from rag.answer.reference import reference


@pytest.mark.parametrize(
    ("quote", "before", "meant"),
    [
        (
            "He was buried in Kerman.",
            ["General Qasem Soleimani led the force.", "Soleimani was killed on Friday."],
            "Qasem Soleimani",
        ),
        (
            "She resigned in May.",
            ["Maria Keller, the minister of health, had fallen ill."],
            "Maria Keller",
        ),
        (
            "He warned that the count might rise.",
            ["Seven people were killed, an Iraqi security officer said."],
            "an Iraqi security officer",
        ),
        (
            "He told it that the answer must come openly.",
            ["The supreme leader, Ali Khamenei, went to the council."],
            "Ali Khamenei",
        ),
        (
            "He was the man who closed the air space.",
            ["Iraqi Prime Minster Adel Mahdi signed.", "Mahdi came to power.", "He refused Trump."],
            "Adel Mahdi",
        ),
        (
            "The strike was not the first.",
            ["On Monday a US drone strike in the heart of Baghdad killed three.", "Crowds came."],
            "a US drone strike in the heart of Baghdad",
        ),
        (
            "The general was killed late on Thursday.",
            ["Iran will answer for General Qassem Suleimani.", "The question is when."],
            "Qassem Suleimani",
        ),
    ],
)
def test_the_first_words_of_a_quote_are_explained_from_before(quote, before, meant):
    assert reference(quote, before) == meant


@pytest.mark.parametrize(
    ("quote", "before"),
    [
        ("He was hurt.", []),
        ("He was hurt.", ["Trump spoke to General Mark Milley and to Senator Tom Cotton."]),
        ("He was hurt.", ["General Ali Hassan left.", "A baker saw the flash."]),
        ("He was hurt.", ["Damascus was quiet, and Erbil too."]),
        (
            "The strike was short.",
            ["A drone strike hit Taji.", "A missile strike hit Mosul.", "Then rain."],
        ),
        ("The strike was short.", ["There was a similar strike in Basra."]),
        ("The double strike was short.", ["There was a drone strike in Basra."]),
        ("The leader of Iran was in Tehran.", ["Ali Khamenei, the leader of Iran, spoke."]),
        ("It is not known who fired.", ["Ali Khamenei, the leader of Iran, spoke."]),
        ("Soleimani was hurt.", ["Ali Khamenei, the leader of Iran, spoke."]),
    ],
)
def test_nothing_is_said_where_more_than_one_could_be_meant_or_none_is_needed(quote, before):
    assert reference(quote, before) is None


def test_two_people_of_one_surname_are_not_made_one():
    before = [
        "Genghis Khan had died long before.",
        "Mongke Khan, his grandson, ruled the empire.",
    ]
    assert reference("He sent his brother to China.", before) == "Mongke Khan"
