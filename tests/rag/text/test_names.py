"""The spellings of one name share a skeleton; names that differ don't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.names import skeleton

SAME = [
    ("Soleimani", "Suleimani", "Soleimany", "Soleymani", "Sulaymani"),
    ("Muhandis", "Muhandes", "Mohandis", "Mohandes", "MUHANDIS"),
    ("Abdul", "Abdel"),
    ("Zaidi", "Zaydi"),
    ("Khazali", "Khazaali", "Khazaly"),
    ("Hezbollah", "Hizbollah", "Hizbullah"),
    ("Qassem", "Qasem", "Qasim", "Kassem"),
    ("Mohammed", "Muhammad", "Mohamed"),
    ("Hussein", "Hussain", "Husayn", "Hossein"),
    ("Kataib", "Kata'ib", "Kata’ib"),
    ("Erdogan", "Erdoğan"),
    ("Zelensky", "Zelenskyy", "Zelenskiy"),
    ("Daoud", "Dawood"),
    ("Kyiv", "Kiev"),
    ("Nouri", "Nuri"),
]
APART = [
    ("Iran", "Iraq"),
    ("Mahdi", "Muhandis"),
    ("Sadr", "Saudi"),
    ("Salman", "Soleimani"),
    ("Suleiman", "Soleimani"),
    ("Hassan", "Hussein"),
    ("Sudan", "Sweden"),
    ("Oman", "Amman"),
    ("Syria", "Basra"),
    ("Poland", "Holland"),
    ("Khamenei", "Khomeini"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_share_a_skeleton(spellings):
    assert len({skeleton(spelling) for spelling in spellings}) == 1
    assert skeleton(spellings[0]) is not None


@pytest.mark.parametrize("pair", APART, ids="-".join)
def test_different_names_stay_apart(pair):
    assert skeleton(pair[0]) != skeleton(pair[1])


@pytest.mark.parametrize("word", ["", "Ali", "U.S.", "2020", "北京", "الحشد"])
def test_a_short_word_or_another_script_has_none(word):
    assert skeleton(word) is None


@given(st.text())
def test_case_makes_no_difference_and_nothing_raises(word):
    assert skeleton(word) == skeleton(word.casefold())
