"""`python -m eval lint`: do the cases say what the articles say?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer
from rich.table import Table
from rich.text import Text

from eval.articles import articles_of
from eval.cases import CASES
from eval.exits import COULD_NOT_RUN, HELD, WORSE, exit_with
from eval.indexes import DEFAULT_ROOT
from eval.lint.rules import about_articles, about_cases
from eval.lint.texts import read_texts
from eval.load import find_suite, load_suite, shipped_suites
from eval.options import ArticlesOption, RootOption, SuitesArgument  # noqa: TC001 - read by typer
from eval.report import report_console
from eval.results import NotRun
from rag.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from eval.cases import Suite
    from eval.lint.rules import Finding
    from rag.settings import Settings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Linted:
    """A suite with what is wrong with it; `unread` says why its articles could not be read."""

    suite: Suite
    findings: tuple[Finding, ...]
    unread: NotRun | None


@app.command()
def run(
    suites: SuitesArgument = None,
    articles: ArticlesOption = None,
    index_root: RootOption = DEFAULT_ROOT,
) -> None:
    """Check that each fact is in each of its sources and in no other article, and the balance.

    Exit code 0: nothing found. 1: something found. 2: could not check.
    """
    exit_with(lambda: lint(tuple(suites or ()), articles, index_root))


def lint(names: tuple[str, ...], articles: Path | None, root: Path) -> int:
    """Print what is wrong with each suite, a line each; returns the exit code."""
    folders = dict.fromkeys(find_suite(name) for name in names)
    settings = load_settings()
    console = report_console()
    linted = [
        check(load_suite(folder), articles, root, settings)
        for folder in folders or shipped_suites()
    ]
    for each in linted:
        for line in lines(each):
            console.print(line, soft_wrap=True)
    console.print(kinds_table([each.suite for each in linted]))
    if any(each.findings for each in linted):
        return WORSE
    unread = [each.unread for each in linted if each.unread is not None]
    faulty = any(each.fault for each in unread) or (unread and bool(names))
    return COULD_NOT_RUN if faulty or len(unread) == len(linted) else HELD


def check(suite: Suite, articles: Path | None, root: Path, settings: Settings) -> Linted:
    """Everything wrong with a suite; of its articles as far as they are at hand."""
    findings = tuple(about_cases(suite.cases))
    folder = articles_of(suite, articles, root / suite.name / "articles")
    if isinstance(folder, NotRun):
        return Linted(suite, findings, folder)
    texts = read_texts(folder, settings)
    return Linted(suite, (*findings, *about_articles(suite.cases, texts)), None)


def lines(linted: Linted) -> list[Text]:
    """A line for each finding, with file and line; one line where there is none."""
    suite = linted.suite
    path = suite.folder / CASES
    found = [
        Text.assemble(
            (f"{path}:{suite.lines[each.case]}: case {each.case}: ", "bold"), each.problem
        )
        if each.case
        else Text.assemble((f"{path}: ", "bold"), each.problem)
        for each in linted.findings
    ]
    if linted.unread is not None:
        reason = f"facts not checked: {linted.unread.reason}"
        found.append(Text.assemble((f"{suite.name}: ", "bold yellow"), reason))
    elif not found:
        facts = sum(len(case.facts) for case in suite.cases)
        found.append(Text(f"{suite.name}: {len(suite.cases)} cases, {facts} facts: nothing wrong"))
    return found


def kinds_table(suites: list[Suite]) -> Table:
    """How many cases of each kind each suite has."""
    counts = [Counter(case.kind for case in suite.cases) for suite in suites]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("kind")
    for suite in suites:
        table.add_column(suite.name, justify="right")
    for kind in sorted({kind for count in counts for kind in count}):
        table.add_row(kind, *(str(count[kind] or "–") for count in counts))
    unanswerable = [sum(not case.answerable for case in suite.cases) for suite in suites]
    table.add_row("unanswerable", *map(str, unanswerable), style="italic")
    return table
