"""Writing what a run leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import SuiteError

if TYPE_CHECKING:
    from pathlib import Path


def write_file(path: Path, text: str) -> None:
    """Write a file and the folders above it; raises SuiteError where that can't be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SuiteError(
            f"{path}: results can't be written there ({error.strerror}); name another file"
        ) from None
