"""`python -m eval` in front of a table of answers: exit codes, what is printed, what is written."""

import pytest
from typer.testing import CliRunner

from eval.__main__ import build_app
from eval.run import Door

LONG = {"COLUMNS": "200", "FORCE_COLOR": "", "NO_COLOR": "1", "TERM": "dumb"}


@pytest.fixture
def eval_command(tmp_path, open_table):
    """Runs the command over a table of answers, in a folder of its own."""

    def run(answers, *arguments):
        root = tmp_path / "build"
        table = open_table(answers)
        command = [*map(str, arguments), "--index-root", str(root)]
        result = CliRunner().invoke(build_app(table.door), command, env=LONG)
        assert table.engine.closed == bool(table.indexed)
        return result

    return run


@pytest.fixture
def saved(tiny_suite, eval_command, right_answers):
    """The tiny suite with a baseline in which every case passes."""
    assert eval_command(right_answers, tiny_suite, "--update-baseline").exit_code == 0
    return tiny_suite


def test_an_unchanged_run_holds(saved, eval_command, right_answers):
    result = eval_command(right_answers, saved)
    assert result.exit_code == 0
    assert "cases passed" in result.stdout
    assert "3 of 3" in result.stdout
    assert "tiny: no case changed" in result.stdout


def test_a_piped_table_has_no_control_codes(saved, eval_command, right_answers):
    printed = eval_command(right_answers, saved).stdout
    assert "\x1b" not in printed
    assert "\r" not in printed


def test_a_lost_case_exits_1_and_is_named_with_its_reason(
    saved, eval_command, right_answers, make_answer
):
    result = eval_command(right_answers | {"How many were hurt?": make_answer()}, saved)
    assert result.exit_code == 1
    assert "tiny: newly failing: hurt: refused: nothing fits" in result.stdout
    assert "2 of 3" in result.stdout
    assert "50.0 % of 2  (was 100.0 %, worse)" in result.stdout


def test_a_case_that_raises_exits_1_and_is_listed_apart(saved, eval_command, right_answers):
    result = eval_command(right_answers | {"How many were hurt?": KeyError("x")}, saved)
    assert result.exit_code == 1
    assert "tiny: raised: hurt: KeyError: 'x'" in result.stdout
    assert "newly failing" not in result.stdout


def test_without_a_baseline_exits_2_and_says_how_to_save_one(
    tiny_suite, eval_command, right_answers
):
    result = eval_command(right_answers, tiny_suite)
    assert result.exit_code == 2
    assert "tiny: no baseline: save this run as one with --update-baseline" in result.stdout
    assert not (tiny_suite / "baseline.json").exists()


def test_updating_shows_the_difference_and_then_holds(
    saved, eval_command, right_answers, make_answer
):
    worse = right_answers | {"How many were hurt?": make_answer()}
    update = eval_command(worse, saved, "--update-baseline")
    assert update.exit_code == 0
    assert update.stdout.index("newly failing: hurt") < update.stdout.index("baseline written")
    assert eval_command(worse, saved).exit_code == 0
    better = eval_command(right_answers, saved)
    assert better.exit_code == 0
    assert "tiny: newly passing: hurt" in better.stdout


def test_a_run_with_an_error_never_becomes_the_baseline(saved, eval_command, right_answers):
    before = (saved / "baseline.json").read_bytes()
    answers = right_answers | {"How many were hurt?": KeyError("x")}
    result = eval_command(answers, saved, "--update-baseline")
    assert result.exit_code == 1
    assert "baseline kept" in result.stdout
    assert (saved / "baseline.json").read_bytes() == before


def test_part_of_a_suite_never_becomes_the_baseline(saved, eval_command, right_answers):
    result = eval_command(right_answers, saved, "--update-baseline", "--case", "hurt")
    assert result.exit_code == 2
    assert "--update-baseline needs whole suites" in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "asked"),
    [
        ("--case", "hurt", "1 of 1"),
        ("--only", "number", "2 of 2"),
        ("--only", "near-miss", "1 of 1"),
    ],
)
def test_some_cases_only(saved, eval_command, right_answers, option, value, asked):
    result = eval_command(right_answers, saved, option, value)
    assert result.exit_code == 0
    assert asked in result.stdout
    assert "no longer in the suite" not in result.stdout


def test_a_case_there_is_not_exits_2(saved, eval_command, right_answers):
    result = eval_command(right_answers, saved, "--case", "who")
    assert result.exit_code == 2
    assert "no case is called or tagged who in tiny" in result.stderr


def test_a_crash_outside_the_cases_exits_2_with_its_traceback(saved, tmp_path):
    def crash(*_):
        raise ZeroDivisionError("by zero")

    app = build_app(Door(index=crash, open=crash))
    result = CliRunner().invoke(app, [str(saved), "--index-root", str(tmp_path / "build")])
    assert result.exit_code == 2
    assert "ZeroDivisionError: by zero" in result.stderr


def test_a_broken_suite_exits_2_with_its_line(saved, eval_command, right_answers):
    cases = saved / "cases.yaml"
    cases.write_text(cases.read_text(encoding="utf-8") + "    extra: 1\n", encoding="utf-8")
    result = eval_command(right_answers, saved)
    assert result.exit_code == 2
    assert "cases.yaml:21: case cost: extra: unknown key" in result.stderr


def test_a_broken_baseline_exits_2(saved, eval_command, right_answers):
    (saved / "baseline.json").write_text("{", encoding="utf-8")
    result = eval_command(right_answers, saved)
    assert result.exit_code == 2
    assert "baseline.json" in result.stderr


def test_a_named_suite_without_its_articles_exits_2(eval_command, right_answers):
    result = eval_command(right_answers, "iraq-strikes")
    assert result.exit_code == 2
    assert "iraq-strikes: not run: its 5 articles are not shipped" in result.stdout
    assert "passed" not in result.stdout


