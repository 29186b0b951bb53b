"""What an ingest has to do: the difference between a folder and the index made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ingest.scan import FoundFile
    from rag.index.articles import IndexedFile
    from rag.index.layout import Manifest
    from rag.settings import Settings

# A file written less than this before it was read may have been written once more since, with
# the same time stamp: the coarsest time stamps in use, those of FAT, are 2 seconds apart.
SETTLED_NS = 2_000_000_000

# Of the passages that can be found, how many may lie in the layer over a base before the two are
# made one: more would make each publication cost more, fewer would copy the base more often.
MOST_CHANGED = 0.1
# Of text files; other formats have more bytes, and are made one earlier.
BYTES_PER_PASSAGE = 800

# Chroma can lose sight of records after many deletions; a fresh graph has none.
MOST_DELETED = 0.2


@dataclass(frozen=True, slots=True)
class Difference:
    """Files by what happened to them since the index was made; each in one of these only.

    `unfinished` are unchanged, but an article in them could not be read.
    """

    added: frozenset[str]
    changed: frozenset[str]
    removed: frozenset[str]
    unchanged: frozenset[str]
    unfinished: frozenset[str]

    @property
    def to_read(self) -> frozenset[str]:
        """The files that must be read."""
        return self.added | self.changed | self.unfinished


def difference(
    known: Mapping[str, IndexedFile],
    found: Mapping[str, FoundFile],
    digest: Callable[[str], str | None],
) -> Difference:
    """Compare the files of the index with those of the folder.

    `digest` gives the SHA-256 of a file, or None where it can't be read; it is only asked for
    files whose size or time stamp says that they may have changed.
    """
    changed = {
        file
        for file in known.keys() & found.keys()
        if _may_have_changed(known[file], found[file]) and digest(file) != known[file].sha256
    }
    same = (known.keys() & found.keys()) - changed
    return Difference(
        added=frozenset(found.keys() - known.keys()),
        changed=frozenset(changed),
        removed=frozenset(known.keys() - found.keys()),
        unchanged=frozenset(file for file in same if known[file].complete),
        unfinished=frozenset(file for file in same if not known[file].complete),
    )


def _may_have_changed(known: IndexedFile, found: FoundFile) -> bool:
    if (known.size, known.mtime_ns) != (found.size, found.mtime_ns):
        return True
    return known.seen_ns - known.mtime_ns < SETTLED_NS


def rebuild_reason(manifest: Manifest, settings: Settings, deleting: int) -> str | None:
    """Why the next generation can't be a copy with changes; None where it can.

    `deleting` is how many retrievable passages the changes remove.
    """
    if (manifest.model, manifest.backend) != (settings.model, settings.backend):
        return "another embedding model was chosen"
    if manifest.passage_tokens != settings.passage_tokens:
        return "another length of passages was chosen"
    if manifest.deleted + deleting > MOST_DELETED * manifest.retrievable:
        return "many passages were removed"
    return None


def fits_in_a_layer(manifest: Manifest, sizes: Iterable[int], deleting: int) -> bool:
    """True where the next generation need only hold what has changed since its base.

    `sizes` are the bytes of the files to be read; `deleting` is how many retrievable passages the
    changes remove.
    """
    adding = sum(max(1, size // BYTES_PER_PASSAGE) for size in sizes)
    return manifest.changes + deleting + adding <= MOST_CHANGED * manifest.retrievable
