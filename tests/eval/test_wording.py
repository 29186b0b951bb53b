import pytest

from eval.wording import holds, plain


def test_plain_makes_case_space_quotes_and_dashes_alike():
    assert plain("The  “Taji”\n raid — at O’Neill’s") == "the \"taji\" raid - at o'neill's"


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("At least SIX\npeople died.", "six people"),
        ("the militia’s “second” commander", 'militia\'s "second" commander'),
        ("a 62-year-old man", "62"),
        ("It cost $6.", "$6"),
        ("6, 7 or 8", "6"),
        ("in 2020.", "2020"),
        ("Soleimani's convoy", "Soleimani"),
        ("forty-six rockets", "forty-six"),
        ("the party-six deal in the city - six", "city - six"),
        ("Abu Mahdi al‑Muhandis", "al-Muhandis"),
    ],
)
def test_wording_stands_in_text(text, wording):
    assert holds(text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("60 people", "6"),
        ("6,000 people", "6"),
        ("1.6 miles", "6"),
        ("36,000", "000"),
        ("2.5 million", "2"),
        ("thirty-six people", "six people"),
        ("thirty-six people", "thirty"),
        ("Iranians", "Iran"),
        ("six wounded people", "six people"),
    ],
)
def test_part_of_a_word_or_number_is_not_the_wording(text, wording):
    assert not holds(text, wording)
