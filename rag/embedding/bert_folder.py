"""What a folder of a sentence-transformers model says about how it is to be run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from rag.embedding.model_folder import ModelFolder


class NotCompilableError(Exception):
    """The model is of a kind that only sentence-transformers runs; the message says which."""


@dataclass(frozen=True, slots=True)
class BertShape:
    """What the encoder's graph needs to know beyond its weights; `epsilon` is of its norms."""

    layers: int
    heads: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class BertFolder:
    """A BERT encoder with mean pooling; `limit` is its word pieces with the two special ones."""

    weights: Path
    tokenizer: Path
    shape: BertShape
    limit: int
    pad: int


def read_bert_folder(folder: ModelFolder) -> BertFolder:
    """The model's own settings; NotCompilableError for another architecture or pooling."""
    try:
        config = _read(folder.path / "config.json")
        reader = _read(folder.path / "sentence_bert_config.json")
        modules = [
            (str(module["type"]).rsplit(".", 1)[-1], folder.path / str(module["path"]))
            for module in _read(folder.path / "modules.json")
        ]
        _require(config["model_type"] == "bert", "it is no BERT model")
        _require(config.get("hidden_act") == "gelu", "its activation is not GELU")
        _require(
            config.get("position_embedding_type", "absolute") == "absolute",
            "its positions are relative",
        )
        _require(not reader.get("do_lower_case"), "its text is changed before it is split")
        _require(not _prompts(folder.path), "it puts a prompt before each text")
        _require(_takes_means(modules), "its pooling is not the mean of the tokens")
        limit = int(reader["max_seq_length"])
        _require(limit <= config["max_position_embeddings"], "its length limit is beyond its table")
        _require(
            [file.name for file in folder.weights] == ["model.safetensors"],
            "its weights are not in one model.safetensors",
        )
        _require((folder.path / "tokenizer.json").is_file(), "it has no tokenizer.json")
        return BertFolder(
            weights=folder.weights[0],
            tokenizer=folder.path / "tokenizer.json",
            shape=BertShape(
                layers=int(config["num_hidden_layers"]),
                heads=int(config["num_attention_heads"]),
                epsilon=float(config["layer_norm_eps"]),
            ),
            limit=limit,
            pad=int(config.get("pad_token_id", 0)),
        )
    except FileNotFoundError as error:
        raise NotCompilableError(f"it has no {error.filename}") from None
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise NotCompilableError(f"its settings can't be read ({error!r})") from None


def _read(file: Path) -> Any:  # noqa: ANN401 - what the model's makers wrote there
    return json.loads(file.read_text(encoding="utf-8"))


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotCompilableError(otherwise)


def _prompts(path: Path) -> bool:
    file = path / "config_sentence_transformers.json"
    if not file.is_file():
        return False
    prompts = _read(file).get("prompts") or {}
    return any(prompts.values())


def _takes_means(modules: list[tuple[str, Path]]) -> bool:
    kinds = [kind for kind, _ in modules]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return False
    pooling = _read(modules[1][1] / "config.json")
    if "pooling_mode" in pooling:
        return bool(pooling["pooling_mode"] == "mean")
    modes = {
        name for name, on in pooling.items() if name.startswith("pooling_mode_") and on is True
    }
    return modes == {"pooling_mode_mean_tokens"}
