"""`python -m eval statements`: are sentences told from ones that their quotes don't say?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.exits import HELD, WORSE, exit_with
from eval.statements.measure import SEED, caught, dropped
from eval.statements.sources import careful_sentences, own_sentences, read
from rag.checking.check import common_words
from rag.settings import load_settings

if TYPE_CHECKING:
    from eval.statements.alterations import Altered
    from eval.statements.measure import Share

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

SAMPLE = Path(__file__).parents[1] / "suites" / "sample" / "articles"
# What is asked of the checks; swapped roles are measured and not asked for.
HELD_OUT = "those that were held out"
MOST_DROPPED = 0.03
FEWEST_CAUGHT = {"number": 1.0, "date": 1.0, "name": 1.0, "negation": 0.9}

MoreOption = Annotated[
    Path | None, typer.Option("--articles", help="A folder of further articles to alter.")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the program that alters.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", help="Show each sentence judged wrong.")]


@app.command()
def run(
    articles: MoreOption = None, seed: SeedOption = SEED, verbose: VerboseOption = False
) -> None:
    """Judge true and altered sentences; exit code 1 where too many are judged wrong."""
    exit_with(lambda: _judge(articles, seed, verbose))


def _judge(folder: Path | None, seed: int, verbose: bool) -> int:
    settings = load_settings()
    sample = read(SAMPLE, settings)
    whole = {**sample, **(read(folder, settings) if folder else {})}
    common = common_words(each.text for each in whole.values())
    own = [sentence for each in whole.values() for sentence in own_sentences(each)]
    careful = {half: careful_sentences(sample, half) for half in ("tuned", "held_out")}
    table = Table("", "count", "of", "share")
    console = Console()
    worse = False
    written = [*careful["tuned"], *careful["held_out"]]
    for name, sentences in (
        ("the articles' own sentences", own),
        ("a careful writer's", written),
        (HELD_OUT, careful["held_out"]),
    ):
        share, wrong = dropped(sentences, common)
        _add(table, f"dropped, of {name}", share)
        worse = worse or (sentences is not careful["held_out"] and share.beyond(MOST_DROPPED))
        for sentence, reason in wrong if verbose and name != HELD_OUT else ():
            console.print(f"dropped ({reason}): {sentence.sentence}", highlight=False)
    shares, missed = caught([*own, *written], common, seed)
    for kind, share in shares.items():
        _add(table, f"caught, {kind} altered", share)
        worse = worse or (share.value or 1.0) < FEWEST_CAUGHT.get(kind, 0.0)
    if verbose:
        _show(console, missed)
    console.print(table)
    return WORSE if worse else HELD


def _add(table: Table, name: str, share: Share) -> None:
    shown = "" if share.value is None else f"{share.value:.3f}"
    table.add_row(name, str(share.count), str(share.total), shown)


def _show(console: Console, missed: tuple[Altered, ...]) -> None:
    for each in missed:
        console.print(f"not caught ({each.kind}): {each.sentence}", highlight=False)
