"""Where a suite's index is kept between runs, and when it may not be used again."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import ingest
import rag
from eval.lines import versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.settings import Settings

DEFAULT_ROOT = Path("build") / "eval"
# Settings that the same articles make another index with.
_SHAPING = {"model", "backend", "passage_tokens", "max_file_mb"}
# The code that makes an index, beside all of ingest.
_RAG_ROOMS = ("embedding", "index", "text")


def suite_settings(settings: Settings, root: Path, suite: str) -> Settings:
    """Settings whose index is the suite's own, another one for each way of making it."""
    shaping = settings.model_dump(mode="json", include=_SHAPING)
    digest = hashlib.sha256(json.dumps(shaping, sort_keys=True).encode()).hexdigest()
    return settings.model_copy(update={"index": root / suite / f"index-{digest[:8]}"})


def forget_stale(index: Path) -> None:
    """Remove an index that was made by other code or libraries than are here now.

    A change to how indexes are made would go unmeasured if an old one answered.
    """
    stamp = index.with_name(f"{index.name}.made-by")
    maker = _maker()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == maker:
        return
    if index.is_dir():
        shutil.rmtree(index)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(maker, encoding="utf-8")


def _maker() -> str:
    digest = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
    for path in _code():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _code() -> Iterator[Path]:
    rooms = [Path(room).parent for room in (ingest.__file__, rag.__file__)]
    yield from sorted(rooms[0].rglob("*.py"))
    for name in _RAG_ROOMS:
        yield from sorted((rooms[1] / name).rglob("*.py"))
