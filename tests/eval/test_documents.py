"""What docs/evaluation.md and the example workflow say holds for the code."""

import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from eval.__main__ import build_app
from eval.cases import Case
from eval.commands import SUBCOMMANDS, subcommand
from eval.door import DOOR
from eval.faults.faults import faults_for
from eval.load import load_suite
from eval.metrics import METRICS
from eval.writing.drafts import Draft
from rag.types import Status

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
WORKFLOW = yaml.safe_load((ROOT / "docs" / "github-actions.yml").read_text("utf-8"))
WIDE = {"COLUMNS": "300", "TERM": "dumb", "NO_COLOR": "1"}


def commands():
    """Every `python -m eval` line of the document and the workflow."""
    steps = WORKFLOW["jobs"]["evaluation"]["steps"]
    runs = [step["run"] for step in steps if "python -m eval" in step.get("run", "")]
    lines = re.findall(r"^python -m eval[^\n#]*", DOCUMENT, re.MULTILINE)
    return [line.strip() for line in (*lines, *runs)]


@pytest.mark.parametrize("line", commands())
def test_every_option_that_is_shown_is_there(line):
    words = line.removeprefix("python -m eval").split()
    app = subcommand(words) or build_app(DOOR)
    help_text = CliRunner().invoke(app, ["--help"], env=WIDE).stdout
    for option in re.findall(r"--[a-z-]+", line):
        assert option in help_text


def test_every_command_is_told_of():
    told = set(re.findall(r"`python -m eval (\w+)", DOCUMENT))
    ours = {name for name, app in SUBCOMMANDS.items() if not _elsewhere(app)}
    assert ours <= told


def _elsewhere(app):
    """Whether the command is described in a document of its own."""
    return app.split(".")[1] in {"answers", "bench", "fit", "retrieval"}


def test_every_key_of_a_case_is_in_the_table():
    table = DOCUMENT[DOCUMENT.index("| key | needed") : DOCUMENT.index("Unknown and repeated")]
    assert set(Case.model_fields) <= set(re.findall(r"`([a-z_]+)`", table))
    assert {each.value for each in Status} <= set(re.findall(r"`([a-z]+)`", table))


def test_every_measure_is_in_the_table():
    table = DOCUMENT[DOCUMENT.index("| metric | meaning") :].lower()
    for metric in METRICS:
        if metric.refusal is None:
            assert metric.label.lower() in table


def test_every_fault_is_in_the_table():
    for fault in faults_for((), ()):
        assert fault.name in DOCUMENT


def test_the_suite_that_is_shown_loads(tmp_path):
    block = re.search(r"```yaml\n(# yaml-language-server.*?)```", DOCUMENT, re.DOTALL)
    folder = tmp_path / "council"
    (folder / "articles" / "2023").mkdir(parents=True)
    (folder / "articles" / "2023" / "budget.txt").write_text("The bridge.", "utf-8")
    (folder / "cases.yaml").write_text(block.group(1), "utf-8")
    assert [case.id for case in load_suite(folder).cases] == ["bridge-cost", "bridge-architect"]


def test_the_draft_that_is_shown_is_one():
    block = re.search(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)
    assert Draft.model_validate_json(block.group(1)).verdict == "down"


def test_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#\s]+)", DOCUMENT)
    missing = [each for each in links if not (ROOT / "docs" / each).is_file()]
    assert missing == []
