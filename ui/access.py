"""Who may open the page: everyone on this machine, and elsewhere whoever has a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bcrypt

from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
# What bcrypt reads of a password, in bytes.
MOST_BYTES = 72
# Somebody without a name here waits as long as somebody with one.
_NOBODY = bcrypt.hashpw(b"nobody", bcrypt.gensalt(12))


def check_for(host: str, users: Path | None, *, no_auth: bool) -> Callable[[str, str], bool] | None:
    """What tells right passwords from wrong ones; None where nobody is asked for one.

    Raises SettingsError where the page would be open to others without anybody having said so.
    """
    if users is not None:
        return password_check(read_users(users))
    if host in LOCAL_HOSTS or no_auth:
        return None
    raise SettingsError(
        f"On {host} the page can be reached from elsewhere. Name a file of users and hashed"
        " passwords in DATELINE_USERS (python -m ui.password NAME writes its lines), or say"
        " --no-auth if everyone may read these articles."
    )


def read_users(path: Path) -> dict[str, bytes]:
    """Names and hashes from lines of NAME:HASH; raises SettingsError where a line is no such."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The users in {path} can't be read: {error}.") from None
    users = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, hashed = line.strip().rpartition(":")
        if not name or not hashed.startswith("$2"):
            raise SettingsError(
                f"{path}, line {number}: not NAME:HASH. python -m ui.password NAME writes such"
                " a line."
            )
        users[name] = hashed.encode()
    if not users:
        raise SettingsError(f"There is no user in {path}: python -m ui.password NAME >> {path}")
    return users


def password_check(users: dict[str, bytes]) -> Callable[[str, str], bool]:
    """Tells whether a name and a password belong together."""

    def check(name: str, password: str) -> bool:
        given = password.encode()[:MOST_BYTES]
        return bcrypt.checkpw(given, users.get(name, _NOBODY)) and name in users

    return check


def user_line(name: str, password: str) -> str:
    """A line for the file of users; raises SettingsError where it can't be one."""
    if not name or ":" in name or name != name.strip():
        raise SettingsError("A user's name can't be empty, nor hold a colon or outer spaces.")
    if not len(password) >= 8 or len(password.encode()) > MOST_BYTES:
        raise SettingsError(f"A password has 8 characters at least, {MOST_BYTES} bytes at most.")
    return f"{name}:{bcrypt.hashpw(password.encode(), bcrypt.gensalt(12)).decode()}"
