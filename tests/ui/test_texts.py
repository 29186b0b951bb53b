"""Every language says everything, with the same things filled in."""

import string
from dataclasses import fields
from datetime import date

import pytest

from rag.errors import SettingsError
from rag.types import Coverage, Part, Status
from ui.texts import ENGLISH, Texts, languages, load_texts


def filled_in(said: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(said) if name is not None}


def test_there_is_a_second_language() -> None:
    assert languages() == ("en", "de")


@pytest.mark.parametrize("language", languages()[1:])
def test_a_language_fills_in_the_same_things(language) -> None:
    said = load_texts(language)
    for field in fields(Texts):
        if field.name not in ("language", "months", "engine"):
            theirs, ours = getattr(said, field.name), getattr(ENGLISH, field.name)
            assert filled_in(theirs) == filled_in(ours), field.name
            assert theirs, field.name
    assert len(said.months) == 12


@pytest.mark.parametrize("language", languages())
def test_parts_and_statuses_are_named(language) -> None:
    said = load_texts(language)
    assert all(said.any_part(part) for part in Part)
    assert all(said.status(status) for status in Status)


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    coverage = Coverage(1204, date(2020, 1, 3), date(2024, 2, 7), 1)
    assert ENGLISH.searches(coverage) == (
        "Searching 1,204 articles, 3 January 2020 to 7 February 2024, 1 undated."
    )
    assert load_texts("de").searches(coverage) == (
        "Durchsucht werden 1.204 Artikel, 3. Januar 2020 bis 7. Februar 2024, 1 ohne Datum."
    )


def test_a_language_that_is_not_spoken_is_named_with_those_that_are() -> None:
    with pytest.raises(SettingsError, match="'xx': --language takes en, de"):
        load_texts("xx")
