"""One run of training: MiniLM becomes the reader."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch
from torch import nn

from eval.fit.network import Head, LossWeights, collate, example, loss_of, piece_odds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer
    from transformers import BertModel

    from eval.fit.examples import Examples
    from eval.fit.network import Example


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one run of training is made of."""

    seed: int = 20200103
    epochs: int = 3
    rate: float = 1.2e-4
    head_rate: float = 1e-3
    questions_a_batch: int = 10
    warm_up: float = 0.05
    frozen_layers: int = 1
    weight_decay: float = 0.01
    loss: LossWeights = field(default_factory=LossWeights)


def prepare(model: BertModel, frozen_layers: int) -> list[nn.Parameter]:
    """The weights that are trained: those of the upper layers; nothing is dropped out.

    Drawing random numbers for dropout takes a third of the time on a CPU.
    """
    model.requires_grad_(False)
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    trained = model.encoder.layer[frozen_layers:]
    trained.requires_grad_(True)
    return list(trained.parameters())


def batches(
    groups: Sequence[list[Example]], size: int, chance: random.Random
) -> Iterator[list[list[Example]]]:
    """Batches of questions of like length, in random order."""
    order = list(range(len(groups)))
    chance.shuffle(order)
    bucket = size * 40
    found = []
    for start in range(0, len(order), bucket):
        some = sorted(
            order[start : start + bucket], key=lambda i: max(len(e.pair.ids) for e in groups[i])
        )
        found += [some[i : i + size] for i in range(0, len(some), size)]
    chance.shuffle(found)
    for some in found:
        yield [groups[i] for i in some]


def fit(
    model: BertModel,
    tokenizer: Tokenizer,
    examples: Examples,
    recipe: Recipe,
    progress: Callable[[int, int, float], None],
    checkpoint: Path | None = None,
) -> Head:
    """Train the model in place and return the head; `progress` gets step, steps and mean loss.

    With a `checkpoint`, every epoch's end is kept there, and a run that was stopped goes on from
    the last one.
    """
    torch.manual_seed(recipe.seed)
    encoder = prepare(model, recipe.frozen_layers)
    head = Head(model.config.hidden_size).to(model.device)
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": recipe.rate},
            {"params": list(head.parameters()), "lr": recipe.head_rate},
        ],
        weight_decay=recipe.weight_decay,
    )
    full_rates = (recipe.rate, recipe.head_rate)
    steps = [-(-each // recipe.questions_a_batch) for each in examples.sizes(recipe.epochs)]
    mean = 0.0
    model.train()
    done = _resumed(checkpoint, model, head, optimiser) if checkpoint else 0
    step = sum(steps[:done])
    for epoch in range(done, recipe.epochs):
        groups = [
            [example(tokenizer, group.question, passage) for passage in group.passages]
            for group in examples.epoch(epoch)
        ]
        groups = [group for group in groups if all(each.answers for each in group)]
        chance = random.Random(f"{recipe.seed} {epoch}")
        for some in batches(groups, recipe.questions_a_batch, chance):
            batch = collate(some).to(model.device)
            start, end = piece_odds(model, head, batch)
            loss = loss_of(start, end, batch, recipe.loss)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_([*encoder, *head.parameters()], 1.0)
            share = rate_at(step, steps, recipe.warm_up)
            for group, full in zip(optimiser.param_groups, full_rates, strict=True):
                group["lr"] = share * full
            optimiser.step()
            step += 1
            now = float(loss.detach())
            mean = 0.98 * mean + 0.02 * now if mean else now
            progress(step, sum(steps), mean)
        if checkpoint:
            _keep(checkpoint, model, head, optimiser, epoch + 1)
    model.train(False)
    return head


def _keep(
    path: Path, model: BertModel, head: Head, optimiser: torch.optim.Optimizer, done: int
) -> None:
    state = {
        "model": model.state_dict(),
        "head": head.state_dict(),
        "optimiser": optimiser.state_dict(),
        "done": done,
    }
    part = path.with_name(f"{path.name}.part")
    torch.save(state, part)
    part.replace(path)


def _resumed(path: Path, model: BertModel, head: Head, optimiser: torch.optim.Optimizer) -> int:
    """Epochs done, with everything as it was at the end of the last of them."""
    if not path.is_file():
        return 0
    state = torch.load(path, map_location=model.device, weights_only=True)
    model.load_state_dict(state["model"])
    head.load_state_dict(state["head"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["done"])


def rate_at(step: int, steps: Sequence[int], warm_up: float) -> float:
    """Share of the full rate: up in a straight line, level, from the second epoch down to zero."""
    first, total = steps[0], sum(steps)
    if len(steps) == 1:
        first = 0
    rising = (step + 1) / max(1, round(steps[0] * warm_up))
    falling = (total - step) / max(1, total - first)
    return max(0.0, min(1.0, rising, falling))
