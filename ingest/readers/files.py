"""A file as its articles, whatever its format."""

from __future__ import annotations

import hashlib
import logging
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ingest.readers.draft import Draft, article
from ingest.readers.encoding import decode
from ingest.report import Failure
from rag.errors import ArticleUnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.settings import Settings
    from rag.types import Article

_log = logging.getLogger(__name__)
_MEGABYTE = 1_000_000


def read_articles(
    path: Path, file: str, settings: Settings
) -> tuple[Sequence[Article], Sequence[Failure]]:
    """The articles in a file, and what in it could not be made one, each with a line that says why.

    `file` is the name that the article goes by; its suffix names the format. Text of a .txt or .md
    file is kept character for character. Nothing is raised for a file that can't be read: it is
    one of the failures.
    """
    try:
        return _read(_bytes(path, settings), file)
    except ArticleUnreadableError as error:
        return (), (Failure(file, f"{file!r} {error}"),)


def _bytes(path: Path, settings: Settings) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ArticleUnreadableError("is a folder that can't be opened; check its permissions")
        if status.st_size > settings.max_file_mb * _MEGABYTE:
            raise ArticleUnreadableError(
                f"has {status.st_size / _MEGABYTE:.0f} MB, more than the setting max_file_mb ="
                f" {settings.max_file_mb} allows; raise that, or split the file"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArticleUnreadableError(
            "is gone, or has a name that is not valid Unicode; rename it"
        ) from error
    except OSError as error:
        raise ArticleUnreadableError(f"can't be opened ({error.strerror})") from error


def _read(data: bytes, file: str) -> tuple[Sequence[Article], Sequence[Failure]]:
    version = hashlib.sha256(data).hexdigest()
    suffix = PurePosixPath(file).suffix.lower()
    if not data.strip():
        raise ArticleUnreadableError("is empty; fill it, or remove it")
    if suffix in (".json", ".jsonl"):
        from ingest.readers.records import read_json, read_json_lines

        text = _text(data, file)
        if suffix == ".json":
            return read_json(text, file, version)
        return read_json_lines(text, file)
    return (article(_draft(data, file, suffix), file, version),), ()


def _draft(data: bytes, file: str, suffix: str) -> Draft:
    """The draft by the reader of a format; each is loaded when its first file comes."""
    match suffix:
        case ".pdf":
            from ingest.readers import pdf

            return pdf.read(data)
        case ".docx":
            from ingest.readers import docx

            return docx.read(data)
        case ".html" | ".htm":
            from ingest.readers import html

            return html.read(_text(data, file, html.declared_charset(data)))
        case ".md":
            from ingest.readers import markdown

            return markdown.read(_text(data, file))
        case ".txt":
            return Draft(_text(data, file))
        case _:
            raise ArticleUnreadableError(f"is of a format ({suffix}) that is not read")


def _text(data: bytes, file: str, declared: str | None = None) -> str:
    decoded = decode(data, declared)
    if decoded.found and decoded.found != declared:
        _log.warning("%r is not UTF-8: read as %s", file, decoded.found)
    return decoded.text
