"""Dates of articles: what is read, and what is left undated."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ingest.dates import (
    date_from_dateline,
    date_from_file_name,
    date_token,
    in_words,
    parse_date,
)

THIRD = date(2020, 1, 3)


@pytest.mark.parametrize(
    "value",
    [
        "2020-01-03",
        "2020-01-03T23:59:00-05:00",
        "2020/1/3",
        "20200103",
        20200103,
        "January 3, 2020",
        "Jan. 3, 2020",
        "3 January 2020",
        "3rd of January 2020",
        "Friday, January 3, 2020 10:15 AM",
        "Fri, 03 Jan 2020 10:00:00 GMT",
        "3-Jan-2020",
        1578009600,
        "1578009600",
        1578009600000,
        date(2020, 1, 3),
        datetime(2020, 1, 3, 23, tzinfo=UTC),
    ],
)
def test_dates_are_read_as_they_are_written(value):
    assert parse_date(value) == THIRD


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("13/04/2020", date(2020, 4, 13)),
        ("04/13/2020", date(2020, 4, 13)),
        ("03/03/2020", date(2020, 3, 3)),
    ],
)
def test_dates_in_numbers_are_read_where_only_one_order_makes_sense(value, day):
    assert parse_date(value) == day


@pytest.mark.parametrize(
    "value",
    [
        *(
            "03/04/2020",
            "3.4.2020",
            "2020-02-30",
            "2020",
            "May 2020",
            "next week",
            "9999-01-01",
            "",
        ),
        *(None, True, 3.5, float("nan"), float("inf"), 10**400, 17, ["2020-01-03"]),
    ],
)
def test_unsure_and_impossible_dates_are_not_guessed(value):
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("line", "token"),
    [
        ("date 2020-01-03 Whether or not he knew", "date 2020-01-03"),
        ("Date: 3 January 2020", "Date: 3 January 2020"),
        ("Published: Jan 3, 2020", "Published: Jan 3, 2020"),
        ("January 3, 2020", "January 3, 2020"),
        ("Friday, January 3, 2020 | 10:15 am GMT", "Friday, January 3, 2020 | 10:15 am GMT"),
        ("3 January 2020 · 5 min read", "3 January 2020 · 5 min read"),
        ("Published 2020-01-03, updated 2020-01-05", "Published 2020-01-03, updated 2020-01-05"),
        ("2020-01-03 Dockers walk out", "2020-01-03"),
    ],
)
def test_a_date_line_states_the_date(line, token):
    found, span = date_token(line, 0, len(line))
    assert (found.day, found.source, line[span.start : span.end]) == (THIRD, "first line", token)


@pytest.mark.parametrize(
    "line",
    [
        "January 3, 2020 was a bad day for the port.",
        "January 3, 2020 saw the port shut.",
        "Date: 03/04/2020",
        "The update came on January 3, 2020",
    ],
)
def test_a_sentence_with_a_date_is_no_date_line(line):
    assert date_token(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("AMMAN, Jan 3, 2020 (Agency) - Three men", THIRD),
        ("AMMAN, Jordan, 3 January 2020 (Agency) – Three men", THIRD),
        ("BASRA (Agency), Jan. 3, 2020 – Three men", THIRD),
        ("BASRA — January 3, 2020 — Three men", THIRD),
        ("AMMAN, Jan 3 (Agency) - Three men", None),
        ("IRAN, January 3, 2020 was the day", None),
        ("AMMAN, January 3, 2020", THIRD),
        ("AMMAN, January 3, 2020\nThe road was closed.", THIRD),
        ("AMMAN, January 3, 2020 was a Friday", None),
    ],
)
def test_a_dateline_counts_only_with_its_year(line, day):
    found = date_from_dateline(line, 0, len(line))
    assert (found and found.day) == day


@pytest.mark.parametrize(
    ("file", "day"),
    [
        ("2020-01-03-port.txt", THIRD),
        ("old/port_20200103.txt", THIRD),
        ("2020_01_03.html", THIRD),
        ("2020-01-03-to-2020-01-05.txt", None),
        ("000_4c20200103f.txt", None),
        ("20201399.txt", None),
        ("2020-01-03/port.txt", None),
    ],
)
def test_a_file_name_gives_a_date_where_it_has_one(file, day):
    found = date_from_file_name(file)
    assert (found and found.day) == day


def test_a_day_in_words():
    assert in_words(THIRD) == "3 January 2020"
