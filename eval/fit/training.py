"""Fits the reader's low-rank adapter and head on top of the installed MiniLM."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from rag.reading.pairs import PassageSentences, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tokenizers import Tokenizer
    from transformers import BertModel

    from eval.fit.examples import Group, LabelledPassage
    from rag.reading.pairs import Pair

MOST_TOKENS = 224


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one run of training is made of."""

    seed: int = 20200103
    rank: int = 32
    rate: float = 6e-4
    questions_a_batch: int = 8
    warm_up: float = 0.06
    frozen_layers: int = 2
    binary_weight: float = 0.5


class LowRank(nn.Module):
    """A frozen linear layer plus a trained product of two thin matrices (LoRA, Hu et al. 2021)."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The frozen layer's output and the adapter's."""
        return self.base(x) + functional.linear(functional.linear(x, self.down), self.up)


class Head(nn.Module):
    """Scores a sentence from the mean of its tokens beside the whole pair's first token."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(2 * width, 128)
        self.outer = nn.Linear(128, 1)

    def forward(self, sentences: torch.Tensor) -> torch.Tensor:
        """Shape (sentences, 2 width) to (sentences,)."""
        return self.outer(functional.gelu(self.inner(sentences))).squeeze(-1)


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage as the reader takes them, and which sentences answer."""

    pair: Pair
    answers: tuple[bool, ...]


def example(tokenizer: Tokenizer, question: str, passage: LabelledPassage) -> Example:
    """The pair exactly as it is read later, cut at `MOST_TOKENS`."""
    read = PassageSentences(passage.title, passage.sentences)
    encoded = pair(tokenizer, question, read, MOST_TOKENS)
    return Example(encoded, passage.answers[: len(encoded.ranges)])


def add_adapters(model: BertModel, rank: int, frozen_layers: int) -> None:
    """Put a low-rank adapter on each linear layer above the frozen ones; all else is frozen."""
    model.requires_grad_(False)
    for layer in model.encoder.layer[frozen_layers:]:
        own = layer.attention.self
        own.query, own.key, own.value = (
            LowRank(each, rank) for each in (own.query, own.key, own.value)
        )
        layer.attention.output.dense = LowRank(layer.attention.output.dense, rank)
        layer.intermediate.dense = LowRank(layer.intermediate.dense, rank)
        layer.output.dense = LowRank(layer.output.dense, rank)


def batches(
    groups: Sequence[list[Example]], size: int, chance: random.Random
) -> Iterator[list[list[Example]]]:
    """Batches of questions of like length, in random order."""
    order = list(range(len(groups)))
    chance.shuffle(order)
    bucket = size * 32
    found = []
    for start in range(0, len(order), bucket):
        some = sorted(
            order[start : start + bucket], key=lambda i: max(len(e.pair.ids) for e in groups[i])
        )
        found += [some[i : i + size] for i in range(0, len(some), size)]
    chance.shuffle(found)
    for some in found:
        yield [groups[i] for i in some]


def sentence_scores(model: BertModel, head: Head, encoded: Sequence[Example]) -> list[torch.Tensor]:
    """Scores of every pair's sentences, one tensor a pair."""
    longest = max(len(each.pair.ids) for each in encoded)
    ids = torch.tensor([each.pair.ids + [0] * (longest - len(each.pair.ids)) for each in encoded])
    hidden = model(input_ids=ids, attention_mask=(ids != 0).long()).last_hidden_state
    return [
        head(
            torch.stack(
                [torch.cat([hidden[row, a:b].mean(0), hidden[row, 0]]) for a, b in each.pair.ranges]
            )
        )
        for row, each in enumerate(encoded)
    ]


def group_loss(
    scores: Sequence[torch.Tensor], group: Sequence[Example], binary_weight: float
) -> torch.Tensor:
    """Softmax over all of a question's sentences, and whether each passage answers at all."""
    every = torch.cat(list(scores))
    right = torch.tensor([answer for each in group for answer in each.answers])
    loss = torch.zeros(())
    if bool(right.any()):
        loss = torch.logsumexp(every, 0) - torch.logsumexp(every[right], 0)
    for score, each in zip(scores, group, strict=True):
        target = torch.tensor(float(any(each.answers)))
        loss = loss + binary_weight / len(group) * functional.binary_cross_entropy_with_logits(
            torch.logsumexp(score, 0), target
        )
    return loss


def fit(
    model: BertModel,
    tokenizer: Tokenizer,
    groups: Sequence[Group],
    recipe: Recipe,
    progress: Callable[[int, int, float], None],
) -> Head:
    """Train adapters in place and return the head; `progress` gets step, steps and mean loss."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    add_adapters(model, recipe.rank, recipe.frozen_layers)
    head = Head(model.config.hidden_size)
    encoded = [
        [example(tokenizer, group.question, passage) for passage in group.passages]
        for group in groups
    ]
    encoded = [group for group in encoded if all(each.answers for each in group)]
    adapters = [value for value in model.parameters() if value.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": adapters}, {"params": list(head.parameters())}], lr=recipe.rate
    )
    steps = -(-len(encoded) // recipe.questions_a_batch)
    warm = max(1, round(steps * recipe.warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, (steps - step) / max(1, steps - warm))
    )
    model.train()
    mean = 0.0
    for step, batch in enumerate(batches(encoded, recipe.questions_a_batch, chance), start=1):
        pairs = [each for group in batch for each in group]
        scores = iter(sentence_scores(model, head, pairs))
        losses = [
            group_loss([next(scores) for _ in group], group, recipe.binary_weight)
            for group in batch
        ]
        loss = torch.stack(losses).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*adapters, *head.parameters()], 1.0)
        optimiser.step()
        schedule.step()
        now = float(loss.detach())
        mean = now if step == 1 else 0.98 * mean + 0.02 * now
        progress(step, steps, mean)
    model.eval()
    return head
