"""Where a suite's articles are: beside it, or found by hash in a folder the user names."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from eval.results import NotRun

if TYPE_CHECKING:
    from pathlib import Path

    from eval.cases import Suite


def articles_of(suite: Suite, given: Path | None, staging: Path) -> Path | NotRun:
    """The folder to index for a suite.

    Articles that are not shipped are looked for in `given` and, each with the hash the suite
    names, copied to `staging`, which then holds them and nothing else. A suite whose articles are
    not there is not run; one whose articles are others than it names is a fault.
    """
    if suite.articles is not None:
        return suite.articles
    count = len(suite.files)
    if given is None:
        reason = f"its {count} articles are not shipped; say where they are with --articles DIR"
        return NotRun(suite.name, reason, fault=False)
    missing = [named.file for named in suite.files if not (given / named.file).is_file()]
    if missing:
        reason = (
            f"{len(missing)} of its {count} articles are not in {given}: {', '.join(missing)}; "
            "name the folder that holds them with --articles DIR"
        )
        return NotRun(suite.name, reason, fault=False)
    others = [named.file for named in suite.files if _sha256(given / named.file) != named.sha256]
    if others:
        reason = (
            f"in {given} these articles are not the ones the suite was written for (another "
            f"sha256): {', '.join(others)}; restore them, or bring cases.yaml up to date"
        )
        return NotRun(suite.name, reason, fault=True)
    _stage(suite, given, staging)
    return staging


def digest_of(folder: Path) -> str:
    """One hash for the names and bytes of all files in a folder."""
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{_sha256(path)}\n".encode())
    return digest.hexdigest()


def _stage(suite: Suite, given: Path, staging: Path) -> None:
    wanted = {staging / named.file: named for named in suite.files}
    for path in sorted(staging.rglob("*")):
        if path.is_file() and path not in wanted:
            path.unlink()
    for target, named in wanted.items():
        if not target.is_file() or _sha256(target) != named.sha256:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(given / named.file, target)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
