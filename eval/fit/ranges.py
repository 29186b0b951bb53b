"""How far an encoder's values reach while it reads the invented stories."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from eval.fit.rehearsal import Rehearsal
from eval.stories.story import held_out
from rag.embedding.bert_graph import ATTENDED, FloatProducts, encoded, inputs
from rag.embedding.openvino_runtime import ops, ov
from rag.reading.pairs import PassageSentences, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from eval.fit.groups import Group
    from eval.stories.story import Story
    from rag.embedding.bert_folder import BertShape
    from rag.embedding.bert_graph import Weights

SEED = 0
# Questions, each with the passages beside it.
QUESTIONS = 600


class WatchedProducts(FloatProducts):
    """Products of the weights as they are; remembers what goes into each of them."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self.inputs: dict[str, ov.Node] = {}

    def _product(self, name: str, values: ov.Node) -> ov.Node:
        # Key and value have the query's input.
        if not name.endswith(ATTENDED[1:]):
            self.inputs[name] = values
        return super()._product(name, values)


def largest_seen(
    weights: Weights,
    shape: BertShape,
    texts: Iterable[Sequence[int]],
    seen: Callable[[], None] = lambda: None,
) -> dict[str, NDArray[np.float32]]:
    """The largest value of every channel, either sign, over texts given as word-piece ids."""
    ids, mask = inputs()
    watched = WatchedProducts(weights)
    encoded(weights, shape, ids, mask, watched)
    places = ops.constant([0, 1], np.int32)
    tops = [ops.result(ops.reduce_max(ops.abs(each), places)) for each in watched.inputs.values()]
    model = ov.Core().compile_model(
        ov.Model(tops, [ids, mask], "watched"), "CPU", {"INFERENCE_PRECISION_HINT": "f32"}
    )
    largest: dict[str, NDArray[np.float32]] = {}
    for text in texts:
        row = np.array([text], np.int32)
        found = model.create_infer_request().infer([row, np.ones_like(row)])
        for number, name in enumerate(watched.inputs):
            largest[name] = np.maximum(found[number], largest.get(name, 0))
        seen()
    return largest


def groups(stories: Sequence[Story], count: int = QUESTIONS) -> list[Group]:
    """Questions of the stories that readers are fitted on, drawn from a seed."""
    chance = random.Random(SEED)
    drawn = Rehearsal([each for each in stories if not held_out(each)]).draw(chance)
    chance.shuffle(drawn)
    return drawn[:count]


def embedded_texts(drawn: Sequence[Group], tokenizer: Tokenizer) -> list[list[int]]:
    """Passages and questions as an embedder reads them."""
    texts = [each.text for group in drawn for each in group.passages]
    return [tokenizer.encode(text).ids for text in (*texts, *(each.question for each in drawn))]


def read_pairs(drawn: Sequence[Group], tokenizer: Tokenizer) -> list[list[int]]:
    """Questions beside passages as the reader reads them."""
    return [
        pair(
            tokenizer,
            group.question,
            PassageSentences(passage.title, tuple(each.text for each in passage.sentences)),
        ).ids
        for group in drawn
        for passage in group.passages
    ]
