"""Answers and passages on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from rag.answer.render import coverage_line, day, source_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Answer, FoundPassage

CLOSEST_SHOWN = 3
EXCERPT = 240


def print_answer(answer: Answer) -> None:
    """The answer, then its sources, then what was searched."""
    console = Console(highlight=False, soft_wrap=True)
    if answer.understood:
        console.print(Text(f"Understood as: {answer.understood}\n", style="dim"))
    console.print(Text(answer.text))
    console.print()
    for citation in answer.citations:
        console.print(Text(source_line(citation), style="cyan"))
    if answer.abstained and answer.passages:
        console.print(Text("The closest passages:", style="dim"))
        print_passages(answer.passages[:CLOSEST_SHOWN])
    for notice in answer.notices:
        console.print(Text(notice, style="yellow"))
    console.print(Text(coverage_line(answer.coverage), style="dim"))


def print_passages(found: Sequence[FoundPassage]) -> None:
    """Passages, best first, each with its place and its beginning."""
    console = Console(highlight=False, soft_wrap=True)
    if not found:
        console.print("Nothing found.")
    for each in found:
        passage = each.passage
        place = f"{visible(passage.file)}[{passage.start}:{passage.end}]"
        title = visible(passage.title or passage.file)
        head = f"{each.score:.3f}  {title}, {day(passage.date)}: {place}"
        console.print(Text(head, style="cyan"))
        text = " ".join(passage.text.split())
        console.print(Text(text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"))
        console.print()
