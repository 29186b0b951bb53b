"""An embedder that runs on sentence-transformers, for every model that it can load."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers.utils import logging as transformers_logging

from rag.embedding.late_pooling import ReadText, embed_with_late_pooling, unit
from rag.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from rag.embedding.model_folder import ModelFolder
    from rag.embedding.protocol import Matrix, PassageText, PassageVectors, Vector

BATCH = 16
# What a model reads where its own files set no limit, in word pieces.
DEFAULT_TOKENS = 512


class SentenceTransformersEmbedder:
    """Any sentence-transformers model; sentences by late pooling where the model takes means."""

    def __init__(self, folder: ModelFolder, sha256: str) -> None:
        self._model = _load(folder)
        self._late = _takes_means(self._model)
        pooling = "mean" if self._late else "own"
        self._fingerprint = f"{folder.name} {sha256[:8]} float {pooling}"
        self._special = len(self._model.tokenizer("")["input_ids"])
        self._limit = self._model.max_seq_length or DEFAULT_TOKENS

    @property
    def fingerprint(self) -> str:
        """Model, precision and pooling in one line; vectors of different fingerprints don't mix."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._model.get_embedding_dimension() or len(self.embed_query(""))

    @property
    def max_tokens(self) -> int:
        """Word pieces that the model reads, special tokens not counted."""
        return self._limit - self._special

    def count_tokens(self, text: str) -> int:
        """Word pieces of a text, special tokens not counted."""
        return len(
            self._model.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        )

    def embed_query(self, text: str) -> Vector:
        """One unit vector, shape (d,)."""
        return unit(np.asarray(self._model.encode_query(text, show_progress_bar=False), np.float32))

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Vectors in the order of `passages`."""
        return embed_with_late_pooling(self._read, passages, self.dimension)

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[int, ReadText]]:
        order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            yield from zip(batch, self._forward([texts[n] for n in batch]), strict=True)

    def _forward(self, texts: list[str]) -> Iterator[ReadText]:
        if not self._late:
            vectors = self._model.encode_document(texts, batch_size=BATCH, show_progress_bar=False)
            for text, vector in zip(texts, unit(np.asarray(vectors, np.float32)), strict=True):
                yield ReadText(vector, None, np.empty((0, 2), np.int64), len(text))
            return
        outputs = cast(
            "list[dict[str, Any]]",
            self._model.encode(texts, batch_size=BATCH, output_value=None, show_progress_bar=False),
        )
        pieces = self._model.tokenizer(
            texts, truncation=True, max_length=self._limit, return_offsets_mapping=True
        )
        for text, output, offsets in zip(texts, outputs, pieces["offset_mapping"], strict=True):
            yield _read_text(text, output, offsets, cut=len(offsets) >= self._limit)


def _read_text(
    text: str, output: dict[str, Any], offsets: list[tuple[int, int]], *, cut: bool
) -> ReadText:
    seen = output["attention_mask"].bool()
    tokens: Matrix = output["token_embeddings"][seen].float().cpu().numpy()
    vector = unit(output["sentence_embedding"].float().cpu().numpy())
    places = np.asarray(offsets, np.int64)
    # Where the model's own tokenisation differs (a stripped text), positions can't be trusted.
    same = len(places) == len(tokens)
    return ReadText(
        vector, tokens if same else None, places, int(places[:, 1].max()) if cut else len(text)
    )


def _takes_means(model: SentenceTransformer) -> bool:
    match list(model):
        case [Transformer(), Pooling(pooling_mode="mean")]:
            plain = True
        case [Transformer(), Pooling(pooling_mode="mean"), Normalize()]:
            plain = True
        case _:
            plain = False
    return plain and model.tokenizer.is_fast and not model.prompts.get("document")


def _load(folder: ModelFolder) -> SentenceTransformer:
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # not annotated there
    try:
        return SentenceTransformer(
            str(folder.path), local_files_only=True, trust_remote_code=False
        ).eval()
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"embedding model {folder.name}: sentence-transformers can't load {folder.path} "
            f"({reason}); name another in `model`"
        ) from None
