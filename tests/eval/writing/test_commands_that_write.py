"""`python -m eval new` and `drafts`, with what somebody would type."""

import json

import pytest
from typer.testing import CliRunner

from eval.cases import CASES
from eval.load import load_suite
from eval.writing import drafts_command, new_command

LONG = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}
HURT = "How many people were hurt?"


@pytest.fixture
def answers(right_answers, make_answer):
    quote = make_answer(("bridge.txt", "Six people were hurt."))
    return right_answers | {HURT: quote, "Who built it?": make_answer(), "Moved?": quote}


@pytest.fixture
def new(tmp_path, open_table, answers):
    def run(*arguments, typed=""):
        app = new_command.build_app(open_table(answers).door)
        command = [*map(str, arguments), "--index-root", str(tmp_path / "build")]
        return CliRunner().invoke(app, command, input=typed, env=LONG)

    return run


def test_a_case_with_its_source_filled_in(tiny_suite, new):
    result = new(tiny_suite, HURT, typed="y\nsix people|six persons\n\n\n\ny\n")
    assert result.exit_code == 0, result.output
    assert "Six people were hurt." in result.stdout
    assert "Source: bridge.txt" in result.stdout
    assert "case people-hurt: passes today" in result.stdout
    case = load_suite(tiny_suite).cases[-1]
    assert (case.id, case.kind, case.sources) == ("people-hurt", "number", ("bridge.txt",))
    assert case.facts == (("six people", "six persons"),)


def test_a_number_takes_a_quote_and_a_wording_of_no_article_is_asked_for_again(tiny_suite, new):
    result = new(tiny_suite, HURT, typed="y\nsixty people\n1\n\nnumber\nhurt-again\ny\n")
    assert result.exit_code == 0, result.output
    assert "sixty people: stands in no article" in result.stdout
    assert load_suite(tiny_suite).cases[-1].facts == (("Six people were hurt.",),)


def test_an_unanswerable_case_names_what_is_missing(tiny_suite, new):
    result = new(tiny_suite, "Who built it?", typed="\nmaybe\nnear-miss\nthe builder\n\n\n\n")
    assert result.exit_code == 0, result.output
    case = load_suite(tiny_suite).cases[-1]
    assert (case.refusal, case.missing, case.answerable) == ("near-miss", "the builder", False)


def test_of_several_articles_somebody_says_which_answer(tiny_suite, new):
    (tiny_suite / "articles" / "copy.txt").write_text("Six people were hurt, it said.\n", "utf-8")
    result = new(tiny_suite, HURT, typed="y\nsix people\n\n7\n1\n\nhurt-b\ny\n")
    assert result.exit_code == 0, result.output
    assert "numbers from 1 to 2" in result.stdout
    case = load_suite(tiny_suite).cases[-1]
    assert (case.sources, case.elsewhere) == (("bridge.txt",), ("copy.txt",))


def test_facts_from_two_articles_need_both(tiny_suite, new):
    result = new(tiny_suite, HURT, typed="y\nsix people\nTuesday\n\nall\n\n\n\n\n")
    assert result.exit_code == 0, result.output
    case = load_suite(tiny_suite).cases[-1]
    assert (case.sources, case.every_source) == (("bridge.txt", "ferry.txt"), True)
    assert "fails today: lacks Tuesday" in result.stdout


def test_what_is_not_wanted_is_not_written(tiny_suite, new):
    before = (tiny_suite / CASES).read_bytes()
    result = new(tiny_suite, HURT, typed="y\nsix people\n\n\n\nn\n")
    assert result.exit_code == 0
    assert (tiny_suite / CASES).read_bytes() == before


def test_a_question_is_asked_for_and_a_day_is_kept(tiny_suite, new):
    result = new(
        tiny_suite, "--as-of", "2020-01-05", typed=f"{HURT}\ny\nsix people\n\n\nas-of\ny\n"
    )
    assert result.exit_code == 0, result.output
    assert load_suite(tiny_suite).cases[-1].as_of.isoformat() == "2020-01-05"


def test_an_id_that_is_none_writes_nothing(tiny_suite, new):
    before = (tiny_suite / CASES).read_bytes()
    result = new(tiny_suite, HURT, typed="y\nsix people\n\n\nNot An Id\n")
    assert result.exit_code == 2
    assert "no case yet: id: " in result.stderr
    assert (tiny_suite / CASES).read_bytes() == before


def test_a_suite_is_begun_over_a_folder_of_articles(tiny_suite, new, tmp_path):
    folder = tmp_path / "fresh"
    begin = ("--begin", tiny_suite / "articles")
    result = new(folder, HURT, *begin, typed="y\nsix people\n\n\n\ny\n")
    assert result.exit_code == 0, result.output
    suite = load_suite(folder)
    assert (suite.name, len(suite.cases)) == ("fresh", 1)
    again = new(folder, HURT, *begin)
    assert again.exit_code == 2
    assert "is there already; leave out --begin" in again.stderr


