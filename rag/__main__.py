"""`python -m rag`: ask a question, search for passages, show an article."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.contract import (
    AskLine,
    SearchLine,
    answer_object,
    line_id,
    parse_line,
    passage_object,
    written_object,
)
from rag.errors import DatelineError, QuestionError
from rag.settings import load_settings
from rag.types import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.open_index import OpenIndex

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Ask the indexed articles; answers quote, date and cite them.",
    pretty_exceptions_enable=False,
)

IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index.")]
ModelOption = Annotated[str | None, typer.Option("--model", help="Embedding model of the index.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write one JSON object.")]
JsonlOption = Annotated[
    bool, typer.Option("--jsonl", help="Read questions on standard input, one JSON object a line.")
]
QuestionArgument = Annotated[str | None, typer.Argument(help="The question.", show_default=False)]
LlmOption = Annotated[
    str | None,
    typer.Option("--llm", help="Address of a language model that writes after the quotes."),
]
LlmModelOption = Annotated[
    str | None, typer.Option("--llm-model", help="Name of the language model there.")
]
DroppedOption = Annotated[
    bool, typer.Option("--show-dropped", help="Show what the model wrote and no article says.")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Leave out articles after this day, YYYY-MM-DD.")
]


def _write(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _engine(index: Path | None, model: str | None, **flags: object) -> OpenIndex:
    settings = load_settings(index=index, model=model, **flags)
    from rag.open_index import OpenIndex

    return OpenIndex(settings)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise QuestionError(f"--as-of {text!r} is no day: write it as YYYY-MM-DD.") from None


def _lines() -> Iterator[str]:
    """Lines of standard input; bytes that are no UTF-8 make their line invalid, not the run."""
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", errors="surrogateescape").strip()
        if line:
            yield line


def _each_line(answer_line: Callable[[str], dict[str, Any]]) -> int:
    """Answer every line in order, a failing one with its error; returns how many failed."""
    failed = 0
    for line in _lines():
        try:
            _write(answer_line(line))
        except DatelineError as error:
            failed += 1
            _write({"id": line_id(line), "error": str(error)})
    return failed


@app.command()
def ask(
    question: QuestionArgument = None,
    index: IndexOption = None,
    model: ModelOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    jsonl: JsonlOption = False,
    llm: LlmOption = None,
    llm_model: LlmModelOption = None,
    show_dropped: DroppedOption = False,
) -> None:
    """Answer a question in quotes, each dated, cited and checked."""
    if jsonl:
        engine = _engine(index, model, llm_url=llm, llm_model=llm_model)

        def answer_line(line: str) -> dict[str, Any]:
            read = parse_line(line, AskLine)
            return _answered(read.id, read.to_question(), engine)

        raise typer.Exit(1 if _each_line(answer_line) else 0)
    if question is None:
        raise QuestionError('Nothing was asked: python -m rag ask "…", or --jsonl to read lines.')
    asked = Question(question, as_of=_day(as_of))
    from rag.question.query import read_question

    read_question(asked)
    engine = _engine(index, model, llm_url=llm, llm_model=llm_model)
    if as_json:
        _write(_answered(None, asked, engine))
        return
    from rag.terminal import print_answer

    answer = engine.ask(asked)
    print_answer(answer)
    if engine.writes:
        from rag.writing.terminal import print_writing

        print_writing(answer, engine.write(asked, answer), show_dropped)


def _answered(line_id: str | int | None, question: Question, engine: OpenIndex) -> dict[str, Any]:
    """An answer as JSON, with what a language model writes where one is named."""
    answer = engine.ask(question)
    if not engine.writes:
        return answer_object(line_id, answer)
    from rag.writing.joined import joined

    written = joined(answer, engine.write(question, answer))
    for note in written.notes:
        sys.stderr.write(f"{note}\n")
    return written_object(line_id, written)


@app.command()
def models(
    llm: LlmOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the language models that answer on this machine's usual ports, or at an address."""
    from rag.llm.listing import served, usual_addresses

    settings = load_settings(llm_url=llm)
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    named = {settings.llm_url: "named"} if settings.llm_url else {}
    # A key is for the address that it was given with.
    found = served(named.items(), key) + (() if llm else served(usual_addresses().items()))
    if as_json:
        _write({"endpoints": [asdict(each) for each in found]})
        return
    for each in found:
        listed = ", ".join(each.models) or each.trouble or "no model"
        sys.stdout.write(f"{each.url} ({each.server}): {listed}\n")
    if not found:
        sys.stdout.write(
            "No language model answers on this machine. Start one, such as `ollama serve`, or name "
            "its address with --llm.\n"
        )


@app.command()
def search(
    question: QuestionArgument = None,
    index: IndexOption = None,
    model: ModelOption = None,
    as_of: AsOfOption = None,
    top_k: Annotated[int | None, typer.Option("--top-k", min=1, max=1000)] = None,
    as_json: JsonOption = False,
    jsonl: JsonlOption = False,
) -> None:
    """Find passages, best first, without an answer."""
    if jsonl:
        engine = _engine(index, model)

        def search_line(line: str) -> dict[str, Any]:
            read = parse_line(line, SearchLine)
            found = engine.search(read.to_question(), read.top_k or top_k)
            return {"id": read.id, "passages": [passage_object(each) for each in found]}

        raise typer.Exit(1 if _each_line(search_line) else 0)
    if question is None:
        raise QuestionError('Nothing was asked: python -m rag search "…", or --jsonl.')
    asked = Question(question, as_of=_day(as_of))
    found = _engine(index, model).search(asked, top_k)
    if as_json:
        _write({"id": None, "passages": [passage_object(each) for each in found]})
        return
    from rag.terminal import print_passages

    print_passages(found)


@app.command()
def show(
    file: Annotated[str, typer.Argument(help="An article, as citations name it.")],
    index: IndexOption = None,
) -> None:
    """Print an article's text, to which the spans of citations refer."""
    settings = load_settings(index=index)
    from rag.index.generation import open_generation

    generation = open_generation(settings.index, None)
    try:
        sys.stdout.buffer.write(generation.article(file).text.encode("utf-8"))
    finally:
        generation.close()


def main() -> None:
    """Run the command line; an error a user can meet is one line and exit code 1."""
    try:
        app()
    except DatelineError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
