"""Each rule on small suites whose mistakes are known."""

from datetime import date

import pytest

from eval.lint.rules import Finding, about_articles, about_cases
from eval.lint.texts import ArticleText, quotable
from rag.types import Article, Part, Section

BRIDGE = "The bridge at Norby fell on Monday. Six people were hurt."
FERRY = "A ferry took over on Tuesday."


def texts(dates=(None, None), **more):
    found = {
        "bridge.txt": ArticleText("bridge.txt", dates[0], BRIDGE),
        "ferry.txt": ArticleText("ferry.txt", dates[1], FERRY),
    }
    return found | {file: ArticleText(file, None, text) for file, text in more.items()}


@pytest.fixture
def ferry_case(make_case):
    return make_case(id="ferry", facts=[["Tuesday"]], sources=["ferry.txt"])


@pytest.fixture
def problems(ferry_case):
    """What is found about one case, beside a right one about the other article."""

    def found(case, articles=None):
        return [each.problem for each in about_articles([case, ferry_case], articles or texts())]

    return found


def test_a_fact_in_its_source_and_nowhere_else_is_right(make_case, problems):
    assert problems(make_case(facts=[["nobody", "six people"], ["Norby"]])) == []


def test_a_fact_that_is_not_in_its_source_is_said_to_stand_where_it_does(make_case, problems):
    case = make_case(facts=[["Tuesday"]], elsewhere=["ferry.txt"])
    assert problems(case) == [
        'fact "Tuesday": not in bridge.txt; it stands in ferry.txt',
        "sources: bridge.txt holds none of the facts",
    ]


def test_a_fact_that_stands_nowhere(make_case, problems):
    case = make_case(facts=[["six people"], ["60", "sixty"]])
    assert problems(case) == ['fact "60" | "sixty": not in bridge.txt; it stands in no article']


def test_any_source_must_hold_every_fact(make_case, problems):
    case = make_case(facts=[["six people"]], sources=["bridge.txt", "ferry.txt"])
    assert problems(case) == [
        'fact "six people": not in ferry.txt; it stands in bridge.txt',
    ]


@pytest.mark.parametrize("every", [True, False])
def test_facts_may_be_spread_over_the_sources(make_case, problems, every):
    sources = ["bridge.txt", "ferry.txt"]
    case = make_case(facts=[["six people"], ["Tuesday"]], sources=sources, every_source=every)
    assert problems(case) == []


def test_a_source_that_adds_nothing_is_named(make_case, problems):
    more = texts(**{"other.txt": "A market opened."})
    sources = ["bridge.txt", "ferry.txt", "other.txt"]
    case = make_case(facts=[["six people"], ["Tuesday"]], sources=sources, every_source=True)
    assert problems(case, more) == ["sources: other.txt holds none of the facts"]


def test_a_fact_in_another_article_is_found_there(make_case, problems, ferry_case):
    more = texts(**{"copy.txt": BRIDGE})
    case = make_case(facts=[["six people", "hurt"]])
    found = problems(case, more)
    assert found[0].startswith('fact "six people" | "hurt": stands in copy.txt too: ')
    case = make_case(facts=[["six people", "hurt"]], elsewhere=["copy.txt"])
    assert problems(case, more) == [
        "no case has copy.txt as a source: its loss would not be noticed"
    ]


def test_articles_after_the_day_asked_as_of_count_for_nothing(make_case, problems):
    later = texts(dates=(date(2020, 1, 5), date(2020, 1, 9)))
    case = make_case(facts=[["on"]], as_of="2020-01-06")
    assert problems(case, later) == []
    assert problems(make_case(as_of="2020-01-04"), later) == [
        "sources: bridge.txt is dated 2020-01-05, after as_of 2020-01-04"
    ]


def test_an_article_that_no_case_names_is_found(make_case, ferry_case):
    assert list(about_articles([ferry_case], texts())) == [
        Finding(None, "no case has bridge.txt as a source: its loss would not be noticed")
    ]


