"""`python -m eval steady` over runs in this process, of answers from a table."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from eval.__main__ import build_app as build_eval
from eval.steady.command import build_app

LONG = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}


def nothing(number, answers):
    """Between two runs of an unchanged system."""


@pytest.fixture
def steady(tiny_suite, open_table, right_answers, tmp_path):
    """The command over a table; `before` is told the number of each run before it is made."""

    def run(*arguments, before=nothing):
        table = open_table(dict(right_answers))
        numbers = iter(range(100))

        def program(told):
            def once(file):
                table.engine.closed = False
                before(next(numbers), table.engine.answers)
                CliRunner().invoke(build_eval(table.door), [*told, "--json", str(file)], env=LONG)

            return once

        command = [str(tiny_suite), "--index-root", str(tmp_path / "build"), *arguments]
        return CliRunner().invoke(build_app(program), command, env=LONG)

    return run


def test_an_unchanged_system_raises_no_alarm(steady):
    result = steady("--runs", "3")
    assert result.exit_code == 0
    assert "tiny: 3 runs after a first one: no alarms, 3 the same byte for byte" in result.stdout


def test_a_case_that_is_lost_in_one_run_is_an_alarm_with_its_name(steady, make_answer):
    def lose(number, answers):
        right = answers.setdefault("kept", answers["How many were hurt?"])
        answers["How many were hurt?"] = make_answer() if number == 2 else right

    result = steady("--runs", "3", before=lose)
    assert result.exit_code == 1
    assert "run 2: tiny: another answer: hurt" in result.stdout
    assert "1 alarm, 2 the same" in result.stdout


def test_another_answer_that_is_as_right_is_no_alarm_but_not_the_same(steady, make_answer):
    def reword(number, answers):
        if number == 1:
            quotes = ("bridge.txt", "Six people were hurt."), ("ferry.txt", "A ferry took over")
            answers["How many were hurt?"] = make_answer(*quotes)

    result = steady("--runs", "2", before=reword)
    assert result.exit_code == 0
    assert "run 1: tiny: another answer: hurt" in result.stdout
    assert "no alarms, 0 the same" in result.stdout


def test_a_suite_that_breaks_in_between_could_not_be_run(steady, tiny_suite):
    def edit(number, answers):
        if number == 1:
            (tiny_suite / "cases.yaml").write_text("suite: tiny\n", "utf-8")

    result = steady("--runs", "2", before=edit)
    assert result.exit_code == 2


def test_a_run_that_can_not_be_made_says_why(tmp_path):
    command = [sys.executable, "-m", "eval", "steady", str(tmp_path / "gone"), "--runs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "could not run" in done.stderr
    assert "gone" in done.stderr
