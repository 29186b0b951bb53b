"""What may be uploaded, and under which name it is kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ingest.scan import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.texts import Texts

MOST_FILES = 100
LONGEST_NAME = 120
_MEGABYTE = 1024 * 1024
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')
# Names that Windows keeps for itself.
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came from a browser, under the name it had there."""

    name: str
    path: Path


def checked_uploads(
    uploads: Sequence[Upload], most_mb: int, texts: Texts
) -> tuple[list[Upload], tuple[str, ...]]:
    """The uploads that are taken, and a line for each that is not."""
    if len(uploads) > MOST_FILES:
        return [], (texts.add_too_many.format(n=len(uploads), most=MOST_FILES),)
    taken, refused = [], []
    for upload in uploads:
        if Path(upload.name).suffix.lower() not in SUFFIXES:
            refused.append(texts.add_kind.format(file=upload.name, kinds=kinds()))
        elif upload.path.stat().st_size > most_mb * _MEGABYTE:
            refused.append(texts.add_too_large.format(file=upload.name, most=most_mb))
        else:
            taken.append(upload)
    return taken, tuple(refused)


def kinds() -> str:
    """The suffixes of files that are read."""
    return " ".join(sorted(SUFFIXES))


def safe_name(name: str) -> str:
    """A name that lies in the folder it is put in, isn't hidden, and shows itself as it is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    cleaned = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", last)).strip(" .")
    cleaned = _RESERVED.sub(r"_\g<0>", cleaned) or "article"
    stem, suffix = Path(cleaned).stem, Path(cleaned).suffix
    return stem[: LONGEST_NAME - len(suffix)] + suffix


def free_path(folder: Path, name: str) -> Path:
    """A path in the folder that nothing is at yet: the name, else with a number."""
    path = folder / name
    number = 2
    while path.exists():
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path
