"""The sentences of a passage that a language model may be shown and may rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.compose import takes_back
from rag.types import Span
from rag.writing.orders import reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Passage


def citable(passage: Passage) -> tuple[Span, ...]:
    """Spans in the article's text, in order, of sentences that report.

    One that is taken back by the next goes with it: neither can be rested on alone.
    """
    spans = with_corrections(passage.text, passage.start, passage.sentences)
    texts = [passage.text[s.start - passage.start : s.end - passage.start] for s in spans]
    return tuple(span for span, kept in zip(spans, reporting(texts), strict=True) if kept)


def with_corrections(text: str, start: int, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Sentences, each with the next one where that takes it back; `text` begins at `start`."""
    joined: list[Span] = []
    for span in sentences:
        between = text[joined[-1].end - start : span.start - start] if joined else ""
        follows = joined and not between.strip() and "\n" not in between
        if follows and takes_back(text[span.start - start : span.end - start]):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
