import hashlib
from contextlib import closing
from dataclasses import replace
from threading import Barrier, Lock
from time import sleep

import pytest

from eval.articles import articles_of
from eval.indexes import forget_stale, suite_settings
from eval.load import load_suite
from eval.metrics import timing
from eval.results import CaseError, NotRun
from eval.run import Door, ask_all, ask_and_time, open_suite, run_suite
from rag.errors import IndexDamagedError
from rag.settings import Settings
from rag.types import Turn


@pytest.fixture
def settings(tmp_path):
    return suite_settings(Settings(), tmp_path / "build", "tiny")


@pytest.fixture
def run_tiny(tiny_suite, settings):
    def run(door, only=None, articles=None):
        suite = load_suite(tiny_suite)
        asked = [case for case in suite.cases if only is None or case.id in only]
        engine = open_suite(suite, settings, door, articles)
        if isinstance(engine, NotRun):
            return engine
        return run_suite(suite, asked, engine, lambda _: True)

    return run


@pytest.fixture
def elsewhere(tiny_suite, texts):
    """The tiny suite with its articles named by hash, and the folder they are now in."""
    named = "".join(
        f"  - {{file: {file}, sha256: {hashlib.sha256(text.encode()).hexdigest()}}}\n"
        for file, text in texts.items()
    )
    cases = tiny_suite / "cases.yaml"
    content = cases.read_text(encoding="utf-8").replace("articles: articles\n", f"files:\n{named}")
    cases.write_text(content, encoding="utf-8")
    return (tiny_suite / "articles").rename(tiny_suite.parent / "elsewhere")


def test_every_case_is_asked_once_of_the_suites_own_index(
    run_tiny, open_table, right_answers, settings
):
    table = open_table(right_answers)
    result = run_tiny(table.door)
    assert [outcome.failures for outcome in result.outcomes] == [(), (), ()]
    assert [question.text for question in table.engine.asked] == list(right_answers)
    assert table.indexed == [["bridge.txt", "ferry.txt"]]
    assert settings.index.is_dir()
    assert result.whole


def test_history_and_day_reach_the_question(tiny_suite, run_tiny, open_table, right_answers):
    cases = tiny_suite / "cases.yaml"
    more = '    as_of: 2020-01-05\n    history:\n      - {role: user, content: "A bridge?"}\n'
    cases.write_text(cases.read_text(encoding="utf-8") + more, encoding="utf-8")
    table = open_table(right_answers)
    run_tiny(table.door)
    first, last = table.engine.asked[0], table.engine.asked[-1]
    assert (first.history, first.as_of) == ((), None)
    assert last.history == (Turn("user", "A bridge?"),)
    assert last.as_of.isoformat() == "2020-01-05"


def test_a_case_that_raises_is_an_error_and_the_others_are_asked(
    run_tiny, open_table, right_answers
):
    table = open_table(right_answers | {"How many were hurt?": ZeroDivisionError("by zero")})
    result = run_tiny(table.door)
    first, *others = result.outcomes
    assert isinstance(first, CaseError)
    assert first.error == "ZeroDivisionError: by zero"
    assert all(outcome.failures == () for outcome in others)
    assert result.totals["fact_recall"].value == 1 / 2


def test_a_run_of_some_cases_is_not_whole(run_tiny, open_table, right_answers):
    result = run_tiny(open_table(right_answers).door, only={"cost"})
    assert [outcome.case.id for outcome in result.outcomes] == ["cost"]
    assert not result.whole


def test_a_cited_article_that_is_not_there_fails_the_case(
    run_tiny, open_table, right_answers, make_answer
):
    gone = make_answer(("gone.txt", "Six people"))
    result = run_tiny(open_table(right_answers | {"How many were hurt?": gone}).door)
    assert any("gone.txt" in reason for reason in result.outcomes[0].failures)


def test_an_index_that_can_not_be_opened_is_a_fault(run_tiny, open_table):
    def refuse(settings):
        raise IndexDamagedError("the index lacks its passages; run ingest again")

    table = open_table({})
    result = run_tiny(Door(index=table.index, open=refuse))
    assert result == NotRun("tiny", "the index lacks its passages; run ingest again", fault=True)


def test_articles_that_are_not_shipped_are_copied_from_where_they_are(
    elsewhere, run_tiny, open_table, right_answers, settings
):
    (elsewhere / "other.txt").write_text("Of no suite.", encoding="utf-8")
    stale = settings.index.parent / "articles" / "stale.txt"
    stale.parent.mkdir(parents=True)
    stale.write_text("From before.", encoding="utf-8")
    table = open_table(right_answers)
    result = run_tiny(table.door, articles=elsewhere)
    assert [outcome.failures for outcome in result.outcomes] == [(), (), ()]
    assert table.indexed == [["bridge.txt", "ferry.txt"]]


