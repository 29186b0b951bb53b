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

    from tokenizers import Tokenizer
    from transformers import BertModel

    from eval.fit.examples import Examples
    from eval.fit.network import Example


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one run of training is made of."""

    seed: int = 20200103
    epochs: int = 2
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
) -> Head:
    """Train the model in place and return the head; `progress` gets step, steps and mean loss."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    encoder = prepare(model, recipe.frozen_layers)
    head = Head(model.config.hidden_size).to(model.device)
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": recipe.rate},
            {"params": list(head.parameters()), "lr": recipe.head_rate},
        ],
        weight_decay=recipe.weight_decay,
    )
    steps, schedule, step, mean = 0, None, 0, 0.0
    model.train()
    for epoch in range(recipe.epochs):
        groups = [
            [example(tokenizer, group.question, passage) for passage in group.passages]
            for group in examples.epoch(epoch)
        ]
        groups = [group for group in groups if all(each.answers for each in group)]
        if schedule is None:
            steps = recipe.epochs * -(-len(groups) // recipe.questions_a_batch)
            schedule = _schedule(optimiser, steps, recipe.warm_up)
        for some in batches(groups, recipe.questions_a_batch, chance):
            batch = collate(some).to(model.device)
            start, end = piece_odds(model, head, batch)
            loss = loss_of(start, end, batch, recipe.loss)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_([*encoder, *head.parameters()], 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            now = float(loss.detach())
            mean = now if step == 1 else 0.98 * mean + 0.02 * now
            progress(step, steps, mean)
    model.train(False)
    return head


def _schedule(
    optimiser: torch.optim.Optimizer, steps: int, warm_up: float
) -> torch.optim.lr_scheduler.LambdaLR:
    """Up in a straight line, then down to zero."""
    warm = max(1, round(steps * warm_up))
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: max(0.0, min((step + 1) / warm, (steps - step) / max(1, steps - warm))),
    )
