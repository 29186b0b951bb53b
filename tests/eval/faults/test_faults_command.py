"""`python -m eval faults` in front of a table of answers that a broken index empties."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from eval.faults.command import build_app
from eval.faults.stores import OnlyArticles, WithoutWords
from eval.load import load_suite
from eval.run import Door
from rag.types import ArticleRecord, Part, Span

LONG = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}


def record(file):
    return ArticleRecord(file, "v", file, None, None, None, None, None, 9, 1, (Part.BODY,))


def _with_a_sentence(refusal):
    """The refusal with a passage that has a sentence to quote."""
    passage = replace(refusal.passages[0].passage, sentences=(Span(0, 3),), text="The bridge")
    return replace(refusal, passages=(replace(refusal.passages[0], passage=passage),))


@pytest.fixture
def breakable(open_table, right_answers, make_answer):
    """A door to an engine that refuses where its index has lost articles or passages."""

    def build(immune=(), refusal=None):
        cost = {"What did the bridge cost?": _with_a_sentence(refusal)} if refusal else {}
        table = open_table(right_answers | cost).engine

        class Engine:
            store = staticmethod(lambda store: store)

            def ask(self, question):
                broken = self.store(None)
                if broken is None or isinstance(broken, immune):
                    return table.ask(question)
                return make_answer()

            def articles(self):
                return (record("bridge.txt"), record("ferry.txt"))

            def article(self, file):
                return table.article(file)

            def close(self):
                table.close()

        def index(folder, settings):
            settings.index.mkdir(parents=True, exist_ok=True)

        return Door(index=index, open=lambda _: Engine())

    return build


@pytest.fixture
def faults(tmp_path):
    def run(door, *arguments):
        command = [*map(str, arguments), "--index-root", str(tmp_path / "build")]
        return CliRunner().invoke(build_app(door), command, env=LONG)

    return run


def row(result, name):
    lines = (line.rstrip() for line in result.stdout.splitlines())
    return next(line for line in lines if line.startswith(name))


def test_what_is_noticed_is_told_with_the_case_that_does(tiny_suite, faults, breakable):
    result = faults(breakable(), tiny_suite)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert row(result, "lexical search off").endswith("hurt, question 1")
    assert row(result, "quotes altered").endswith("hurt, question 1")
    assert row(result, "an article lost").endswith("hurt, question 1")
    assert "no case is asked as of a day" in row(result, "dates ignored")
    assert "no article has comments" in row(result, "comments taken")
    assert "fewer than two articles have a date" in row(result, "the newest article")


def test_a_fault_that_no_case_notices_is_a_missing_case(tiny_suite, faults, breakable):
    result = faults(breakable(immune=(WithoutWords, OnlyArticles)), tiny_suite)
    assert result.exit_code == 1
    assert "tiny: no case notices: lexical search off; write one that does" in result.stdout
    assert "tiny: no case notices: an article lost from the index" in result.stdout
    assert "no case notices: dense search off" not in result.stdout


def test_every_case_is_counted_where_that_is_asked_for(tiny_suite, faults, breakable):
    result = faults(breakable(), tiny_suite, "--every")
    assert row(result, "dense search off").endswith("2 of 3 notice")


def test_cases_that_fail_anyway_notice_nothing(tiny_suite, faults, breakable, texts):
    cases = tiny_suite / "cases.yaml"
    cases.write_text(cases.read_text("utf-8").replace("Tuesday", "Friday"), "utf-8")
    assert [case.id for case in load_suite(tiny_suite).cases] == ["hurt", "ferry-day", "cost"]
    result = faults(breakable(), tiny_suite, "--every")
    assert row(result, "dense search off").endswith("1 of 2 notice")


def test_a_named_suite_without_its_articles_exits_2(faults, breakable):
    result = faults(breakable(), "iraq-strikes")
    assert result.exit_code == 2
    assert "iraq-strikes: not run: its 5 articles are not shipped" in result.stdout


def test_an_engine_that_can_not_be_broken_exits_2(tiny_suite, faults, open_table, right_answers):
    result = faults(open_table(right_answers).door, tiny_suite)
    assert result.exit_code == 2
    assert "TableEngine has no index that could be broken" in result.stderr


def test_those_likely_to_notice_are_asked_first(tiny_suite, faults, breakable, make_answer):
    """Of the tiny suite, only the unanswerable case can notice that nothing is refused."""
    result = faults(breakable(refusal=make_answer(found=("bridge.txt",))), tiny_suite)
    assert row(result, "abstention off").endswith("cost, question 1")
