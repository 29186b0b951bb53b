"""The SQLite file of a generation alone, or over that of the one it changes, by the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

# What of the generation beneath still counts, in terms of the one above.
_STILL = {
    "files": "path NOT IN (SELECT path FROM main.hidden)",
    "articles": "path NOT IN (SELECT path FROM main.hidden)",
    "passages": "file NOT IN (SELECT file FROM main.hidden_articles)",
    "bands": "file NOT IN (SELECT file FROM main.hidden_articles)",
}
# `every_place` has what an index of SQLite's covers, so that counting reads no passage, and
# `every_date` leaves the texts of articles out of what SQLite hands on.
_VIEWS = {
    "every_file": ("files", "*"),
    "every_article": ("articles", "*"),
    "every_passage": ("passages", "*"),
    "every_place": ("passages", "file, part, retrievable, id"),
    "every_date": ("articles", "date"),
    "every_band": ("bands", "*"),
}


def read_only(path: Path) -> str:
    """The address of a SQLite file that never changes: no locks, and no look for a journal."""
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def lay(connection: sqlite3.Connection, beneath: Path | None) -> None:
    """Define the views `every_file`, `every_article` and so on.

    They show what is in `connection`, and of the file `beneath` what the first does not hide.
    sqlite3.Error where that one can't be read.
    """
    if beneath is not None:
        connection.execute("ATTACH ? AS beneath", (read_only(beneath),))
    for view, (table, columns) in _VIEWS.items():
        parts = [f"SELECT {columns} FROM main.{table}"]
        if beneath is not None:
            parts.append(f"SELECT {columns} FROM beneath.{table} WHERE {_STILL[table]}")
        connection.execute(f"CREATE TEMP VIEW {view} AS {' UNION ALL '.join(parts)}")
