"""`python -m eval sweep` in front of a table of answers, and which choices it stars."""

import pytest
from typer.testing import CliRunner

from eval.comparing.sweep import Choice, Swept, choices, unbeaten
from eval.comparing.sweep_command import build_app
from eval.run import Door
from eval.significance import Interval
from rag.errors import SettingsError, SuiteError
from rag.settings import Settings

LONG = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}


def swept(name, passed, seconds):
    choice = Choice((("top_k", name),), Settings())
    return Swept(choice, 10, Interval(passed, passed, passed), 0.5, 0.5, 50.0, seconds)


def test_every_choice_is_made_in_order():
    made = choices(["top_k=4,8", "passage_tokens=100, 200"])
    assert [each.name for each in made] == [
        "top_k=4, passage_tokens=100",
        "top_k=4, passage_tokens=200",
        "top_k=8, passage_tokens=100",
        "top_k=8, passage_tokens=200",
    ]
    assert (made[1].settings.top_k, made[1].settings.passage_tokens) == (4, 200)


@pytest.mark.parametrize(
    ("ranges", "error", "message"),
    [
        (["top_k"], SuiteError, "write it as NAME=VALUE,VALUE"),
        (["top_k=4,,8"], SuiteError, "write it as NAME=VALUE,VALUE"),
        (["topk=4"], SettingsError, "no setting topk to sweep; there are abstain_below, "),
        (["index=a,b"], SettingsError, "no setting index to sweep"),
        (["top_k=4", "top_k=8"], SuiteError, "swept twice"),
        (["top_k=0"], SettingsError, "setting top_k: Input should be greater"),
    ],
)
def test_a_range_that_can_not_be_swept_is_refused(ranges, error, message):
    with pytest.raises(error, match=message):
        choices(ranges)


def test_what_is_slower_and_no_better_is_beaten():
    small, slow, large = swept("4", 0.6, 0.1), swept("6", 0.6, 0.2), swept("8", 0.7, 0.3)
    twin = swept("5", 0.5, 0.1)
    assert unbeaten([large, slow, twin, small]) == (small, large)


@pytest.fixture
def sweep(tmp_path, open_table, right_answers, make_answer):
    """Where top_k is 1, nothing is answered, and quickly."""

    def run(*arguments):
        table = open_table(right_answers)

        def open_index(settings):
            engine = open_table(right_answers).engine
            if settings.top_k == 1:
                engine.answers = dict.fromkeys(right_answers, make_answer(seconds=0.01))
            return engine

        app = build_app(Door(index=table.index, open=open_index))
        command = [*map(str, arguments), "--index-root", str(tmp_path / "build")]
        return CliRunner().invoke(app, command, env=LONG)

    return run


def rows(result):
    return [line.split() for line in result.stdout.splitlines() if line]


def test_each_choice_is_a_row_and_the_unbeaten_have_a_star(sweep, tiny_suite):
    result = sweep(tiny_suite, "--set", "top_k=1,4")
    assert result.exit_code == 0, result.stdout
    heading, first, second = rows(result)[:3]
    assert heading[0] == "top_k"
    assert " ".join(first) == "1 33.3% of 3 0% to 100% 0.0% 0.000 – 10 ms *"
    assert " ".join(second) == "4 100.0% of 3 100% to 100% 100.0% 0.000 5 100 ms *"


def test_lines_and_a_picture_are_written(sweep, tiny_suite, read_lines, tmp_path):
    lines, page = tmp_path / "sweep.jsonl", tmp_path / "sweep.html"
    result = sweep(tiny_suite, "--set", "top_k=1,4", "--json", lines, "--report", page)
    assert result.exit_code == 0, result.stdout
    assert [each["swept"] for each in read_lines(lines)] == [{"top_k": "1"}, {"top_k": "4"}]
    assert read_lines(lines)[1]["settings"]["top_k"] == 4
    html = page.read_text("utf-8")
    assert html.count("<circle") == 2
    assert "<script" not in html
    assert "top_k=4" in html


def test_a_wrong_setting_exits_2_before_anything_is_asked(sweep, tiny_suite):
    result = sweep(tiny_suite, "--set", "topk=1")
    assert result.exit_code == 2
    assert "no setting topk to sweep" in result.stderr


def test_a_suite_without_its_articles_exits_2(sweep):
    result = sweep("iraq-strikes", "--set", "top_k=1")
    assert result.exit_code == 2
    assert "iraq-strikes: top_k=1: its 5 articles are not shipped" in result.stderr


def test_where_every_question_raises_there_is_nothing_to_show(
    tmp_path, tiny_suite, open_table, right_answers
):
    table = open_table(dict.fromkeys(right_answers, KeyError("x")))
    command = [str(tiny_suite), "--set", "top_k=4", "--index-root", str(tmp_path / "build")]
    result = CliRunner().invoke(build_app(table.door), command, env=LONG)
    assert result.exit_code == 2
    assert "top_k=4: every question raised an error" in result.stderr
