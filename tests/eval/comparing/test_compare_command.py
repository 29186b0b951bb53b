"""`python -m eval compare`: two files of results."""

import json
import random

import pytest
from typer.testing import CliRunner

from eval.comparing.compare_command import app
from eval.lines import as_lines
from eval.load import load_suite
from eval.metrics import timing, totals
from eval.results import NotRun, SuiteResult
from eval.run import ask_all
from rag.settings import Settings

LONG = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}
HURT = "How many were hurt?"


@pytest.fixture
def results(tmp_path, tiny_suite, open_table, right_answers):
    """Writes the results of the tiny suite to a file of this name."""

    def write(name, changed=None, settings=None, suite=None, cases=None):
        loaded = load_suite(tiny_suite)
        if suite:
            loaded = loaded.model_copy(update={"name": suite})
        asked = [case for case in loaded.cases if cases is None or case.id in cases]
        outcomes = tuple(ask_all(asked, open_table(right_answers | (changed or {})).engine))
        whole = cases is None
        result = SuiteResult(loaded, outcomes, totals(outcomes), timing(outcomes), whole)
        path = tmp_path / name
        lines = as_lines([result], settings or Settings())
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


def compare(*arguments):
    return CliRunner().invoke(app, [str(each) for each in arguments], env=LONG)


def test_equal_results_are_no_worse(results):
    result = compare(results("a"), results("b"))
    assert result.exit_code == 0
    assert "tiny: no case changed" in result.stdout
    assert "now" not in result.stdout


def test_a_lost_case_is_named_with_its_reason(results, make_answer):
    result = compare(results("a"), results("b", {HURT: make_answer()}))
    assert result.exit_code == 1
    assert "tiny: newly failing: hurt: refused: nothing fits" in result.stdout
    back = compare(results("b", {HURT: make_answer()}), results("a"))
    assert back.exit_code == 0
    assert "tiny: newly passing: hurt" in back.stdout


def test_the_gate_over_all_holds_here_too(results, make_answer):
    lost = results("b", {HURT: make_answer()})
    assert compare(results("a"), lost, "--gate", "overall").exit_code == 0


def test_a_case_that_raised_is_named(results):
    result = compare(results("a"), results("b", {HURT: KeyError("x")}))
    assert result.exit_code == 1
    assert "tiny: raised: hurt: KeyError: 'x'" in result.stdout


def test_what_the_two_were_made_with_is_told_apart(results):
    before = results("a", settings=Settings(top_k=8))
    result = compare(before, results("b", settings=Settings(top_k=4)))
    assert "tiny: setting top_k: 8, now 4" in result.stdout


def test_part_of_a_suite_is_compared_over_its_cases(results, make_answer):
    result = compare(results("a", {HURT: make_answer()}), results("b", cases={"cost"}))
    assert result.exit_code == 0
    assert "no longer in the suite" not in result.stdout


def test_suites_in_one_of_them_only_are_named(results, tmp_path):
    more = tmp_path / "more"
    more.write_text(
        results("a").read_text("utf-8") + results("other", suite="huge").read_text("utf-8"), "utf-8"
    )
    result = compare(more, results("b"))
    assert result.exit_code == 0
    assert f"huge: only in {more}" in result.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no suite ran in it"),
        ("{", ":1: no line of results"),
        ("[1]", ":1: no line of results"),
        ('{"type": "case", "suite": "tiny"}', ":1: id: Field required"),
        (
            json.dumps({"type": "error", "suite": "tiny", "id": "a", "error": "E", "weights": {}}),
            ":1: a case of tiny before its suite",
        ),
        (json.dumps({"type": "not-run", "suite": "tiny", "reason": "gone"}), "no suite ran in it"),
        ("\xff", "can't be read"),
    ],
)
def test_what_is_no_file_of_results_is_refused_by_name(results, tmp_path, content, message):
    broken = tmp_path / "broken"
    broken.write_bytes(content.encode("latin-1"))
    result = compare(results("a"), broken)
    assert result.exit_code == 2
    assert result.stderr.startswith(str(broken))
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_and_files_of_other_suites(results, tmp_path):
    missing = compare(results("a"), tmp_path / "missing")
    assert missing.exit_code == 2
    assert "missing: can't be read" in missing.stderr
    other = compare(results("a"), results("b", suite="huge"))
    assert other.exit_code == 2
    assert "no suite in common" in other.stderr


def test_a_suite_that_was_not_run_is_passed_over(results, tmp_path):
    path = results("a")
    gone = list(as_lines([NotRun("gone", "no articles", fault=False)], Settings()))
    path.write_text(path.read_text("utf-8") + f"{gone[0]}\n", "utf-8")
    assert compare(path, results("b")).exit_code == 0


def test_random_single_losses_in_a_file_of_results_are_each_named(results, tmp_path):
    lines = [json.loads(line) for line in results("a").read_text("utf-8").splitlines()]
    suite, case = lines[0], lines[1]
    many = [case | {"id": f"case-{n}"} for n in range(40)]
    pick = random.Random(7)
    before = tmp_path / "before"
    before.write_text("".join(f"{json.dumps(each)}\n" for each in (suite, *many)), "utf-8")
    for _ in range(5):
        lost = pick.randrange(40)
        now = [*many]
        now[lost] = now[lost] | {"passed": False, "failures": ["lost"], "digest": "other"}
        after = tmp_path / "after"
        after.write_text("".join(f"{json.dumps(each)}\n" for each in (suite, *now)), "utf-8")
        result = compare(before, after)
        assert result.exit_code == 1
        assert result.stdout.count("newly failing") == 1
        assert f"tiny: newly failing: case-{lost}: lost\n" in result.stdout
        assert "tiny: over all: may be chance: cases passed: -2.5 points (99.5%" in result.stdout
