"""The schema that editors check by says what the loader says."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from eval.load import CASES, shipped_suites
from eval.schema import SCHEMA, app, schema_text


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_committed_schema_is_that_of_the_models():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), (
        "bring it up to date: python -m eval schema > eval/suites/cases.schema.json"
    )
    assert CliRunner().invoke(app, []).stdout == schema_text()


@pytest.mark.parametrize("folder", shipped_suites(), ids=lambda folder: folder.name)
def test_shipped_suites_name_the_schema_for_editors_and_keep_it(folder, validator):
    first = (folder / CASES).read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../cases.schema.json"
    assert (folder / first.partition("=")[2]).resolve() == SCHEMA.resolve()
    suite = yaml.safe_load((folder / CASES).read_text(encoding="utf-8"))
    for case in suite["cases"]:
        if "as_of" in case:
            case["as_of"] = case["as_of"].isoformat()
    assert list(validator.iter_errors(suite)) == []


@pytest.mark.parametrize(
    "wrong", [{"sauce": 1}, {"most_words": 0}, {"status": "rumoured"}, {"facts": [[]]}, {"id": "A"}]
)
def test_the_schema_refuses_what_the_loader_refuses(validator, wrong):
    case = {"id": "a", "question": "Who?", "kind": "who", "answerable": True}
    assert validator.is_valid({"suite": "s", "articles": "a", "cases": [case]})
    assert not validator.is_valid({"suite": "s", "articles": "a", "cases": [case | wrong]})
