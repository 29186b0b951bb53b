"""One sentence against its quotes; each case worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.check import common_words, fault
from rag.checking.cited import Cited, plain

DEAD = "At least six people were killed and three others were hurt, Ana Lund said on Friday."
LUND = "Ana Lund, the county engineer, was told by Ivo Holm that the Norby bridge may close."
DENIED = "The ministry denied that the ferry had hit the pier."
SOLD = "The bank sold the house to the city for $3 million in March 2020."
QUOTES = [Cited(text, date(2021, 3, 3)) for text in (DEAD, LUND, DENIED, SOLD)]


def kind(sentence, *quotes):
    found = fault(sentence, quotes or QUOTES, common_words(each.text for each in QUOTES))
    return found.kind if found else None


@pytest.mark.parametrize(
    "sentence",
    [
        DEAD,
        "At least 6 people were killed, Ana Lund said.",
        "According to Ana Lund, at least six people were killed on Friday.",
        "The county engineer, Ana Lund, was told that the Norby bridge may close.",
        "Ivo Holm told Ana Lund that the Norby bridge may close.",
        "The ministry denied that the ferry hit the pier.",
        "In March 2020 the bank sold the house to the city for 3 million dollars.",
        "The house was sold to the city by the bank.",
        "Both Ana Lund and Ivo Holm have spoken of the Norby bridge.",
    ],
)
def test_what_the_quotes_say_holds(sentence):
    assert kind(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("At least seven people were killed.", "number"),
        ("Six people were killed.", "number"),
        ("At least three people were killed and six others were hurt.", "number"),
        ("At least six percent were killed.", "number"),
        ("All six people were killed.", "number"),
        ("The bank sold the house for €3 million.", "number"),
        ("At least six people were killed on Monday.", "name"),
        ("At least six people were killed yesterday.", "date"),
        ("The bank sold the house in March 2021.", "number"),
        ("At least six people were killed, Ana Holm said.", "name"),
        ("At least six people were killed in Oslo.", "name"),
        ("Reuters said that at least six people were killed.", "name"),
        ("At least six people were not killed.", "negation"),
        ("The Norby bridge may not close.", "negation"),
        ("The Norby bridge closed.", "negation"),
        ("The ferry had hit the pier.", "negation"),
        ("The ministry confirmed that the ferry had hit the pier.", "negation"),
        ("The ministry did not deny that the ferry had hit the pier.", "negation"),
        ("The city sold the house to the bank.", "role"),
        ("The ministry denied that the pier had hit the ferry.", "role"),
        ("Ana Lund said “three others were harmed”.", "quotation"),
        ("The bank sold the garden to the city.", "wording"),
        ("The ferry struck an iceberg under heavy weather off the coast.", "wording"),
        ("Was the ferry hit?", "wording"),
        ("I think the bank sold the house.", "wording"),
        ("You should buy the house.", "wording"),
        ("Банк продал дом.", "name"),
    ],
)
def test_what_they_do_not_say_has_its_fault(sentence, wrong):
    assert kind(sentence) == wrong


def test_a_sentence_without_quotes_has_no_source():
    assert fault("Anything.", ()).kind == "source"


@pytest.mark.parametrize(
    ("sentence", "quote", "wrong"),
    [
        ("The U.S. left in May.", "The US left in May.", None),
        ("The US left.", "They told us that the army left.", "name"),
        ("They met in May.", "They may have met in June.", "name"),
        ("A train left Hit.", "A train was hit and left.", "name"),
        ("It began at 1:30 a.m.", "It began at 1.30 a.m.", None),
        ("It began at 1:30 p.m.", "It began at 1:30 a.m.", "number"),
        ("No one was hurt.", "Nobody was hurt.", None),
        ("Nothing was not signed.", "Nothing was signed without him.", "negation"),
        ("Ana hired Ivo in Oslo.", "Ivo hired Ana in Oslo.", "role"),
        ("The town was captured by the rebels.", "The rebels captured the town.", None),
        ("The rebels were captured by the town.", "The rebels captured the town.", "role"),
        ("The survey cost 2m dinars.", "The survey cost two million dinars.", None),
        ("The report named Holm.", "The report named Holm. That was wrong.", "negation"),
    ],
)
def test_small_things_that_turn_a_meaning(sentence, quote, wrong):
    assert kind(sentence, Cited(quote)) == wrong


@given(st.sampled_from(QUOTES))
def test_a_quote_says_what_it_says(quote):
    assert fault(plain(quote.text), [quote]) is None


@given(st.integers(min_value=0, max_value=10**9))
def test_no_number_that_the_quotes_lack_gets_through(number):
    found = fault(f"At least {number} people were killed.", QUOTES)
    assert (found is None) == (number == 6)


@given(st.text(max_size=200))
def test_any_text_ends_in_a_verdict(text):
    fault(text, QUOTES)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        (
            "The mast fell before the crew had left.",
            "The crew had not yet left when the mast fell.",
        ),
        ("Police say it was not checked by anyone.", "Police say nobody checked it."),
        ("Two of the six masts fell near the pier.", "Two masts fell near the pier."),
        ("Ivo Holm, 23, left the pier.", "The 23-year-old Ivo Holm left the pier."),
        ("It named Ivo Holm among the dead.", "It named Ivo Holm as one of the dead."),
        ("The navy called the claim baseless.", "The navy rejected as baseless the claim."),
        ("They would not say whether it sank.", "Whether it sank, they would not say."),
        ("It named Ivo Holm among the dead. That was wrong.", "It wrongly named Ivo Holm as dead."),
    ],
)
def test_the_same_said_in_another_form_holds(quote, sentence):
    assert kind(sentence, Cited(quote, None)) is None


@pytest.mark.parametrize(
    ("quote", "sentence", "wrong"),
    [
        ("The crew left the mast alone.", "The crew had not yet left the mast alone.", "negation"),
        ("Everyone has checked the claim.", "Nobody has checked the claim.", "number"),
        ("Both bridges fell.", "All bridges fell.", "number"),
        ("The bridges at Norby fell.", "Both bridges at Norby fell.", "number"),
        ("Iraq let soldiers train.", "Iraq let Iraqi soldiers train.", "name"),
    ],
)
def test_another_thing_said_in_a_like_form_is_caught(quote, sentence, wrong):
    assert kind(sentence, Cited(quote, None)) == wrong
