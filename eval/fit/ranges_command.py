"""`python -m eval ranges`: what 8-bit products need to know of both models, measured anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from platformdirs import user_cache_path
from safetensors.numpy import load_file

from eval.fit.ranges import QUESTIONS, embedded_texts, groups, largest_seen, read_pairs
from eval.progress import asking
from eval.stories.story import read_stories
from rag.embedding.bert_folder import read_bert_folder
from rag.embedding.compiled import embedder_tokenizer
from rag.embedding.model_folder import find_model, weights_sha256
from rag.embedding.ranges import RANGES, write_ranges
from rag.reading.adapter import ADAPTER, load_adapter, merged, ranges_file
from rag.reading.load import reader_tokenizer
from rag.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.fit.groups import Group
    from rag.embedding.bert_folder import BertFolder
    from rag.embedding.bert_graph import Weights

app = typer.Typer(add_completion=False)

EmbedderOption = Annotated[
    Path, typer.Option("--embedder", help="Where the ranges of the embedder are written.")
]
AdapterOption = Annotated[
    Path, typer.Option("--adapter", help="The reader's adapter; its ranges are written beside it.")
]
QuestionsOption = Annotated[
    int, typer.Option("--questions", min=1, help="Questions read, each with some passages.")
]
StoriesOption = Annotated[
    int | None, typer.Option("--stories", min=1, help="Draw from only so many stories.")
]


@app.command()
def ranges(
    embedder: EmbedderOption = RANGES,
    adapter: AdapterOption = ADAPTER,
    questions: QuestionsOption = QUESTIONS,
    stories: StoriesOption = None,
) -> None:
    """Read the invented stories with both models, and write how far their values reach."""
    folder = find_model(BUNDLED_MODEL)
    bert = read_bert_folder(folder)
    weights = load_file(bert.weights)
    drawn = groups(read_stories()[:stories], questions)
    sha256 = weights_sha256(folder, user_cache_path("dateline", appauthor=False))
    texts = embedded_texts(drawn, embedder_tokenizer(bert))
    _write("Embedding", embedder, sha256, (weights, bert), texts)
    write_reader_ranges(adapter, drawn)


def write_reader_ranges(adapter: Path, drawn: Sequence[Group]) -> None:
    """Measure and write the ranges of the bundled model with this adapter, on these questions."""
    bert = read_bert_folder(find_model(BUNDLED_MODEL))
    changes, sha256 = load_adapter(adapter)
    weights = merged(load_file(bert.weights), changes)
    pairs = read_pairs(drawn, reader_tokenizer(bert))
    _write("Reading", ranges_file(adapter), sha256, (weights, bert), pairs)


def _write(
    what: str, out: Path, sha256: str, model: tuple[Weights, BertFolder], texts: list[list[int]]
) -> None:
    weights, bert = model
    with asking(what, len(texts)) as read:
        write_ranges(out, sha256, largest_seen(weights, bert.shape, texts, read))
    print(f"Wrote {out}, {out.stat().st_size / 1e3:.0f} kB.")
