"""What is known of a passage moves it; passages and scores are made by hand."""

from datetime import date

from rag.question.query import read_question
from rag.retrieval.recipe import Recipe
from rag.retrieval.search import late_penalty, rerank, uncrowded, unit_scores
from rag.types import FoundPassage, Hit, Part, Passage, Question


def passage(name, part=Part.BODY, day=None, file="a.txt"):
    return Passage(name, file, 0, 0, 4, part, "text", (), "", "", day)


def order(question, scored):
    hits = [Hit(each.id, score) for each, score in scored]
    found = rerank(hits, {each.id: each for each, _ in scored}, read_question(Question(question)))
    return [each.passage.id for each in found]


def test_a_comment_stands_behind_reporting_that_scores_the_same():
    scored = [(passage("comment", Part.COMMENTS), 1.0), (passage("report"), 1.0)]
    assert order("Who was killed?", scored) == ["report", "comment"]


def test_a_comment_comes_first_where_readers_are_asked_about():
    scored = [(passage("comment", Part.COMMENTS), 1.0), (passage("report"), 1.0)]
    assert order("What does a reader say in the comments?", scored) == ["comment", "report"]


def test_an_article_from_long_after_the_event_stands_back():
    query = read_question(Question("Who was killed in January 2020?"))
    assert late_penalty(passage("late", day=date(2024, 2, 7)), query) > 0
    assert late_penalty(passage("near", day=date(2020, 2, 7)), query) == 0
    assert late_penalty(passage("undated"), query) == 0


def test_one_long_article_does_not_fill_the_list():
    many = [FoundPassage(passage(f"a{n}"), 9.0 - n) for n in range(3)]
    other = FoundPassage(passage("b", file="b.txt"), 6.9)
    # a0 9, a1 8 - 0.5, a2 7 - 1
    moved = uncrowded([*many, other], Recipe(crowding=0.5, uncrowded=1))
    assert [(each.passage.id, each.score) for each in moved] == [
        ("a0", 9.0),
        ("a1", 7.5),
        ("b", 6.9),
        ("a2", 6.0),
    ]


def test_the_first_passages_of_an_article_do_not_crowd():
    many = [FoundPassage(passage(f"a{n}"), 9.0 - n) for n in range(3)]
    moved = uncrowded(many, Recipe(crowding=0.5, uncrowded=2))
    assert [each.score for each in moved] == [9.0, 8.0, 6.5]


def test_scores_shown_lie_between_nought_and_one_in_the_same_order():
    # 1 / (1 + e^-0) = 0.5; 1 / (1 + e^-2) = 0.880797
    found = unit_scores([FoundPassage(passage("a"), 2.0), FoundPassage(passage("b"), 0.0)])
    assert [each.score for each in found] == [0.880797, 0.5]
