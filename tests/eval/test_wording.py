import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.wording import holds, places, plain


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


@pytest.mark.parametrize(
    ("text", "wording", "found"),
    [
        ("At least SIX\n people died.", "six people", ["SIX\n people"]),
        ("the “second” man’s “second” car", 'man\'s "second"', ["man’s “second”"]),
        ("6, 60 and 6", "6", ["6", "6"]),
        ("al‑Muhandis", "al-Muhandis", ["al‑Muhandis"]),
        ("nothing of it", "six", []),
    ],
)
def test_places_are_where_the_wording_is_written(text, wording, found):
    assert [text[start:end] for start, end in places(text, wording)] == found


@given(st.text(alphabet="Six6 -–“’\n", max_size=30), st.sampled_from(["six", "6", "-six", "6 6"]))
def test_where_a_place_is_found_the_wording_holds(text, wording):
    for start, end in places(text, wording):
        assert holds(text, wording)
        assert plain(text[start:end]) == plain(wording)
