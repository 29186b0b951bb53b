"""The chat page: `python -m ui`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from rag.embedding import load_embedder
from rag.errors import DatelineError
from rag.index import layout
from rag.open_index import OpenIndex
from rag.settings import Settings, load_settings
from ui.access import LOCAL_HOSTS, check_for
from ui.gradio_import import import_page
from ui.judging import Drafts
from ui.setup import Setup
from ui.shelf import Shelf
from ui.texts import load_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.texts import Texts

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    index: Annotated[Path | None, typer.Option(help="Folder of the index.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the page: en or de.")] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Index what changes in the folder of articles.")
    ] = False,
    no_auth: Annotated[
        bool, typer.Option("--no-auth", help="Let everyone in who can reach the page.")
    ] = False,
    example: Annotated[
        list[str] | None, typer.Option(help="A question to offer; may be given several times.")
    ] = None,
) -> None:
    """Open the chat page over an index."""
    try:
        settings = load_settings(index=index, host=host, port=port, language=language)
        _run(settings, example or [], watch=watch, no_auth=no_auth)
    except DatelineError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None


def _run(settings: Settings, given: Sequence[str], *, watch: bool, no_auth: bool) -> None:
    texts = load_texts(settings.language)
    check = check_for(settings.host, settings.users, no_auth=no_auth)
    # Gradio takes seconds to import, in which the index is opened and read in.
    with ThreadPoolExecutor(1) as pool:
        imported = pool.submit(import_page)
        engine = OpenIndex(settings)
        try:
            setup = _setup(settings, engine, given, texts, local=settings.host in LOCAL_HOSTS)
            imported.result()
            _serve(settings, setup, check, watch=watch)
        finally:
            engine.close()


def _setup(
    settings: Settings,
    engine: OpenIndex,
    given: Sequence[str],
    texts: Texts,
    *,
    local: bool,
) -> Setup:
    from ui.examples import examples
    from ui.intake import Intake

    folder = Path(layout.read_manifest(settings.index, engine.generation).folder)
    intake = Intake(folder, settings, lambda: load_embedder(settings), texts, local=local)
    return Setup(
        engine=engine,
        examples=examples(engine, given, texts),
        drafts=Drafts(settings.drafts),
        shelf=Shelf(settings.conversations),
        intake=intake if folder.is_dir() else None,
        texts=texts,
    )


def _serve(
    settings: Settings,
    setup: Setup,
    check: Callable[[str, str], bool] | None,
    *,
    watch: bool,
) -> None:
    from ui.page import build
    from ui.serving import serve

    texts = setup.texts
    if watch and setup.intake:
        setup.intake.watch()
    blocks = build(setup)
    most = settings.max_file_mb
    address = serve(blocks, settings.host, settings.port, texts, check, most)
    said = texts.span_of_dates(setup.engine.coverage())
    typer.echo(texts.ready_form.format(address=address, what=said))
    if settings.host not in LOCAL_HOSTS and check is None:
        typer.echo(texts.open_to_all.format(host=settings.host), err=True)
    try:
        Event().wait()
    except KeyboardInterrupt:
        blocks.close()


if __name__ == "__main__":
    app(prog_name="python -m ui")