def test_a_list_stands_for_its_articles(make_case, ferry_case):
    listed = {
        "ferry.txt": ArticleText("ferry.txt", None, FERRY),
        "wire.json#a": ArticleText("wire.json#a", None, BRIDGE),
        "wire.json#b": ArticleText("wire.json#b", None, "A market opened."),
    }
    assert list(about_articles([make_case(sources=["wire.json"]), ferry_case], listed)) == []


def test_boilerplate_can_not_hold_a_fact():
    text = "Six were hurt.\n\nSubscribe for 4 dinars.\n\nNobody died."
    at = text.index("Subscribe"), text.index("Nobody")
    sections = (
        Section(Part.BODY, 0, at[0]),
        Section(Part.BOILERPLATE, at[0], at[1]),
        Section(Part.BODY, at[1], len(text)),
    )
    kept = quotable(Article("a.txt", "v", text, sections)).text
    assert "Six were hurt." in kept
    assert "Nobody died." in kept
    assert "dinars" not in kept


@pytest.mark.parametrize(
    ("second", "same"),
    [
        ({"question": "How many were hurt in the fall?"}, True),
        ({"question": "how many  hurt in fall"}, True),
        ({"question": "How many were killed in the fall?"}, False),
        ({"question": "How many were hurt in the fall?", "as_of": "2020-01-01"}, False),
        (
            {
                "question": "How many were hurt in the fall?",
                "history": [{"role": "user", "content": "Norby?"}],
            },
            False,
        ),
    ],
)
def test_two_cases_that_ask_the_same(make_case, second, same):
    cases = [make_case(question="How many were hurt in the fall?"), make_case(id="b", **second)]
    found = [Finding("b", "question: asks the same as case a")] if same else []
    assert list(about_cases(cases)) == found


def test_an_unanswerable_case_names_what_is_missing(make_case):
    assert list(about_cases([make_case(answerable=False)])) == [
        Finding("a", "missing: say what it is that no article says")
    ]
    assert list(about_cases([make_case(answerable=False, missing="the toll")])) == []


def test_a_fact_that_can_only_be_given_in_forbidden_words(make_case):
    case = make_case(facts=[["six people"]], forbidden=["six"])
    assert list(about_cases([case])) == [
        Finding("a", 'fact "six people": each wording holds a forbidden one')
    ]
    assert list(about_cases([make_case(facts=[["six", "half a dozen"]], forbidden=["six"])])) == []


def balanced(make_case, kinds, refusals):
    cases = [
        make_case(id=f"a{n}", question=f"Question {n}?", kind=kind) for n, kind in enumerate(kinds)
    ]
    return cases + [
        make_case(
            id=f"u{n}",
            question=f"Unanswered {n}?",
            kind="who" if n % 2 else "what",
            answerable=False,
            refusal=refusal,
            missing="it",
        )
        for n, refusal in enumerate(refusals)
    ]


REFUSALS = ["near-miss", "near-miss", "false-premise", "far-off"]


def test_a_balanced_suite(make_case):
    kinds = ["who", "what", "when", "where"] * 4
    assert list(about_cases(balanced(make_case, kinds, REFUSALS))) == []


@pytest.mark.parametrize(
    ("kinds", "refusals", "problem"),
    [
        (["who", "what", "when"] * 7, [], "0% of the cases are unanswerable; 10% to 40%"),
        (["who", "what"] * 5, REFUSALS * 3, "55% of the cases are unanswerable"),
        (["when", "what", "who"] * 6, REFUSALS[:2] * 2, "no unanswerable case is far-off"),
        (["when"] * 10 + ["who"] * 6, REFUSALS, "10 of 20 cases are of kind when"),
        (["when", "where", "who"] * 5 + ["why"], REFUSALS, "a single case is of kind why"),
    ],
)
def test_what_unbalances_a_suite_is_said(make_case, kinds, refusals, problem):
    found = list(about_cases(balanced(make_case, kinds, refusals)))
    assert any(each.problem.startswith(problem) and each.case is None for each in found)


def test_a_small_suite_is_held_to_no_balance(make_case):
    assert list(about_cases([make_case()])) == []