@pytest.mark.parametrize(
    ("name", "begin", "message"),
    [
        ("nowhere", None, "no suite nowhere"),
        ("fresh", "missing", "missing is no folder of articles"),
        ("Not A Name", ".", "name the folder in small letters"),
    ],
)
def test_a_suite_that_can_not_be_written_to_exits_2(new, tmp_path, name, begin, message):
    arguments = [tmp_path / name if begin else name]
    if begin:
        arguments += ["--begin", tmp_path / begin]
    result = new(*arguments, typed="x\n")
    assert result.exit_code == 2
    assert message in result.stderr


def draft(question=HURT, **more):
    answer = {"answer": "“Six people were hurt.” [1]", "abstained": False, "confidence": 0.9}
    answer["citations"] = [{"n": 1, "file": "bridge.txt", "quote": "Six people were hurt."}]
    content = {"format": 1, "at": "2020-01-05T10:00:00Z", "verdict": "down", "question": question}
    return content | {"answer": answer} | more


@pytest.fixture
def drafts(tmp_path, open_table, answers):
    folder = tmp_path / "drafts"
    folder.mkdir()

    def run(*arguments, typed="", files=None):
        for name, content in (files or {}).items():
            text = content if isinstance(content, str) else json.dumps(content)
            (folder / f"{name}.json").write_text(text, "utf-8")
        app = drafts_command.build_app(open_table(answers).door)
        command = [*map(str, arguments), "--from", str(folder)]
        command += ["--index-root", str(tmp_path / "build")]
        return CliRunner().invoke(app, command, input=typed, env=LONG)

    run.folder = folder
    return run


def left(drafts):
    return sorted(path.stem for path in drafts.folder.iterdir())


def test_drafts_are_listed_oldest_first(drafts):
    files = {
        "a": draft("Later?", at="2020-01-06T09:00:00+02:00", verdict="up"),
        "b": draft("Sooner?", comment="It was seven."),
    }
    result = drafts(files=files)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2020-01-05 10:00  bad answer: Sooner?",
        "    It was seven.",
        "2020-01-06 09:00  good answer: Later?",
    ]
    assert left(drafts) == ["a", "b"]


def test_where_there_are_none_that_is_said(drafts, tmp_path):
    result = drafts()
    assert result.exit_code == 0
    assert "no drafts in" in result.stdout
    drafts.folder.rmdir()
    assert drafts().exit_code == 0


def test_each_is_kept_dropped_or_left(tiny_suite, drafts):
    history = [{"role": "user", "content": "Norby?"}]
    files = {
        "a": draft(HURT, history=history, as_of="2020-01-05"),
        "b": draft("Who built it?"),
        "c": draft("Moved?"),
    }
    typed = "keep\ny\nsix people\n\n\n\ny\n" + "sometimes\nd\n" + "later\n"
    result = drafts(tiny_suite, typed=typed, files=files)
    assert result.exit_code == 0, result.output
    assert "then (bad answer): “Six people were hurt.” [1]" in result.stdout
    assert "one of: keep, drop, later, quit" in result.stdout
    assert "1 kept, 1 dropped, 1 left" in result.stdout
    assert left(drafts) == ["c"]
    case = load_suite(tiny_suite).cases[-1]
    assert (case.question, case.as_of.isoformat()) == (HURT, "2020-01-05")
    assert case.history[0].content == "Norby?"


def test_a_draft_that_makes_no_case_stays(tiny_suite, drafts):
    typed = "k\ny\nsix people\n\n\nNot An Id\nk\ny\nsix people\n\n\n\nn\nq\n"
    files = {"a": draft(), "b": draft(), "c": draft()}
    result = drafts(tiny_suite, typed=typed, files=files)
    assert result.exit_code == 0, result.output
    assert "no case yet: id" in result.stderr
    assert "0 kept, 0 dropped, 3 left" in result.stdout
    assert left(drafts) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "Invalid JSON"),
        ("[]", "Input should be an object"),
        (draft(format=2), "format: Input should be 1"),
        (draft(verdict="meh"), "verdict: "),
        (draft(question=" "), "question: "),
        ({"format": 1}, "at: Field required"),
    ],
)
def test_a_file_that_is_no_draft_is_named_and_the_others_are_listed(drafts, content, reason):
    result = drafts(files={"bad": content, "good": draft("Fine?")})
    assert result.exit_code == 2
    assert f"{drafts.folder / 'bad.json'}: no draft: {reason}" in result.stdout
    assert "bad answer: Fine?" in result.stdout
