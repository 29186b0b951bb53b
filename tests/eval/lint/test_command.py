"""`python -m eval lint`: what it prints, and its exit codes."""

import shutil

import pytest
from typer.testing import CliRunner

from eval.lint.command import app
from eval.load import SHIPPED

LONG = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}
MISSING = "    missing: the price\n"


@pytest.fixture
def lint(tmp_path):
    def run(*arguments):
        command = [*map(str, arguments), "--index-root", str(tmp_path / "build")]
        return CliRunner().invoke(app, command, env=LONG)

    return run


@pytest.fixture
def right_suite(tiny_suite):
    cases = tiny_suite / "cases.yaml"
    cases.write_text(cases.read_text(encoding="utf-8") + MISSING, encoding="utf-8")
    return tiny_suite


def replace(suite, old, new):
    cases = suite / "cases.yaml"
    content = cases.read_text(encoding="utf-8")
    assert old in content
    cases.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_a_suite_with_nothing_wrong_exits_0(right_suite, lint):
    result = lint(right_suite)
    assert result.exit_code == 0, result.stdout
    assert "tiny: 3 cases, 2 facts: nothing wrong" in result.stdout


def test_a_lie_about_a_source_exits_1_with_file_line_and_place(right_suite, lint):
    replace(right_suite, "[[Tuesday]]", "[[Monday]]")
    result = lint(right_suite)
    assert result.exit_code == 1
    assert (
        'cases.yaml:10: case ferry-day: fact "Monday": not in ferry.txt; it stands in bridge.txt'
    ) in result.stdout


def test_a_case_without_what_is_missing_exits_1(tiny_suite, lint):
    result = lint(tiny_suite)
    assert result.exit_code == 1
    assert "cases.yaml:16: case cost: missing: say what" in result.stdout


def test_a_broken_suite_exits_2(right_suite, lint):
    replace(right_suite, "kind: when", "sauce: when")
    result = lint(right_suite)
    assert result.exit_code == 2
    assert "sauce: unknown key" in result.stderr


def test_an_article_that_can_not_be_read_exits_2(right_suite, lint):
    (right_suite / "articles" / "empty.txt").write_text("", encoding="utf-8")
    result = lint(right_suite)
    assert result.exit_code == 2
    assert "'empty.txt' is empty" in result.stderr


def test_a_named_suite_without_its_articles_exits_2_and_says_what_was_not_checked(lint):
    result = lint("iraq-strikes")
    assert result.exit_code == 2
    assert "iraq-strikes: facts not checked: its 5 articles are not shipped" in result.stdout


def test_the_shipped_sample_says_what_its_articles_say(tmp_path, lint):
    folder = shutil.copytree(SHIPPED / "sample", tmp_path / "sample")
    result = lint(folder)
    assert result.exit_code == 0, result.stdout
