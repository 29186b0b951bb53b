"""The benchmark itself, over a corpus of a few articles."""

from __future__ import annotations

import resource

import pytest

from eval.bench.figures import System, What, compare
from eval.bench.measure import Plan, measure
from eval.bench.processes import run, size_of
from rag.errors import SuiteError


@pytest.mark.slow
def test_everything_is_measured_of_both(tmp_path):
    for needed in ("llama_index.vector_stores.chroma", "llama_index.embeddings.huggingface"):
        pytest.importorskip(needed)
    told = []
    plan = Plan(tmp_path, (21,), texts=4, questions=3, rounds=1)
    figures = list(measure(plan, told.append))
    assert len(told) == plan.steps
    compared = {each.what: each for each in compare(figures)}
    assert compared.keys() == set(What) - {What.STAGE}
    assert all(0 < each.ours < float("inf") for each in compared.values())
    assert all(0 < each.theirs < float("inf") for each in compared.values())
    assert any(each.system is System.PROCESSOR for each in figures)


def test_a_program_that_fails_is_named_with_what_it_said():
    with pytest.raises(SuiteError, match=r"eval\.bench\.nothing.*No module named"):
        run("eval.bench.nothing")


def test_a_program_is_timed_and_its_memory_taken():
    ran = run("json.tool", "--help")
    assert ran.seconds > 0
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    assert 1 < ran.memory < own + 1000
    assert ran.said == {}


def test_a_file_with_two_names_is_counted_once(tmp_path):
    (tmp_path / "one").write_bytes(b"x" * 1_000_000)
    (tmp_path / "two").hardlink_to(tmp_path / "one")
    assert size_of(tmp_path) == pytest.approx(1, abs=0.01)
