"""The JSON schema of `cases.yaml`, for editors: python -m eval schema > FILE."""

from __future__ import annotations

import json
from typing import Any

import typer

from eval.cases import SuiteFile
from eval.load import SHIPPED

SCHEMA = SHIPPED / "cases.schema.json"

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def run() -> None:
    """Print the JSON schema of cases.yaml, which editors complete and check by."""
    typer.echo(schema_text(), nl=False)


def schema_text() -> str:
    """The schema as it is committed beside the shipped suites."""
    return json.dumps(suite_schema(), indent=1, ensure_ascii=False) + "\n"


def suite_schema() -> dict[str, Any]:
    """The schema that the models of the cases make."""
    schema = SuiteFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Dateline: a suite of cases"
    return schema