def test_a_suite_without_its_articles_is_not_run_and_says_what_to_do(
    elsewhere, tiny_suite, tmp_path
):
    suite = load_suite(tiny_suite)
    unsaid = articles_of(suite, None, tmp_path / "staging")
    assert not unsaid.fault
    assert "--articles DIR" in unsaid.reason
    (elsewhere / "ferry.txt").unlink()
    missing = articles_of(suite, elsewhere, tmp_path / "staging")
    assert not missing.fault
    assert "1 of its 2 articles are not in" in missing.reason
    assert "ferry.txt" in missing.reason


def test_other_articles_under_the_same_names_are_a_fault(elsewhere, tiny_suite, tmp_path):
    (elsewhere / "ferry.txt").write_text("A ferry took over on Friday.\n", encoding="utf-8")
    other = articles_of(load_suite(tiny_suite), elsewhere, tmp_path / "staging")
    assert other.fault
    assert "ferry.txt" in other.reason
    assert "bridge.txt" not in other.reason
    assert not (tmp_path / "staging").exists()


def test_an_index_is_kept_for_the_same_settings_and_code(tmp_path):
    plain = suite_settings(Settings(), tmp_path, "tiny")
    assert suite_settings(Settings(top_k=3), tmp_path, "tiny").index == plain.index
    shorter = suite_settings(Settings(passage_tokens=100), tmp_path, "tiny")
    assert shorter.index != plain.index

    plain.index.mkdir(parents=True)
    forget_stale(plain.index)
    assert not plain.index.exists()
    plain.index.mkdir()
    forget_stale(plain.index)
    assert plain.index.is_dir()
    plain.index.with_name(f"{plain.index.name}.made-by").write_text("other code", encoding="utf-8")
    forget_stale(plain.index)
    assert not plain.index.exists()


class PairedEngine:
    """An engine that answers only where two questions are in flight."""

    def __init__(self, engine):
        self._engine = engine
        self._barrier = Barrier(2, timeout=20)
        self._lock = Lock()
        self.asked = 0

    def ask(self, question):
        with self._lock:
            self.asked += 1
        self._barrier.wait()
        return self._engine.ask(question)

    def article(self, file):
        return self._engine.article(file)


def test_two_at_once_are_given_in_order(make_case, open_table, make_answer):
    cases = [make_case(id=f"c{n}", question=f"Question {n}?") for n in range(8)]
    answers = {case.question: make_answer() for case in cases}
    engine = PairedEngine(open_table(answers).engine)
    outcomes = list(ask_all(cases, engine, at_once=2))
    assert [outcome.case.id for outcome in outcomes] == [case.id for case in cases]
    assert engine.asked == 8


def test_who_stops_early_asks_hardly_more(make_case, open_table, make_answer):
    cases = [make_case(id=f"c{n}", question=f"Question {n}?") for n in range(40)]
    engine = open_table({case.question: make_answer() for case in cases}).engine
    with closing(ask_all(cases, engine, at_once=2)) as outcomes:
        assert next(outcomes).case.id == "c0"
    assert len(engine.asked) <= 3


class CountingEngine:
    """An engine that notes how many questions are in flight while it answers each."""

    def __init__(self, engine):
        self._engine = engine
        self._lock = Lock()
        self._going = 0
        self.beside = {}

    def ask(self, question):
        with self._lock:
            self._going += 1
        sleep(0.01)
        with self._lock:
            self.beside[question.text] = self._going - 1
            self._going -= 1
        return self._engine.ask(question)

    def article(self, file):
        return self._engine.article(file)


def test_every_fifth_is_asked_alone_and_only_those_are_timed(make_case, open_table, make_answer):
    cases = [make_case(id=f"c{n}", question=f"Question {n}?") for n in range(12)]
    engine = CountingEngine(open_table({case.question: make_answer() for case in cases}).engine)
    outcomes = list(ask_and_time(cases, engine))
    assert [outcome.case.id for outcome in outcomes] == [case.id for case in cases]
    alone = [number for number, outcome in enumerate(outcomes) if outcome.alone]
    assert alone == [0, 5, 10]
    assert [engine.beside[cases[number].question] for number in alone] == [0, 0, 0]
    slow = replace(outcomes[1], answer=make_answer(seconds=9.0))
    assert timing([outcomes[0], slow]).p95 == 0.1
