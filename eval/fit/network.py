"""The reader as torch trains it, and what is asked of it.

Every word piece of a passage gets the log-odds that the answer starts there, and those that it
ends there; a sentence's score is the logarithm of the sum of its pieces' odds, and a passage's
that of its sentences. Pieces of all of a question's passages compete with each other, so that
scores of different passages can be compared (Clark and Gardner 2018, shared normalisation).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from rag.reading.pairs import PassageSentences, pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer
    from transformers import BertModel

    from eval.fit.groups import LabelledPassage
    from rag.reading.pairs import Pair

MOST_TOKENS = 224
HIDDEN = 128
# About minus the logarithm of a passage's word pieces: no sentence answers to begin with.
FIRST_BIAS = -5.0


class Head(nn.Module):
    """Log-odds of start and end for each piece; the first piece's state shifts a whole passage."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, HIDDEN)
        self.outer = nn.Linear(HIDDEN, 2)
        self.passage = nn.Linear(width, 1)
        nn.init.constant_(self.outer.bias, FIRST_BIAS)

    def forward(self, hidden: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Shape (passages, pieces, width) to start and end, (passages, pieces) each."""
        odds = self.outer(functional.gelu(self.inner(hidden)))
        return odds[..., 0] + self.passage(hidden[:, 0]), odds[..., 1]


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage in word pieces, and where in it the answers are.

    `spans` are first and last piece of the answer in each answering sentence that has one.
    """

    pair: Pair
    answers: tuple[bool, ...]
    spans: tuple[tuple[int, int] | None, ...]


def example(tokenizer: Tokenizer, question: str, passage: LabelledPassage) -> Example:
    """The pair exactly as it is read later, cut at `MOST_TOKENS`."""
    texts = tuple(each.text for each in passage.sentences)
    encoded = pair(tokenizer, question, PassageSentences(passage.title, texts), MOST_TOKENS)
    kept = passage.sentences[: len(encoded.ranges)]
    spans = tuple(
        None if each.span is None else _pieces(each.span, offsets, first)
        for each, offsets, (first, _) in zip(kept, encoded.offsets, encoded.ranges, strict=True)
    )
    return Example(encoded, tuple(each.answers for each in kept), spans)


def _pieces(
    span: tuple[int, int], offsets: list[tuple[int, int]], first: int
) -> tuple[int, int] | None:
    inside = [i for i, (start, end) in enumerate(offsets) if start < span[1] and span[0] < end]
    return (first + inside[0], first + inside[-1]) if inside else None


@dataclass(frozen=True, slots=True)
class Batch:
    """Several questions' passages, padded; index tensors tell whose each word piece is."""

    ids: torch.Tensor
    mask: torch.Tensor
    row: torch.Tensor
    column: torch.Tensor
    sentence: torch.Tensor
    passage: torch.Tensor
    group: torch.Tensor
    sentence_group: torch.Tensor
    sentence_answers: torch.Tensor
    passage_group: torch.Tensor
    passage_answers: torch.Tensor
    starts: torch.Tensor
    ends: torch.Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on another device."""
        return Batch(*(getattr(self, each.name).to(device) for each in fields(self)))


def collate(groups: Sequence[Sequence[Example]]) -> Batch:
    """One batch; `starts` and `ends` are places among the sentences' pieces, in order."""
    flat = [(number, each) for number, group in enumerate(groups) for each in group]
    longest = max(len(each.pair.ids) for _, each in flat)
    ids = torch.zeros(len(flat), longest, dtype=torch.long)
    pieces: list[tuple[int, int, int, int, int]] = []
    sentences: list[tuple[int, bool]] = []
    starts, ends = [], []
    for row, (number, each) in enumerate(flat):
        ids[row, : len(each.pair.ids)] = torch.tensor(each.pair.ids)
        for (first, end), answers, span in zip(
            each.pair.ranges, each.answers, each.spans, strict=True
        ):
            if span is not None:
                starts.append(len(pieces) + span[0] - first)
                ends.append(len(pieces) + span[1] - first)
            pieces += [(row, column, len(sentences), row, number) for column in range(first, end)]
            sentences.append((number, answers))
    row_, column_, sentence, passage, group = torch.tensor(pieces).T
    return Batch(
        ids=ids,
        mask=(ids != 0).long(),
        row=row_,
        column=column_,
        sentence=sentence,
        passage=passage,
        group=group,
        sentence_group=torch.tensor([number for number, _ in sentences]),
        sentence_answers=torch.tensor([answers for _, answers in sentences]),
        passage_group=torch.tensor([number for number, _ in flat]),
        passage_answers=torch.tensor([float(any(each.answers)) for _, each in flat]),
        starts=torch.tensor(starts, dtype=torch.long),
        ends=torch.tensor(ends, dtype=torch.long),
    )


def log_sum(values: torch.Tensor, segment: torch.Tensor, size: int) -> torch.Tensor:
    """Logarithm of the sum of exponentials by segment; about minus infinity where it is empty."""
    highest = values.new_full((size,), -1e4).scatter_reduce(0, segment, values.detach(), "amax")
    total = values.new_zeros(size).scatter_add(0, segment, torch.exp(values - highest[segment]))
    return highest + torch.log(total.clamp_min(1e-30))


def piece_odds(model: BertModel, head: Head, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Start and end of each piece of each sentence, shape (pieces,) each."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        hidden = model(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
    start, end = head(hidden.float())
    return start[batch.row, batch.column], end[batch.row, batch.column]


def sentence_odds(start: torch.Tensor, batch: Batch) -> torch.Tensor:
    """A score for each sentence, in order."""
    return log_sum(start, batch.sentence, len(batch.sentence_group))


@dataclass(frozen=True, slots=True)
class LossWeights:
    """How much each question that is asked of the reader counts."""

    sentence: float = 0.6
    start: float = 0.4
    end: float = 0.2
    binary: float = 0.5
    whole: float = 0.3


def loss_of(
    start: torch.Tensor, end: torch.Tensor, batch: Batch, weights: LossWeights
) -> torch.Tensor:
    """Which sentence, which piece of it, and whether each passage and all of them answer."""
    groups = int(batch.passage_group.max()) + 1
    scores = sentence_odds(start, batch)
    every = log_sum(start, batch.group, groups)
    right = batch.sentence_answers
    loss = start.new_zeros(())
    if bool(right.any()):
        own = batch.sentence_group[right]
        answering = torch.unique(own)
        chosen = log_sum(scores[right], own, groups)
        loss = loss + weights.sentence * (every - chosen)[answering].sum()
    if len(batch.starts):
        own = batch.group[batch.starts]
        answering = torch.unique(own)
        chosen = log_sum(start[batch.starts], own, groups)
        loss = loss + weights.start * (every - chosen)[answering].sum()
        within = log_sum(end, batch.sentence, len(scores))[batch.sentence[batch.ends]]
        loss = loss + weights.end * (within - end[batch.ends]).sum()
    passages = log_sum(start, batch.passage, len(batch.passage_answers))
    shares = 1 / torch.bincount(batch.passage_group)[batch.passage_group]
    binary = functional.binary_cross_entropy_with_logits(
        passages, batch.passage_answers, reduction="none"
    )
    any_answers = torch.zeros_like(every).index_fill(0, batch.sentence_group[right], 1.0)
    whole = functional.binary_cross_entropy_with_logits(every, any_answers, reduction="sum")
    return (loss + weights.binary * (binary * shares).sum() + weights.whole * whole) / groups
