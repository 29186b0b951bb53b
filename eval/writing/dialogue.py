"""Asking somebody at the terminal for what a case needs, with as much as can be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer
from pydantic import ValidationError

from eval.cases import REFUSALS, Case
from eval.lint.texts import holding
from eval.writing.suggest import (
    also_in,
    reachable,
    suggested_id,
    suggested_kind,
    suggested_sources,
)
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from eval.cases import HistoryTurn
    from eval.lint.texts import ArticleText
    from rag.types import Citation

NOWHERE = "stands in no article that can be searched; word it as an article does"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what stands around it, and what the system answers now."""

    question: str
    as_of: date | None
    history: tuple[HistoryTurn, ...]
    quotes: tuple[Citation, ...]
    answered: bool


def ask_for_case(asked: Asked, texts: Mapping[str, ArticleText], taken: Collection[str]) -> Case:
    """A case about a question, from what somebody types; raises SuiteError where it is none."""
    content: dict[str, Any] = {
        "question": asked.question,
        "as_of": asked.as_of,
        "history": asked.history,
    }
    content["answerable"] = typer.confirm("Do the articles answer it?", default=asked.answered)
    if content["answerable"]:
        content |= _facts_and_sources(reachable(texts, asked.as_of), asked.quotes)
    else:
        content |= _refusal()
    content["kind"] = typer.prompt("Kind", default=suggested_kind(asked.question))
    content["id"] = typer.prompt("Id", default=suggested_id(asked.question, taken))
    try:
        return Case.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        what = first["msg"].removeprefix("Value error, ")
        raise SuiteError(f"no case yet: {place}: {what}; begin again") from None


def _facts_and_sources(
    texts: Mapping[str, ArticleText], quotes: Sequence[Citation]
) -> dict[str, Any]:
    typer.echo("What a right answer must say, in an article's words, short: a fact a line; other")
    typer.echo("wordings of it after |; a number takes that quote; an empty line ends.")
    facts: list[tuple[str, ...]] = []
    while True:
        typed = typer.prompt(f"Fact {len(facts) + 1}", default="", show_default=False).strip()
        if not typed and facts:
            break
        wordings = _wordings(typed, quotes)
        if not wordings:
            typer.echo("an answerable case needs at least one fact")
        elif not holding(wordings, texts, texts):
            typer.echo(f"{typed}: {NOWHERE}")
        else:
            facts.append(wordings)
    sources, every = _sources(facts, texts)
    elsewhere = also_in(facts, sources, texts)
    return {"facts": facts, "sources": sources, "every_source": every, "elsewhere": elsewhere}


def _wordings(typed: str, quotes: Sequence[Citation]) -> tuple[str, ...]:
    chosen = next((each.quote for each in quotes if typed == str(each.n)), None)
    if chosen is not None:
        return (chosen,)
    return tuple(part.strip() for part in typed.split("|") if part.strip())


def _sources(
    facts: Sequence[tuple[str, ...]], texts: Mapping[str, ArticleText]
) -> tuple[tuple[str, ...], bool]:
    """The articles that answer, out of those that hold the facts."""
    found, every = suggested_sources(facts, texts)
    if len(found) == 1:
        typer.echo(f"Source: {found[0]}")
        return found, False
    for number, file in enumerate(found, start=1):
        typer.echo(f"  {number}  {file}")
    while True:
        typed = typer.prompt("Which of them answer it? Numbers, or all", default="all")
        chosen = _chosen(typed, found)
        if chosen:
            break
        typer.echo(f"numbers from 1 to {len(found)}, with spaces between them")
    if len(chosen) > 1:
        every = typer.confirm("Does a right answer need each of them?", default=every)
    return chosen, every and len(chosen) > 1


def _chosen(typed: str, found: Sequence[str]) -> tuple[str, ...]:
    if typed.strip() == "all":
        return tuple(found)
    numbers = typed.replace(",", " ").split()
    if not all(each.isdigit() and 1 <= int(each) <= len(found) for each in numbers):
        return ()
    return tuple(dict.fromkeys(found[int(each) - 1] for each in numbers))


def _refusal() -> dict[str, Any]:
    refusal = typer.prompt(f"Why not? {', '.join(REFUSALS)}", default=REFUSALS[0])
    while refusal not in REFUSALS:
        refusal = typer.prompt(f"One of {', '.join(REFUSALS)}", default=REFUSALS[0])
    return {"refusal": refusal, "missing": typer.prompt("What does no article say?")}
