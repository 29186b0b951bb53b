"""Fitting, end to end, on a handful of questions."""

import pytest
from typer.testing import CliRunner

from eval.fit.command import app
from rag.reading.load import compiled_reader
from rag.reading.pairs import PassageSentences


@pytest.mark.slow
def test_a_fitted_adapter_can_be_read_with(data, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    out = tmp_path / "reader.safetensors"
    result = CliRunner().invoke(
        app, ["--data", str(data), "--out", str(out), "--epochs", "1", "--limit", "10"]
    )
    assert result.exit_code == 0, result.output
    assert "SQuAD 2.0, held out: right sentence" in result.output
    assert out.stat().st_size < 25_000_000
    reader = compiled_reader(tmp_path / "cache", out)
    (readings,) = reader.read("Who came?", [PassageSentences("Visit", ("Ana came.", "It rained."))])
    assert len(readings) == 2
    assert all(0 <= start < end <= 10 for start, end in (each.answer for each in readings))


def test_missing_question_sets_are_one_clear_line(tmp_path):
    result = CliRunner().invoke(app, ["--data", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "The question sets can't be read" in result.output
