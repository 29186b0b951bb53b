"""`python -m eval fit`: the reader's adapter, made anew from the public question sets."""

from __future__ import annotations

import ctypes
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.fit.examples import Examples
from eval.fit.held_out import clapnq, measure, squad_test
from eval.fit.rehearsal import Rehearsal
from eval.fit.sources import qamr, selqa, squad
from eval.stories.story import held_out, read_stories
from rag.errors import DatelineError
from rag.reading.adapter import ADAPTER, HEAD, low_rank

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from rich.progress import Progress

    from eval.fit.held_out import Measured
    from eval.fit.training import Recipe
    from eval.stories.story import Story

    Tensors = dict[str, NDArray[np.float32]]

app = typer.Typer(add_completion=False)
RANK = 64
# Parameters of glibc's mallopt(3), and a size above everything that training frees at once.
M_TRIM_THRESHOLD, M_MMAP_MAX, LARGE = -1, -4, (1 << 31) - 1

DataOption = Annotated[Path, typer.Option("--data", help="Folder of the public question sets.")]
OutOption = Annotated[Path, typer.Option("--out", help="Where the adapter is written.")]
EpochsOption = Annotated[int, typer.Option("--epochs", min=1, help="Passes over the questions.")]
CheckpointOption = Annotated[
    Path | None,
    typer.Option(
        "--checkpoint", help="Kept after each pass; a run that was stopped goes on there."
    ),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=10, help="Only so many questions of each set.")
]


@app.command()
def fit(
    data: DataOption,
    out: OutOption = ADAPTER,
    epochs: EpochsOption = 3,
    limit: LimitOption = None,
    checkpoint: CheckpointOption = None,
) -> None:
    """Fit the reader on DATA/train and the invented stories; measure it on held-out questions."""
    try:
        examples = _examples(data / "train", limit)
    except OSError as error:
        print(f"The question sets can't be read: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    # OpenVINO comes with these; --help and a wrong folder need none of it.
    from eval.fit.ranges import QUESTIONS, groups
    from eval.fit.ranges_command import write_reader_ranges
    from eval.fit.training import Recipe

    try:
        tensors = _fitted(examples, Recipe(epochs=epochs), checkpoint)
    except DatelineError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    _write(tensors, out)
    print(f"Wrote {out}, {out.stat().st_size / 1e6:.1f} MB.")
    write_reader_ranges(out, groups(_stories(limit), limit or QUESTIONS))
    for measured in _measured(data, out, limit):
        print(line(measured))


def line(measured: Measured) -> str:
    """Held-out figures of one set in a line."""
    return (
        f"{measured.name}: right sentence {measured.right:.3f} of {measured.answerable} questions; "
        f"answerable or not, AUC {measured.auc:.3f} ({measured.unanswerable} unanswerable)"
    )


def _examples(train: Path, limit: int | None) -> Examples:
    from eval.fit.training import Recipe

    asked = [*squad(train)[:limit], *selqa(train)[:limit]]
    return Examples(asked, qamr(train)[:limit], Recipe().seed, Rehearsal(_stories(limit)))


def _stories(limit: int | None) -> list[Story]:
    return [each for each in read_stories() if not held_out(each)][:limit]


def _fitted(examples: Examples, recipe: Recipe, checkpoint: Path | None = None) -> Tensors:
    """Train, and give the adapter's tensors."""
    import torch
    from rich.progress import Progress, TextColumn, TimeRemainingColumn
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer
    from transformers import BertModel

    from eval.fit.training import fit as train
    from rag.embedding.model_folder import find_model
    from rag.settings import BUNDLED_MODEL

    keep_freed_memory()
    folder = find_model(BUNDLED_MODEL)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    # On a CPU the plain attention trains a third faster than the fused one.
    model: BertModel = BertModel.from_pretrained(
        str(folder.path), attn_implementation="eager", add_pooling_layer=False
    )
    model.to(torch.device(device))  # type: ignore[arg-type]  # transformers wraps the method untyped
    tokenizer = Tokenizer.from_file(str(folder.path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    more = (TimeRemainingColumn(), TextColumn("{task.fields[loss]}"))
    with Progress(*Progress.get_default_columns()[:3], *more) as progress:
        head = train(model, tokenizer, examples, recipe, _shown(progress), checkpoint)
    before = load_file(folder.weights[0])
    after = {
        name: value.detach().float().cpu().numpy()
        for name, value in model.state_dict().items()
        if name in before and before[name].dtype.kind == "f"
    }
    return low_rank(before, after, RANK) | {
        HEAD + name: value.detach().cpu().half().numpy()
        for name, value in head.state_dict().items()
    }


def _shown(progress: Progress) -> Callable[[int, int, float], None]:
    task = progress.add_task("Fitting", total=None, loss="")

    def show(step: int, steps: int, loss: float) -> None:
        progress.update(task, completed=step, total=steps, loss=f"loss {loss:.3f}")

    return show


def keep_freed_memory() -> None:
    """Have glibc keep what is freed: giving it back at every step costs half of the time."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(M_MMAP_MAX, 0)
            libc.mallopt(M_TRIM_THRESHOLD, LARGE)


def _write(tensors: Tensors, out: Path) -> None:
    from safetensors.numpy import save

    from rag.embedding.whole_file import write_whole

    write_whole(out, save(tensors))


def _measured(data: Path, adapter: Path, limit: int | None) -> list[Measured]:
    from platformdirs import user_cache_path
    from rich.progress import Progress

    from rag.reading.load import compiled_reader

    reader = compiled_reader(user_cache_path("dateline", appauthor=False), adapter)
    sets = {"SQuAD 2.0, held out": squad_test(data), "CLAP NQ": clapnq(data)}
    with Progress() as progress:
        task = progress.add_task(
            "Measuring", total=sum(len(each[:limit]) for each in sets.values())
        )
        return [
            measure(name, questions[:limit], reader, partial(progress.advance, task))
            for name, questions in sets.items()
        ]
