import json

import pytest

from eval.load import find_suite, load_suite, shipped_suites
from rag.errors import SuiteError

CASE = """\
suite: tiny
articles: articles
cases:
  - id: hurt
    question: How many were hurt?
    kind: number
    answerable: true
    facts: [["six people"]]
    sources: [bridge.txt]
"""


def load_error(write_suite, tmp_path, text, name="tiny"):
    folder = write_suite(tmp_path, text, name)
    with pytest.raises(SuiteError) as raised:
        load_suite(folder)
    return str(raised.value).replace(f"{folder}/", "")


def test_loads_a_suite_with_its_cases_in_order(tiny_suite):
    suite = load_suite(tiny_suite)
    assert suite.name == "tiny"
    assert suite.articles == tiny_suite / "articles"
    assert [case.id for case in suite.cases] == ["hurt", "ferry-day", "cost"]
    assert suite.cases[0].facts == (("six people", "six persons"),)
    assert suite.cases[2].refusal == "near-miss"


def test_optional_keys_are_read(write_suite, tmp_path):
    more = CASE + (
        "    as_of: 2020-01-05\n"
        "    history:\n"
        '      - {role: user, content: "Where was it?"}\n'
        "      - {role: assistant, content: At Norby.}\n"
        "    forbidden: [sixty]\n"
        '    disagreement: [[six], [ten, "10"]]\n'
        "    status: alleged\n"
        "    most_words: 40\n"
        "    tags: [toll, first-day]\n"
        "    elsewhere: [ferry.txt]\n"
        "    note: a note\n"
    )
    suite = load_suite(write_suite(tmp_path, more))
    case = suite.cases[0]
    assert suite.lines == {"hurt": 4}
    assert case.disagreement == (("six",), ("ten", "10"))
    assert (case.status, case.most_words) == ("alleged", 40)
    assert case.tags == ("toll", "first-day")
    assert case.as_of.isoformat() == "2020-01-05"
    assert [turn.role for turn in case.history] == ["user", "assistant"]
    assert case.forbidden == ("sixty",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "kind: number",
            "kind: number\n    sauce: x",
            "cases.yaml:7: case hurt: sauce: unknown key",
        ),
        (
            "kind: number",
            "kind: number\n    kind: when",
            "cases.yaml:7: key kind is given twice",
        ),
        ("suite: tiny", "suite: tiny\nsuite: tiny", "cases.yaml:2: key suite is given twice"),
        (
            '    facts: [["six people"]]\n',
            "",
            "cases.yaml:4: case hurt: an answerable case needs at least one fact",
        ),
        (
            "    sources: [bridge.txt]\n",
            "",
            "cases.yaml:4: case hurt: an answerable case needs at least one source",
        ),
        (
            '[["six people"]]',
            '["six people"]',
            "yaml:8: case hurt: facts.0: should be a list",
        ),
        (
            '[["six people"]]',
            "[[6]]",
            'cases.yaml:8: case hurt: facts.0.0: should be text (put it in quotes: "6")',
        ),
        ('[["six people"]]', "[[]]", "cases.yaml:8: case hurt: facts.0: is empty"),
        ('"six people"', '"…"', "cases.yaml:8: case hurt: facts.0.0: '…' has no letter or digit"),
        ("    question: How many were hurt?\n", "", "cases.yaml:4: case hurt: question: missing"),
        ("id: hurt\n", "id: [\n", "cases.yaml:"),
        ("id: hurt", "id: The Hurt", "cases.yaml:4: case The Hurt: id: "),
        (
            "kind: number",
            "kind: number\n    as_of: 2020-13-01",
            "cases.yaml:7: case hurt: as_of: ",
        ),
        ("answerable: true", "answerable: maybe", "cases.yaml:7: case hurt: answerable: "),
        (
            "answerable: true",
            "answerable: true\n    refusal: far-off",
            "cases.yaml:4: case hurt: refusal is for unanswerable cases only",
        ),
        (
            "answerable: true",
            "answerable: true\n    every_source: true",
            "cases.yaml:4: case hurt: every_source needs two sources or more",
        ),
        (
            "[bridge.txt]",
            "[brigde.txt]",
            "cases.yaml:4: case hurt: sources: no article brigde.txt in the suite",
        ),
        (
            "[bridge.txt]",
            "[bridge.txt]\n    elsewhere: [fery.txt]",
            "cases.yaml:4: case hurt: elsewhere: no article fery.txt in the suite",
        ),
        (
            "[bridge.txt]",
            "[bridge.txt]\n    elsewhere: [bridge.txt]",
            "cases.yaml:4: case hurt: both in sources and elsewhere: bridge.txt",
        ),
        (
            "kind: number",
            "kind: number\n    disagreement: [[six]]",
            "cases.yaml:4: case hurt: disagreement needs two values or more, or none",
        ),
        (
            "kind: number",
            "kind: number\n    status: rumoured",
            "cases.yaml:7: case hurt: status: ",
        ),
        (
            "kind: number",
            "kind: number\n    most_words: 0",
            "cases.yaml:7: case hurt: most_words: ",
        ),
        (
            "kind: number",
            "kind: number\n    missing: the toll",
            "cases.yaml:4: case hurt: missing is for unanswerable cases only",
        ),
        ("[bridge.txt]", "[../cases.yaml]", "cases.yaml:9: case hurt: sources.0: "),
        ("articles: articles\n", "", "cases.yaml:1: give either articles"),
        ("articles: articles", "articles: texts", "cases.yaml:2: articles: no folder "),
        ("suite: tiny", "suite: huge", "cases.yaml:1: suite is huge, its folder tiny"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_case(write_suite, tmp_path, old, new, message):
    assert message in load_error(write_suite, tmp_path, CASE.replace(old, new, 1))


def test_every_mistake_has_a_line_of_its_own(write_suite, tmp_path):
    text = CASE.replace("kind: number", "kind: 6").replace("answerable: true", "answerable: 1")
    lines = load_error(write_suite, tmp_path, text).splitlines()
    assert [line.split(": ")[:3] for line in lines] == [
        ["cases.yaml:6", "case hurt", "kind"],
        ["cases.yaml:7", "case hurt", "answerable"],
    ]


def test_an_unanswerable_case_says_how_it_is_one(write_suite, tmp_path):
    text = CASE + '  - {id: b, question: "Why?", kind: why, answerable: false}\n'
    message = "cases.yaml:10: case b: an unanswerable case needs refusal: one of near-miss,"
    assert message in load_error(write_suite, tmp_path, text)


def test_two_cases_may_not_share_an_id(write_suite, tmp_path):
    again = CASE[CASE.index("  - id") :]
    message = "cases.yaml:10: case hurt: its id is taken by the case at line 4"
    assert message in load_error(write_suite, tmp_path, CASE + again)


@pytest.mark.parametrize(("text", "message"), [("", "empty"), ("- a\n", "cases.yaml:1: ")])
def test_a_file_that_is_no_suite_is_refused(write_suite, tmp_path, text, message):
    assert message in load_error(write_suite, tmp_path, text)


def test_an_article_inside_a_list_is_a_source_by_its_key(write_suite, tmp_path):
    folder = write_suite(tmp_path, CASE.replace("[bridge.txt]", '["wire.json#a1"]'))
    (folder / "articles" / "wire.json").write_text(json.dumps([]), encoding="utf-8")
    assert load_suite(folder).cases[0].sources == ("wire.json#a1",)


def test_a_suite_is_found_by_its_folder_and_by_its_file(tiny_suite):
    assert find_suite(str(tiny_suite)) == tiny_suite
    assert find_suite(str(tiny_suite / "cases.yaml")) == tiny_suite


def test_an_unknown_suite_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(SuiteError, match=r"no suite nowhere: .*iraq-strikes"):
        find_suite("nowhere")


@pytest.mark.parametrize("folder", shipped_suites(), ids=lambda folder: folder.name)
def test_every_shipped_suite_loads(folder):
    suite = load_suite(folder)
    unanswerable = [case for case in suite.cases if not case.answerable]
    assert suite.name == folder.name
    assert len(suite.cases) >= 40
    assert 0.1 < len(unanswerable) / len(suite.cases) < 0.4


def test_both_suites_are_shipped():
    assert {"iraq-strikes", "sample"} <= {folder.name for folder in shipped_suites()}
