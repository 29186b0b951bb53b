"""Runs of the tiny suite, held against each other."""

import pytest

from eval.changes import compare
from eval.gate import Held
from eval.load import load_suite
from eval.metrics import timing, totals
from eval.results import SuiteResult
from eval.run import ask_all
from eval.sides import side_of


@pytest.fixture
def run_of(tiny_suite, open_table, right_answers):
    def build(**changed):
        suite = load_suite(tiny_suite)
        outcomes = tuple(ask_all(suite.cases, open_table(right_answers | changed).engine))
        return SuiteResult(suite, outcomes, totals(outcomes), timing(outcomes), True)

    return build


@pytest.fixture
def held(run_of):
    """A run as the gate holds it against another."""

    def build(now, before=None, runs=()):
        return Held(now, compare(side_of(before) if before else None, side_of(now)), runs)

    return build
