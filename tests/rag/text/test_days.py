from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.days import named_days

SATURDAY = date(2024, 2, 10)


def days(text, anchor=None):
    return [(each.first, each.last) for each in named_days(text, anchor)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3 January 2020", date(2020, 1, 3), date(2020, 1, 3)),
        ("January 3rd, 2020", date(2020, 1, 3), date(2020, 1, 3)),
        ("3-5 January 2020", date(2020, 1, 3), date(2020, 1, 5)),
        ("January 3–8, 2020", date(2020, 1, 3), date(2020, 1, 8)),
        ("28 December to 5 January 2020", date(2019, 12, 28), date(2020, 1, 5)),
        ("January to March 2020", date(2020, 1, 1), date(2020, 3, 31)),
        ("the second week of May 2021", date(2021, 5, 8), date(2021, 5, 14)),
        ("mid-January 2020", date(2020, 1, 10), date(2020, 1, 22)),
        ("the third quarter of 2023", date(2023, 7, 1), date(2023, 9, 30)),
        ("Q1 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("the second half of 2023", date(2023, 7, 1), date(2023, 12, 31)),
        ("summer 2019", date(2019, 6, 1), date(2019, 8, 31)),
        ("2018-2020", date(2018, 1, 1), date(2020, 12, 31)),
        ("late 2018", date(2018, 9, 1), date(2018, 12, 31)),
    ],
)
def test_dates_stand_for_their_days(text, first, last):
    assert days(f"It opened in {text}.") == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("yesterday", date(2024, 2, 9), date(2024, 2, 9)),
        ("on Friday", date(2024, 2, 9), date(2024, 2, 9)),
        ("on Saturday", SATURDAY, SATURDAY),
        ("last week", date(2024, 1, 29), date(2024, 2, 4)),
        ("this month", date(2024, 2, 1), SATURDAY),
        ("last year", date(2023, 1, 1), date(2023, 12, 31)),
        ("three days ago", date(2024, 2, 7), date(2024, 2, 7)),
        ("in the past two weeks", date(2024, 1, 27), SATURDAY),
        ("on 3 March", date(2023, 3, 3), date(2023, 3, 3)),
    ],
)
def test_words_count_from_the_day_they_were_written_on(text, first, last):
    assert days(text, SATURDAY) == [(first, last)]
    assert days(text) == []


@pytest.mark.parametrize("text", ["2000 soldiers", "$2020", "the 1990s", "30 February", "May I?"])
def test_what_is_no_date_names_no_days(text):
    assert days(text, SATURDAY) == []


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day):
    for form in (f"{day.day} {day:%B %Y}", f"{day:%b} {day.day}, {day.year}", day.isoformat()):
        assert days(f"On {form} it rained.") == [(day, day)]


@given(st.text(alphabet="0123456789 JanuryMchotf-,", max_size=40))
def test_named_days_stand_in_order_and_never_overlap(text):
    found = named_days(text, SATURDAY)
    assert all(each.last - each.first >= timedelta(0) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
