"""Conversations kept on disk, one file each, for whoever chose to keep them.

A file has two lines of JSON: what it is, so that a list needn't read the rest, and the exchanges.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rag.errors import DatelineError
from ui.conversation import Exchange  # noqa: TC001 - read back from its annotations
from ui.stored import read, written

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
LONGEST_NAME = 120
SUFFIX = ".jsonl"
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says of a kept conversation."""

    id: str
    name: str
    saved: datetime
    questions: int
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class _Exchanges:
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of kept conversations; each reader who signs in has a folder within it."""

    folder: Path

    def save(self, reader: str, kept_id: str, name: str, exchanges: tuple[Exchange, ...]) -> None:
        """Write a conversation; raises DatelineError where that fails."""
        path = self._path(reader, kept_id)
        card = Card(kept_id, name, datetime.now(UTC), len(exchanges))
        lines = (written(card), written(_Exchanges(exchanges)))
        data = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            half = path.with_suffix(".part")
            half.write_text(data, encoding="utf-8")
            half.replace(path)
        except OSError as error:
            raise DatelineError(
                f"The conversation can't be kept in {path.parent}: {error.strerror}."
            ) from None

    def all(self, reader: str) -> tuple[Card, ...]:
        """A reader's conversations, the latest first; files that are none are passed over."""
        found = [_card(path) for path in self._of(reader).glob(f"*{SUFFIX}")]
        return tuple(sorted(filter(None, found), key=lambda each: each.saved, reverse=True))

    def get(self, reader: str, kept_id: str) -> tuple[Card, tuple[Exchange, ...]] | None:
        """One conversation; None where there is none of that id, or none that can be read."""
        if not _ID.fullmatch(kept_id):
            return None
        try:
            lines = self._path(reader, kept_id).read_text(encoding="utf-8").splitlines()
            return read(Card, json.loads(lines[0])), read(
                _Exchanges, json.loads(lines[1])
            ).exchanges
        except (OSError, ValueError):
            return None

    def delete(self, reader: str, kept_id: str) -> None:
        """Remove a conversation; raises DatelineError where that fails."""
        try:
            self._path(reader, kept_id).unlink(missing_ok=True)
        except OSError as error:
            raise DatelineError(f"The conversation can't be deleted: {error.strerror}.") from None

    def _of(self, reader: str) -> Path:
        # A reader's name may hold anything; its hash can't lead out of the folder.
        return self.folder / hashlib.sha256(reader.encode()).hexdigest() if reader else self.folder

    def _path(self, reader: str, kept_id: str) -> Path:
        if not _ID.fullmatch(kept_id):
            raise DatelineError("There is no conversation of that name.")
        return self._of(reader) / f"{kept_id}{SUFFIX}"


def _card(path: Path) -> Card | None:
    try:
        with path.open(encoding="utf-8") as lines:
            return read(Card, json.loads(lines.readline()))
    except (OSError, ValueError):
        return None


def name_of(exchanges: tuple[Exchange, ...]) -> str:
    """What a conversation is called until somebody names it: its first question."""
    return exchanges[0].question.text[:LONGEST_NAME] if exchanges else ""
