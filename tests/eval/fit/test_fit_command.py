"""Fitting, end to end, on a handful of questions."""

import pytest
from typer.testing import CliRunner

from eval.fit.command import app
from eval.fit.training import rate_at
from rag.reading.load import compiled_reader
from rag.reading.pairs import PassageSentences


@pytest.mark.slow
def test_a_fitted_adapter_can_be_read_with(data, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    out = tmp_path / "reader.safetensors"
    result = CliRunner().invoke(
        app,
        ["--data", str(data), "--out", str(out), "--epochs", "1", "--limit", "10",
         "--checkpoint", str(tmp_path / "checkpoint")],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "SQuAD 2.0, held out: right sentence" in result.output
    assert out.stat().st_size < 25_000_000
    reader = compiled_reader(tmp_path / "cache", out)
    (readings,) = reader.read("Who came?", [PassageSentences("Visit", ("Ana came.", "It rained."))])
    assert len(readings) == 2
    assert all(0 <= start < end <= 10 for start, end in (each.answer for each in readings))

    again = CliRunner().invoke(
        app,
        ["--data", str(data), "--out", str(tmp_path / "again.safetensors"), "--epochs", "1",
         "--limit", "10", "--checkpoint", str(tmp_path / "checkpoint")],
    )  # fmt: skip
    assert again.exit_code == 0, again.output
    assert (tmp_path / "again.safetensors").read_bytes() == out.read_bytes()


def test_the_rate_rises_stays_and_falls():
    rates = [rate_at(step, (100, 50, 50), warm_up=0.1) for step in range(200)]
    assert rates[0] == 0.1
    assert set(rates[9:101]) == {1.0}
    assert rates[150] == 0.5
    assert rates[199] == 0.01
    assert rate_at(200, (100, 50, 50), warm_up=0.1) == 0


def test_missing_question_sets_are_one_clear_line(tmp_path):
    result = CliRunner().invoke(app, ["--data", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "The question sets can't be read" in result.output
