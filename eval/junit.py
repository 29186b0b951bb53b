"""A run as JUnit XML, which build servers show case by case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from eval.results import CaseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.changes import Changes
    from eval.results import CaseResult, NotRun, SuiteResult

# What XML 1.0 can't hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(ran: Sequence[tuple[SuiteResult, Changes]], not_run: Sequence[NotRun]) -> str:
    """Each case as a test: newly failing is a failure, raised an error, failing as before skipped.

    So a build server calls the build broken where the exit code does. A measure that got worse
    over all is a failed test of its own.
    """
    root = ET.Element("testsuites", name="eval")
    for result, changes in ran:
        suite = ET.SubElement(root, "testsuite", name=result.suite.name)
        lost = {each.case for each in changes.newly_failing}
        for outcome in result.outcomes:
            _case(suite, outcome, outcome.case.id in lost)
        for each in changes.differences:
            test = _test(suite, f"over all: {each.label}", 0.0)
            if each.worse:
                found = each.interval
                rose = f"{found.mean:+.4f} ({found.low:+.4f} to {found.high:+.4f})"
                _outcome(test, "failure", f"worse by more than chance: {rose}")
        _counted(suite)
    for missing in not_run:
        suite = ET.SubElement(root, "testsuite", name=missing.suite)
        _outcome(_test(suite, "run", 0.0), "error" if missing.fault else "skipped", missing.reason)
        _counted(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ET.Element, outcome: CaseResult | CaseError, lost: bool) -> None:
    if isinstance(outcome, CaseError):
        _outcome(_test(suite, outcome.case.id, 0.0), "error", outcome.error)
        return
    test = _test(suite, outcome.case.id, outcome.answer.seconds.total)
    if outcome.failures:
        reason = "; ".join(outcome.failures)
        given = f"question: {outcome.case.question}\nanswer: {outcome.answer.text}"
        if lost:
            _outcome(test, "failure", reason, given)
        else:
            _outcome(test, "skipped", f"no worse than the baseline: {reason}", given)


def _test(suite: ET.Element, name: str, seconds: float) -> ET.Element:
    return ET.SubElement(
        suite, "testcase", classname=suite.attrib["name"], name=name, time=f"{seconds:.4f}"
    )


def _outcome(test: ET.Element, kind: str, message: str, details: str = "") -> None:
    element = ET.SubElement(test, kind, message=_FORBIDDEN.sub("\ufffd", message))
    element.text = _FORBIDDEN.sub("\ufffd", details)


def _counted(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    for attribute, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(len(suite.findall(f"testcase/{kind}"))))
