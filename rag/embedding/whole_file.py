"""Files that other processes see whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, *parts: bytes) -> None:
    """Write the parts one after the other and put the file in its place; OSError where not."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            for part in parts:
                opened.write(part)
        temporary.replace(file)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
