"""The vectors of a generation, with those of the generation that it changes."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from rag.index import layout
from rag.index.vectors import VectorIndex

if TYPE_CHECKING:
    from pathlib import Path

    from rag.embedding.protocol import Vector
    from rag.index.layout import Manifest
    from rag.index.vectors import Places
    from rag.types import Hit, PassageFilter


class LayeredVectors:
    """One or two vector indexes searched as one: cosines compare without any scale.

    `own` has what is new in this generation, or all there is.
    """

    def __init__(
        self, own: VectorIndex, base: VectorIndex | None, hidden: int, places: Places
    ) -> None:
        self.own = own
        self._base = base
        self._hidden = hidden
        self._places = places

    @classmethod
    def open(cls, index: Path, manifest: Manifest, places: Places) -> LayeredVectors:
        """A generation's vectors; `places` tells where passages stand, but of none hidden.

        Raises IndexDamagedError where Chroma can't read them.
        """
        with ExitStack() as held:
            opened = []
            for name in (manifest.generation, manifest.base):
                if name is not None:
                    folder = layout.generation_folder(index, name) / layout.VECTORS
                    opened.append(VectorIndex.open(folder))
                    held.callback(opened[-1].close)
            held.pop_all()
        base = opened[1] if len(opened) > 1 else None
        return cls(opened[0], base, manifest.hidden, places)

    def nearest(self, vector: Vector, k: int, where: PassageFilter) -> list[Hit]:
        """The `k` passages with the highest cosine to a unit vector, best first."""
        hits = self.own.nearest(vector, k, where, self._places)
        if self._base is not None:
            # A file that was removed and came back is in both, and hidden in neither.
            found = {hit.passage_id: hit for hit in hits}
            for hit in self._base.nearest(vector, k, where, self._places, self._hidden):
                found.setdefault(hit.passage_id, hit)
            hits = sorted(found.values(), key=lambda hit: (-hit.score, hit.passage_id))[:k]
        return hits

    def count(self) -> int:
        """How many passages there are, without the hidden ones."""
        beneath = self._base.count() - self._hidden if self._base is not None else 0
        return self.own.count() + beneath

    def warm(self) -> None:
        """Read the graphs into memory, so that the first question need not wait for them."""
        self.own.warm()
        if self._base is not None:
            self._base.warm()

    def close(self) -> None:
        """Let go of the files; a second call does nothing."""
        self.own.close()
        if self._base is not None:
            self._base.close()
