"""Where things lie in an index folder, and what a generation's manifest says."""

from __future__ import annotations

import json
import os
import re
import shlex
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from rag.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path

# Counted up when an older index can no longer be read, or its passages would come out otherwise.
FORMAT = 3

CURRENT = "CURRENT"
DAMAGED = "DAMAGED"
CACHE = "embeddings.sqlite"
LOCK = "lock"
OWNER = "lock.owner"
READERS = "readers"
GENERATIONS = "generations"

MANIFEST = "manifest.json"
ARTICLES = "articles.sqlite"
VECTORS = "chroma"
LEXICAL = "lexical"

_NAME = re.compile(r"[0-9a-z-]+")

# Every opener changes Chroma's SQLite file a little, so its size says nothing.
_CHANGED_BY_READERS = frozenset({f"{VECTORS}/chroma.sqlite3"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from and with, and how much it holds.

    `model` and `backend` are the settings that gave the embedder of this `fingerprint`.
    `retrievable` counts the passages that can be found, `deleted` those removed since the indexes
    were last built from nothing. `files` has each file's size in bytes.

    `base` is the generation that this one changes, itself without a base; None for one that holds
    everything. `hidden` counts the passages of the base that no longer count, and `changes` all
    passages that were added or removed since the base.
    """

    generation: str
    fingerprint: str
    model: str
    backend: str
    passage_tokens: int
    folder: str
    articles: int
    passages: int
    retrievable: int
    since: str | None
    until: str | None
    undated: int
    deleted: int
    base: str | None
    hidden: int
    changes: int
    files: dict[str, int]
    format: int = FORMAT


def generation_folder(index: Path, generation: str) -> Path:
    """The folder of a generation."""
    return index / GENERATIONS / generation


def article_files(index: Path, manifest: Manifest) -> tuple[Path, Path | None]:
    """A generation's file of articles, and that of the generation it changes."""
    base = manifest.base and generation_folder(index, manifest.base) / ARTICLES
    return generation_folder(index, manifest.generation) / ARTICLES, base or None


def current_generation(index: Path) -> str | None:
    """The name of the published generation; None where there is none. Costs one small read."""
    try:
        name = (index / CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(index, f"{index / CURRENT} can't be read ({error})") from error
    if not _NAME.fullmatch(name):
        raise damaged(index, f"{index / CURRENT} names no generation")
    return name


def set_current(index: Path, generation: str) -> None:
    """Publish a generation: from one moment to the next, every new reader opens it."""
    fresh = index / f"{CURRENT}.new"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(f"{generation}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(index / CURRENT)
    sync_folder(index)


def sync_folder(folder: Path) -> None:
    """Have the system write a folder's entries to disk, where it can do that for folders."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows, which has no such thing
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sizes(folder: Path) -> dict[str, int]:
    """The files that make up a generation, by their path in it with "/", with their sizes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.name.startswith(".") and name != MANIFEST:
            found[name] = path.stat().st_size
    return found


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a generation's manifest."""
    text = json.dumps(asdict(manifest), indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(index: Path, generation: str) -> Manifest:
    """The manifest of a generation, all of whose files are there.

    Those of its base too. Raises IndexDamagedError where it or one of the files is missing, cut
    short or of another version of Dateline.
    """
    folder = generation_folder(index, generation)
    try:
        stored = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(index, f"its generation {generation} has no readable manifest") from error
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise damaged(index, "it was built by another version of Dateline")
    try:
        manifest = Manifest(**stored)
    except TypeError as error:
        raise damaged(index, f"the manifest of its generation {generation} is wrong") from error
    for name, size in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise damaged(index, f"{path} is missing", manifest.folder)
        if name not in _CHANGED_BY_READERS and path.stat().st_size != size:
            raise damaged(index, f"{path} is not whole", manifest.folder)
    if _is_marked(index, generation):
        raise damaged(index, f"its generation {generation} can't be read", manifest.folder)
    if manifest.base is not None:
        read_manifest(index, manifest.base)
    return manifest


def base_of(index: Path, generation: str) -> str | None:
    """The generation that another one changes; None where there is none, or no manifest."""
    try:
        stored = json.loads((generation_folder(index, generation) / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    base = stored.get("base") if isinstance(stored, dict) else None
    return base if isinstance(base, str) else None


def day(text: str | None) -> date | None:
    """A date of a manifest."""
    return date.fromisoformat(text) if text else None


def ingest_command(index: Path, folder: str | None = None, *flags: str) -> str:
    """What to type to build the index again."""
    source = shlex.quote(folder) if folder else "FOLDER"
    return " ".join(["python -m ingest", source, "--index", shlex.quote(str(index)), *flags])


def damaged(index: Path, what: str, folder: str | None = None) -> IndexDamagedError:
    """The error for an index that can't be read, with what to do about it."""
    return IndexDamagedError(
        f"The index {index} is damaged: {what}. Rebuild it with: {ingest_command(index, folder)}"
    )


def mark_damaged(index: Path, generation: str) -> None:
    """Leave word for the next ingest that this generation looks whole, but can't be read."""
    (index / DAMAGED).write_text(f"{generation}\n", encoding="utf-8")


def _is_marked(index: Path, generation: str) -> bool:
    try:
        return (index / DAMAGED).read_text(encoding="utf-8").strip() == generation
    except (OSError, UnicodeDecodeError):
        return False
