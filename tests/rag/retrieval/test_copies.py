"""Near-copies of one article count once, but never where they say different things."""

from __future__ import annotations

from datetime import date

from rag.retrieval.copies import collapsed
from rag.types import FoundPassage, Part, Passage, Span

TEXT = "The ferry struck the northern pier on Friday and nine passengers were hurt, police said."
FAMILIES = {"wire.txt": "f", "daily.txt": "f", "weekly.txt": "f", "other.txt": "o"}


def found(file, text=TEXT, day=None, score=1.0):
    passage = Passage(
        f"{file}:{hash(text)}", file, 0, 0, len(text), Part.BODY, text, (Span(0, len(text)),),
        date=day,
    )  # fmt: skip
    return FoundPassage(passage, score)


def files(passages):
    return [(each.passage.file, each.copies) for each in passages]


def test_the_earliest_stands_for_the_others_in_the_best_ones_place():
    hits = [
        found("daily.txt", day=date(2020, 1, 4), score=3),
        found("other.txt", score=2),
        found("wire.txt", day=date(2020, 1, 3), score=1),
        found("weekly.txt", score=0.5),
    ]
    kept = collapsed(hits, FAMILIES)
    assert files(kept) == [("wire.txt", ("daily.txt", "weekly.txt")), ("other.txt", ())]
    assert [each.score for each in kept] == [3, 2]


def test_of_one_day_the_longest_stands_for_the_others():
    longer = TEXT + " The harbour was closed."
    kept = collapsed([found("daily.txt"), found("wire.txt", longer)], FAMILIES)
    assert files(kept) == [("wire.txt", ("daily.txt",))]


def test_equal_words_of_articles_that_are_no_copies_are_two_finds():
    assert len(collapsed([found("daily.txt"), found("other.txt")], FAMILIES)) == 2


def test_a_copy_with_another_number_or_a_denial_is_another_find():
    for changed in (
        TEXT.replace("nine", "twelve"),
        TEXT.replace("nine", "12"),
        TEXT.replace("Friday", "Thursday"),
        TEXT.replace("were hurt", "were not hurt"),
    ):
        assert len(collapsed([found("daily.txt", changed), found("wire.txt")], FAMILIES)) == 2


def test_other_passages_of_a_copy_stay():
    rest = "Divers searched the harbour through the night for the missing captain of the boat."
    hits = [found("daily.txt"), found("wire.txt", rest), found("daily.txt", rest + " More.")]
    assert len(collapsed(hits, FAMILIES)) == 2


def test_passages_of_one_article_are_never_one():
    assert len(collapsed([found("daily.txt"), found("daily.txt", TEXT + " Yes.")], FAMILIES)) == 2


def test_an_article_of_no_known_family_stays():
    assert len(collapsed([found("a.txt"), found("b.txt")], {})) == 2
