"""The passages nearest to a question by BM25, from which wrong ones are taken for training."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tantivy

if TYPE_CHECKING:
    from collections.abc import Sequence


class NearestPassages:
    """A BM25 ranking over texts held in memory."""

    def __init__(self, texts: Sequence[str]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("place", stored=True)
        builder.add_text_field("text", tokenizer_name="en_stem")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(num_threads=1)
        for place, text in enumerate(texts):
            writer.add_document(tantivy.Document(place=place, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def __call__(self, question: str, k: int) -> list[int]:
        """Places of the `k` nearest texts, best first."""
        plain = " ".join(re.findall(r"\w+", question.lower()))
        query = self._index.parse_query(plain, ["text"])
        hits = self._searcher.search(query, k).hits
        return [self._searcher.doc(address)["place"][0] for _, address in hits]
