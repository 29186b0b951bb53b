"""The chat page: `python -m ui`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from threading import Event
from typing import Annotated

import typer

from rag import query_engine
from rag.errors import DatelineError
from rag.settings import Settings, load_settings
from ui import texts

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    index: Annotated[Path | None, typer.Option(help="Folder of the index.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    example: Annotated[
        list[str] | None, typer.Option(help="A question to offer; may be given several times.")
    ] = None,
) -> None:
    """Open the chat page over an index."""
    try:
        _run(load_settings(index=index, host=host, port=port), example or [])
    except DatelineError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None


def _run(settings: Settings, given: list[str]) -> None:
    engine = query_engine(settings)
    # Gradio takes seconds to import, which a missing index shouldn't have to wait for.
    from ui.examples import examples
    from ui.page import build, serve

    try:
        blocks = build(engine, examples(engine, given))
        address = serve(blocks, settings.host, settings.port)
        typer.echo(texts.ready(address, engine.coverage()))
        if settings.host not in LOCAL_HOSTS:
            typer.echo(texts.beyond_this_machine(settings.host), err=True)
        try:
            Event().wait()
        except KeyboardInterrupt:
            blocks.close()
    finally:
        engine.close()


if __name__ == "__main__":
    app(prog_name="python -m ui")
