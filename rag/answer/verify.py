"""Every quote is compared, character for character, with the article and the file it cites."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.types import Article, Citation

# Formats whose text is the file itself, so that a quote can be looked up in it directly.
PLAIN_TEXT = (".txt", ".md")


class Check(StrEnum):
    """What came of comparing a quote with what it cites."""

    EXACT = "exact"
    ALTERED = "altered"
    FILE_CHANGED = "file changed"
    FILE_GONE = "file gone"


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation and what came of its check."""

    citation: Citation
    check: Check


def check(citation: Citation, article: Article, folder: Path) -> Checked:
    """Compare a quote with its article, then with its file where the folder is at hand.

    Where the whole folder is elsewhere, the text kept at ingest is what can be checked.
    """
    if article.text[citation.start : citation.end] != citation.quote or not citation.quote:
        return Checked(citation, Check.ALTERED)
    if not folder.is_dir():
        return Checked(citation, Check.EXACT)
    path = _file_of(citation, folder)
    if path is None:
        return Checked(citation, Check.FILE_GONE)
    # An article in a list has a version of its own, which says nothing of the file's other bytes.
    if path == folder / citation.file and not _holds(path, citation, article):
        return Checked(citation, Check.FILE_CHANGED)
    return Checked(citation, Check.EXACT)


def _file_of(citation: Citation, folder: Path) -> Path | None:
    """The cited file; the part after "#" may be an article in a list, or belong to the name."""
    for name in (citation.file, citation.file.rpartition("#")[0]):
        if name and (folder / name).is_file():
            return folder / name
    return None


def _holds(path: Path, citation: Citation, article: Article) -> bool:
    """Whether the file still has the quote in its place, or is byte for byte what was ingested."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if hashlib.sha256(content).hexdigest() == article.version:
        return True
    if path.suffix.lower() not in PLAIN_TEXT:
        return False
    try:
        return content.decode("utf-8")[citation.start : citation.end] == citation.quote
    except UnicodeDecodeError:
        return False


def check_all(
    citations: tuple[Citation, ...], article: Callable[[str], Article], folder: Path
) -> tuple[Checked, ...]:
    """Every citation with its check."""
    return tuple(check(each, article(each.file), folder) for each in citations)
