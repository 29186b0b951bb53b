"""A case as YAML at the end of a suite's `cases.yaml`, with all that stands there left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from eval.cases import CASES
from eval.load import load_suite
from eval.schema import SCHEMA
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from eval.cases import Case, Suite

_WIDTH = 96
_FIRST_CASE = re.compile(r"^cases:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*([ \t]*)- ", re.MULTILINE)


class _Dumper(yaml.SafeDumper):
    """Puts lists under their key with an indent, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - the signature is the base's
        """Never without an indent."""
        super().increase_indent(flow, False)


def case_text(case: Case, indent: str = "  ") -> str:
    """The case as an item of the list of cases; what is not set is left out."""
    content = case.model_dump(mode="json", exclude_defaults=True)
    dumped = yaml.dump(
        [_in_order(content)],
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=_WIDTH,
    )
    return "".join(f"{indent}{line}\n" for line in dumped.splitlines())


def append_case(suite: Suite, case: Case) -> Suite:
    """Write a case at the end of a suite, or as its first, and return the suite with it.

    Raises SuiteError, with the file as it was, where the case can't stand there.
    """
    path = suite.folder / CASES
    before = path.read_text(encoding="utf-8") if path.exists() else None
    try:
        suite.folder.mkdir(parents=True, exist_ok=True)
        path.write_text(_with_case(path, before or _begun(suite), case), encoding="utf-8")
    except OSError as error:
        raise SuiteError(f"{path}: the case can't be written ({error.strerror})") from None
    try:
        return load_suite(suite.folder)
    except SuiteError:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
        raise


def _with_case(path: Path, before: str, case: Case) -> str:
    first = _FIRST_CASE.search(before)
    if first is None and not before.endswith("\ncases:\n"):
        raise SuiteError(f"{path}: its cases are no list with a - before each; add it by hand")
    ended = before if before.endswith("\n") else f"{before}\n"
    gap = "\n" if first and not ended.endswith("\n\n") else ""
    return f"{ended}{gap}{case_text(case, first.group(1) if first else '  ')}"


def _begun(suite: Suite) -> str:
    """The head of a suite that has no file yet."""
    if suite.articles is None:
        raise SuiteError(f"{suite.folder}: a suite is begun over a folder of articles")
    articles, folder = suite.articles.resolve(), suite.folder.resolve()
    inside = articles.is_relative_to(folder)
    named = articles.relative_to(folder).as_posix() if inside else articles.as_posix()
    head = yaml.safe_dump(
        {"suite": suite.name, "articles": named}, sort_keys=False, allow_unicode=True
    )
    return f"# yaml-language-server: $schema={SCHEMA.as_uri()}\n{head}cases:\n"


def _in_order(content: Mapping[str, Any]) -> dict[str, Any]:
    """The keys in the order in which people read a case."""
    return {**{key: content[key] for key in ("id", "question", "kind")}, **content}
