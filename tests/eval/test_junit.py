"""What a build server reads."""

from xml.etree import ElementTree as ET

import pytest

from eval.changes import CaseSide, Side, compare
from eval.junit import junit_xml
from eval.load import load_suite
from eval.metrics import totals
from eval.results import NotRun, SuiteResult
from eval.run import ask_all
from eval.sides import side_of


@pytest.fixture
def run_of(tiny_suite, open_table, right_answers):
    def build(**changed):
        suite = load_suite(tiny_suite)
        answers = dict(zip(right_answers, right_answers.values(), strict=True)) | changed
        outcomes = tuple(ask_all(suite.cases, open_table(answers).engine))
        return SuiteResult(suite, outcomes, totals(outcomes), None, True)

    return build


def xml_of(before, now, not_run=()):
    changes = compare(side_of(before), side_of(now))
    return ET.fromstring(junit_xml([(now, changes)], not_run))


def outcomes(root):
    return {
        test.get("name"): [each.tag for each in test]
        for test in root.iter("testcase")
        if not test.get("name").startswith("over all")
    }


def test_each_case_is_a_test_and_says_what_became_of_it(run_of, make_answer):
    before = run_of(**{"What did the bridge cost?": make_answer(("ferry.txt", "A ferry"))})
    now = run_of(
        **{
            "How many were hurt?": make_answer(),
            "When did the ferry take over?": KeyError("x"),
            "What did the bridge cost?": make_answer(("ferry.txt", "A ferry")),
        }
    )
    root = xml_of(before, now)
    assert outcomes(root) == {"hurt": ["failure"], "ferry-day": ["error"], "cost": ["skipped"]}
    suite = root.find("testsuite")
    assert (suite.get("errors"), suite.get("skipped")) == ("1", "1")
    assert int(suite.get("failures")) >= 1
    failure = root.find(".//testcase[@name='hurt']/failure")
    assert failure.get("message") == "refused: nothing fits"
    assert "How many were hurt?" in failure.text


def test_an_unchanged_run_fails_nothing(run_of):
    suite = xml_of(run_of(), run_of()).find("testsuite")
    assert (suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("0", "0", "0")


def test_a_loss_over_all_is_a_failed_test(run_of):
    before = {f"c{n}": CaseSide(True, {}, {}) for n in range(20)}
    lost = {f"c{n}": CaseSide(n > 9, {}, {}) for n in range(20)}
    changes = compare(Side(before, {}), Side(lost, {}))
    root = ET.fromstring(junit_xml([(run_of(), changes)], []))
    failure = root.find(".//testcase[@name='over all: cases passed']/failure")
    assert failure.get("message").startswith("worse by more than chance: -0.5000 (-0.")


def test_what_could_not_be_run_is_there(run_of):
    gone = [NotRun("other", "no articles", fault=True), NotRun("third", "not here", fault=False)]
    root = xml_of(run_of(), run_of(), gone)
    assert root.find("testsuite[@name='other']/testcase/error").get("message") == "no articles"
    assert root.find("testsuite[@name='third']/testcase/skipped").get("message") == "not here"


def test_what_xml_can_not_hold_is_replaced(run_of):
    root = xml_of(run_of(), run_of(**{"How many were hurt?": ValueError("a\x00b\x1b<&")}))
    assert root.find(".//error").get("message") == "ValueError: a\ufffdb\ufffd<&"
