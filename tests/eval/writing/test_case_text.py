"""Cases written at the end of `cases.yaml`."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.cases import CASES, Suite
from eval.load import load_suite
from eval.writing.case_text import append_case, case_text
from rag.errors import SuiteError

TYPED = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=60
).filter(lambda text: any(each.isalnum() for each in text) and text.strip() == text)


def test_a_case_is_written_as_people_write_it(make_case):
    case = make_case(
        id="hurt",
        question="How many were hurt?",
        kind="number",
        as_of="2020-01-05",
        facts=[["six people", "6"]],
        history=[{"role": "user", "content": "Norby?"}],
    )
    assert case_text(case).splitlines() == [
        "  - id: hurt",
        "    question: How many were hurt?",
        "    kind: number",
        "    as_of: '2020-01-05'",
        "    history:",
        "      - {role: user, content: 'Norby?'}",
        "    answerable: true",
        "    facts:",
        "      - [six people, '6']",
        "    sources: [bridge.txt]",
    ]


def test_what_stands_in_the_file_is_left_alone(tiny_suite, make_case):
    path = tiny_suite / CASES
    before = "# mine\n" + path.read_text("utf-8") + "# at the end"
    path.write_text(before, "utf-8")
    suite = append_case(load_suite(tiny_suite), make_case(id="more"))
    assert [case.id for case in suite.cases] == ["hurt", "ferry-day", "cost", "more"]
    assert path.read_text("utf-8").startswith(before)
    assert suite.cases[-1] == make_case(id="more")


def test_a_list_without_an_indent_is_gone_on_with(tiny_suite, make_case):
    path = tiny_suite / CASES
    head, _, cases = path.read_text("utf-8").partition("cases:\n")
    outdented = "".join(f"{line[2:]}\n" for line in cases.splitlines())
    path.write_text(f"{head}cases:\n# a comment\n{outdented}", "utf-8")
    assert len(append_case(load_suite(tiny_suite), make_case(id="more")).cases) == 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(question=TYPED, wording=TYPED)
def test_whatever_is_typed_is_read_back(tiny_suite, make_case, question, wording):
    path = tiny_suite / CASES
    before = path.read_text("utf-8")
    case = make_case(id="typed", question=question, facts=[[wording]], note=question)
    try:
        assert append_case(load_suite(tiny_suite), case).cases[-1] == case
    finally:
        path.write_text(before, "utf-8")


def test_where_a_case_can_not_stand_the_file_stays_as_it_was(tiny_suite, make_case):
    before = (tiny_suite / CASES).read_bytes()
    with pytest.raises(SuiteError, match="its id is taken by the case at line 4"):
        append_case(load_suite(tiny_suite), make_case(id="hurt"))
    assert (tiny_suite / CASES).read_bytes() == before


@pytest.mark.parametrize("cases", ["cases: [{id: a}]\n", "cases:\n  {}\n"])
def test_cases_that_are_no_list_of_lines_are_left_to_hands(tiny_suite, make_case, cases):
    path = tiny_suite / CASES
    suite = load_suite(tiny_suite)
    path.write_text(f"suite: tiny\narticles: articles\n{cases}", "utf-8")
    with pytest.raises(SuiteError, match="add it by hand"):
        append_case(suite, make_case())


def test_keys_after_the_cases_are_not_written_into(tiny_suite, make_case):
    path = tiny_suite / CASES
    head, _, cases = path.read_text("utf-8").partition("articles: articles\ncases:\n")
    path.write_text(f"{head}cases:\n{cases}articles: articles\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(SuiteError, match=r"cases\.yaml"):
        append_case(load_suite(tiny_suite), make_case(id="more"))
    assert path.read_bytes() == before


def test_the_first_case_begins_the_file(tiny_suite, make_case):
    (tiny_suite / CASES).unlink()
    articles = tiny_suite / "articles"
    begun = Suite(name="tiny", folder=tiny_suite, articles=articles, files=(), cases=())
    suite = append_case(begun, make_case())
    assert suite.cases == (make_case(),)
    assert (tiny_suite / CASES).read_text("utf-8").splitlines()[1:4] == [
        "suite: tiny",
        "articles: articles",
        "cases:",
    ]


def test_a_first_case_that_is_wrong_leaves_no_file(tiny_suite, make_case):
    (tiny_suite / CASES).unlink()
    begun = Suite(
        name="tiny", folder=tiny_suite, articles=tiny_suite / "articles", files=(), cases=()
    )
    with pytest.raises(SuiteError, match=r"no article gone\.txt"):
        append_case(begun, make_case(sources=["gone.txt"]))
    assert not (tiny_suite / CASES).exists()
