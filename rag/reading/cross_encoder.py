"""A sentence-transformers cross-encoder of the user's own as the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import ModelError
from rag.reading.protocol import SentenceReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import CrossEncoder

    from rag.reading.pairs import PassageSentences


class CrossEncoderReader:
    """Scores each sentence behind its title and the sentence before it; one pass a sentence."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def read(
        self, question: str, passages: Sequence[PassageSentences]
    ) -> list[tuple[SentenceReading, ...]]:
        """One tuple a passage, one reading a sentence, in order."""
        pairs = [
            (question, in_context(passage, place))
            for passage in passages
            for place in range(len(passage.sentences))
        ]
        if not pairs:
            return [() for _ in passages]
        from torch import nn

        odds = iter(self._model.predict(pairs, activation_fn=nn.Identity()).tolist())
        return [
            tuple(SentenceReading(float(next(odds))) for _ in passage.sentences)
            for passage in passages
        ]


def in_context(passage: PassageSentences, place: int) -> str:
    """A sentence behind its title and the sentence before it."""
    before = passage.sentences[max(0, place - 1) : place + 1]
    return " ".join([f"{passage.title}.", *before] if passage.title else before)


def load_cross_encoder(name: str) -> CrossEncoderReader:
    """A cross-encoder by name or folder; raises ModelError where it can't be loaded."""
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name, trust_remote_code=False)
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(
            f"The reader {name} can't be loaded: {reason} Set reader to auto, none or a "
            "cross-encoder's folder."
        ) from error
    if model.num_labels != 1:
        raise ModelError(
            f"The reader {name} gives {model.num_labels} scores a pair; name one that gives one."
        )
    return CrossEncoderReader(model)
