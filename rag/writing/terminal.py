"""A written answer on a terminal, sentence by sentence as each is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from rag.answer.render import line, source_line
from rag.writing.events import (
    DroppedSentence,
    ModelNote,
    TokenCost,
    Understood,
    WrittenSentence,
)
from rag.writing.joined import HEADING

if TYPE_CHECKING:
    from rag.types import Answer
    from rag.writing.writing import Writing


def print_writing(answer: Answer, writing: Writing, show_dropped: bool) -> None:
    """Print what is written after a quoted answer; Ctrl-C stops the model and keeps the rest.

    Dropped sentences are printed struck through where `show_dropped`.
    """
    console = Console(highlight=False, soft_wrap=True)
    printed = {each.n for each in answer.citations}
    headed = False
    try:
        with console.status("The language model writes; Ctrl-C stops it.") as status:
            for event in writing:
                if isinstance(event, WrittenSentence):
                    if not headed:
                        console.print(Text(f"\n{HEADING}", style="bold"))
                        headed = True
                    console.print(Text(line(event.statement, event.citations)))
                    for citation in event.citations:
                        if citation.n not in printed:
                            printed.add(citation.n)
                            console.print(Text(source_line(citation), style="cyan"))
                elif isinstance(event, DroppedSentence):
                    if show_dropped:
                        console.print(
                            Text(event.text, style="strike dim"),
                            Text(f"not in the articles: {event.reason}", style="yellow"),
                        )
                else:
                    status.update("The language model writes; Ctrl-C stops it.")
                    console.print(_aside(event))
    except KeyboardInterrupt:
        writing.stop()
        console.print(Text("Stopped.", style="dim"))


def _aside(event: Understood | ModelNote | TokenCost) -> Text:
    if isinstance(event, ModelNote):
        return Text(event.line, style="yellow")
    if isinstance(event, TokenCost):
        about = "about " if event.estimated else ""
        return Text(
            f"Tokens: {about}{event.prompt:,} in, {about}{event.completion:,} out.", style="dim"
        )
    said = [f"Understood as: {event.question}"] if event.question else []
    said += [f"Searched for: {search}" for search in event.searches]
    return Text("\n".join(said), style="dim")