def test_failing_cases_are_shown_with_what_was_expected_and_given(
    saved, eval_command, right_answers, make_answer
):
    other = make_answer(("ferry.txt", "A ferry took over on Tuesday."))
    answers = right_answers | {"How many were hurt?": other, "What did the bridge cost?": other}
    printed = eval_command(answers, saved, "--verbose").stdout
    for line in (
        "question  How many were hurt?",
        "expected  six people | six persons from bridge.txt",
        "given     A ferry took over on Tuesday.",
        "citing    ferry.txt",
        "expected  a refusal (near-miss)",
    ):
        assert line in printed
    assert "question  When did the ferry take over?" not in printed


def test_markup_in_a_question_is_only_text(write_suite, tmp_path, eval_command, make_answer):
    text = (
        "suite: marked\narticles: articles\ncases:\n  - id: a\n    question: Who [/red] asks?\n"
        "    kind: who\n    answerable: true\n    facts: [[six]]\n    sources: [bridge.txt]\n"
    )
    folder = write_suite(tmp_path, text, "marked")
    result = eval_command({"Who [/red] asks?": make_answer()}, folder, "--verbose")
    assert "question  Who [/red] asks?" in result.stdout


def test_json_lines_hold_the_suite_and_every_case(
    saved, eval_command, right_answers, read_lines, tmp_path
):
    target = tmp_path / "out" / "results.jsonl"
    answers = right_answers | {"What did the bridge cost?": KeyError("x")}
    eval_command(answers, saved, "--json", target)
    suite, *cases = read_lines(target)
    assert suite["type"] == "suite"
    assert suite["totals"]["fact_recall"] == {"value": 1.0, "weight": 2}
    assert suite["settings"]["model"] == "all-MiniLM-L6-v2"
    assert suite["versions"]["chromadb"]
    assert [(case["type"], case["id"]) for case in cases] == [
        ("case", "hurt"),
        ("case", "ferry-day"),
        ("error", "cost"),
    ]
    assert cases[0]["passed"] is True
    assert cases[0]["answer"]["citations"][0]["quote"] == "Six people were hurt."
    assert cases[2]["error"] == "KeyError: 'x'"


def test_results_that_can_not_be_written_exit_2(saved, eval_command, right_answers, tmp_path):
    result = eval_command(right_answers, saved, "--json", tmp_path)
    assert result.exit_code == 2
    assert f"{tmp_path}: results can't be written there" in result.stderr


def test_a_rerun_writes_the_same_lines_save_for_the_seconds(
    saved, eval_command, right_answers, make_answer, read_lines, tmp_path
):
    slower = make_answer(("bridge.txt", "Six people were hurt."), seconds=9.0)
    eval_command(right_answers, saved, "--json", tmp_path / "one.jsonl")
    later = right_answers | {"How many were hurt?": slower}
    eval_command(later, saved, "--json", tmp_path / "two.jsonl")
    one, two = read_lines(tmp_path / "one.jsonl"), read_lines(tmp_path / "two.jsonl")
    assert one != two
    for line in (*one, *two):
        line.pop("seconds")
    assert one == two


def test_fail_fast_stops_at_the_first_lost_case(
    saved, eval_command, right_answers, make_answer, read_lines, tmp_path
):
    lost = dict.fromkeys(right_answers, make_answer())
    target = tmp_path / "results.jsonl"
    result = eval_command(lost, saved, "--fail-fast", "--json", target)
    assert result.exit_code == 1
    suite, *cases = read_lines(target)
    assert [case["id"] for case in cases] == ["hurt"]
    assert suite["whole"] is False
    assert eval_command(right_answers, saved, "--fail-fast").exit_code == 0


def test_the_gate_over_all_lets_one_lost_case_pass_and_names_it(
    saved, eval_command, right_answers, make_answer
):
    lost = right_answers | {"How many were hurt?": make_answer()}
    result = eval_command(lost, saved, "--gate", "overall")
    assert result.exit_code == 0
    assert "tiny: newly failing: hurt: refused: nothing fits" in result.stdout
    raised = right_answers | {"How many were hurt?": KeyError("x")}
    assert eval_command(raised, saved, "--gate", "overall").exit_code == 1


def test_another_answer_is_named(saved, eval_command, right_answers, make_answer):
    longer = make_answer(
        ("bridge.txt", "Six people were hurt."), ("bridge.txt", "The bridge at Norby fell")
    )
    result = eval_command(right_answers | {"How many were hurt?": longer}, saved)
    assert result.exit_code == 0
    assert "tiny: another answer, as right or wrong as before: hurt" in result.stdout


def test_junit_xml_is_written(saved, eval_command, right_answers, tmp_path):
    target = tmp_path / "junit.xml"
    assert eval_command(right_answers, saved, "--junit", target).exit_code == 0
    assert 'testsuite name="tiny"' in target.read_text(encoding="utf-8")


def test_whole_runs_are_remembered_and_others_are_not(saved, eval_command, right_answers, tmp_path):
    runs = tmp_path / "build" / "tiny" / "runs.jsonl"
    before = len(runs.read_text(encoding="utf-8").splitlines())
    eval_command(right_answers, saved, "--case", "hurt")
    eval_command(right_answers, saved)
    assert len(runs.read_text(encoding="utf-8").splitlines()) == before + 1


def test_a_case_is_chosen_by_its_tag(saved, eval_command, right_answers):
    cases = saved / "cases.yaml"
    cases.write_text(cases.read_text(encoding="utf-8") + "    tags: [money]\n", encoding="utf-8")
    assert "1 of 1" in eval_command(right_answers, saved, "--only", "money").stdout
