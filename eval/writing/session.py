"""A suite open for writing: its engine, its articles' texts, and a case at a time added to it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from eval.articles import articles_of
from eval.cases import CASES, NAME, Suite
from eval.indexes import forget_stale, suite_settings
from eval.lint.texts import read_texts
from eval.load import find_suite, load_suite
from eval.results import CaseError, NotRun
from eval.run import ask_all, open_suite
from eval.writing.case_text import append_case, case_text
from eval.writing.dialogue import Asked, ask_for_case
from rag.errors import SuiteError
from rag.terminal import print_answer
from rag.types import Question, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eval.cases import HistoryTurn
    from eval.lint.texts import Texts
    from eval.run import Door, Engine
    from rag.settings import Settings


class Session:
    """Adds cases to one suite, each after showing what is answered now."""

    def __init__(self, suite: Suite, engine: Engine, texts: Texts) -> None:
        self._suite = suite
        self._engine = engine
        self._texts = texts

    def add(
        self, question: str, as_of: date | None = None, history: tuple[HistoryTurn, ...] = ()
    ) -> bool:
        """Show what is answered now, ask for the case, write it; False where it is not wanted.

        Raises DatelineError where the question can't be asked or the case can't be written.
        """
        turns = tuple(Turn(turn.role, turn.content) for turn in history)
        answer = self._engine.ask(Question(question, turns, as_of))
        print_answer(answer)
        typer.echo("")
        asked = Asked(question, as_of, history, answer.citations, not answer.abstained)
        case = ask_for_case(asked, self._texts, {each.id for each in self._suite.cases})
        typer.echo(f"\n{case_text(case)}")
        if not typer.confirm("Write it?", default=True):
            return False
        self._suite = append_case(self._suite, case)
        (outcome,) = ask_all([case], self._engine)
        if isinstance(outcome, CaseError):
            raise SuiteError(f"{case.id}: written, but asking it raised {outcome.error}")
        today = "; ".join(outcome.failures)
        path = self._suite.folder / CASES
        typer.echo(
            f"{path}: case {case.id}: {f'fails today: {today}' if today else 'passes today'}"
        )
        return True


@contextmanager
def open_session(
    suite: Suite, articles: Path | None, root: Path, settings: Settings, door: Door
) -> Iterator[Session]:
    """A suite open for writing; raises DatelineError where its articles can't be used."""
    own = suite_settings(settings, root, suite.name)
    forget_stale(own.index)
    engine = open_suite(suite, own, door, articles)
    if isinstance(engine, NotRun):
        raise SuiteError(f"{suite.name}: {engine.reason}")
    try:
        folder = articles_of(suite, articles, own.index.parent / "articles")
        if isinstance(folder, NotRun):
            raise SuiteError(f"{suite.name}: {folder.reason}")
        yield Session(suite, engine, read_texts(folder, settings))
    finally:
        engine.close()


def suite_to_write(name: str, begin: Path | None) -> Suite:
    """The suite of a name or folder; where `begin` is given, a new one over those articles.

    Raises SuiteError where there is none, or where one is to be begun and is there already.
    """
    if begin is None:
        return load_suite(find_suite(name))
    folder = Path(name).resolve()
    if (folder / CASES).exists():
        raise SuiteError(f"{folder / CASES} is there already; leave out --begin")
    if not begin.is_dir():
        raise SuiteError(f"{begin} is no folder of articles")
    if not re.fullmatch(NAME, folder.name):
        raise SuiteError(f"{folder.name}: name the folder in small letters, digits and hyphens")
    return Suite(name=folder.name, folder=folder, articles=begin.resolve(), files=(), cases=())
