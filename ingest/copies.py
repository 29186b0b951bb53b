"""Which articles are one agency's text in several files."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import numpy as np
from datasketch import MinHash

from rag.types import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.index.article_writer import Lookalike
    from rag.types import Article

# Words of one shingle: long enough that two reports of one event in other words share few.
SHINGLE = 3
# Shingles that two texts must share, of all that either holds. A desk's new headline, dropped last
# paragraph or changed spellings leave more; two agencies' reports of one event share under a fifth.
SAME = 0.7
# Shorter texts are captions and notices, which are alike without being copies.
SHORTEST = 40
# 16 bands of 4: of two texts that share .7 of their shingles, 99 in 100 share a band.
BANDS, ROWS = 16, 4
# Articles with which one is compared word by word.
MOST_COMPARED = 20

_WORD = re.compile(r"\w+")


def reporting(article: Article) -> str:
    """An article without what each site puts around the same text: comments, posts, adverts."""
    return "\n".join(
        article.text[each.start : each.end]
        for each in article.sections
        if each.part in (Part.HEADLINE, Part.BODY)
    )


def shingles(text: str) -> frozenset[str]:
    """Every run of three words, in lower case; none for a text too short to tell."""
    words = _WORD.findall(text.lower())
    if len(words) < SHORTEST:
        return frozenset()
    return frozenset(
        " ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)
    )


def bands(marks: frozenset[str]) -> tuple[int, ...]:
    """Keys of which near-copies share at least one (MinHash and LSH, Broder 1997); 64-bit, signed.

    None for no shingles.
    """
    if not marks:
        return ()
    sketch = MinHash(num_perm=BANDS * ROWS, seed=1, hashfunc=zlib.crc32)
    sketch.update_batch([mark.encode() for mark in sorted(marks)])
    values = sketch.hashvalues.reshape(BANDS, ROWS).astype("<u8")
    keys = []
    for number, row in enumerate(values):
        packed = row.tobytes()
        high, low = zlib.crc32(packed, number), zlib.crc32(packed[::-1], number + BANDS)
        keys.append(int(np.uint64(high << 32 | low).astype(np.int64)))
    return tuple(keys)


def similarity(left: frozenset[str], right: frozenset[str]) -> float:
    """Shared shingles among all (Jaccard); 0 where a text has none."""
    together = len(left | right)
    return len(left & right) / together if together else 0.0


def family_of(own: str, marks: frozenset[str], found: Iterable[Lookalike]) -> str:
    """The family of the text most like this one, if they are copies; else `own`."""
    likest, family = SAME, own
    for each in found:
        share = similarity(marks, shingles(each.text))
        if share > likest or (share == likest and family == own):
            likest, family = share, each.family
    return family
