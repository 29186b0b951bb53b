"""An article cut into passages of whole sentences, each of one part and of a size a model reads."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.dates import in_words
from rag.embedding.protocol import PassageText
from rag.text.paragraphs import strip_span
from rag.text.sentences import sentence_spans
from rag.types import Part, Passage, Section, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.types import Article

# A section shorter than this share of the longest passage is put with its neighbour.
_SMALL = 0.25
# What it costs to end a passage inside a paragraph, against being off the even size: about as much
# as two passages that are each a sixth of the longest off.
_INSIDE_PARAGRAPH = 0.05
# Word pieces of the line that goes before an embedded text; with 200 of text it stays below 256.
_PREFIX_PIECES = 40


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, its word pieces with those of a heading before it, and whether it ends a
    paragraph."""

    span: Span
    tokens: int
    ends_paragraph: bool


def passages(
    article: Article, count_tokens: Callable[[str], int], max_tokens: int
) -> tuple[Passage, ...]:
    """Passages of an article, in order, each within one part, of even size up to `max_tokens`.

    `count_tokens` gives the word pieces of a text, special tokens not counted; those of a passage
    are taken to be the sum of its sentences'. A sentence longer than `max_tokens` is cut where
    there is white space. Sections under different headings share a passage only where one of them
    is small; posts, captions and comments never share one. An inner heading is not a sentence: it
    is the `heading` of the passages under it. What has no letter or digit makes no passage.
    """
    cut = [
        (run, group)
        for run in _runs(article, count_tokens, max_tokens)
        for group in _groups(_sentences(article.text, run, count_tokens, max_tokens), max_tokens)
        if any(map(str.isalnum, article.text[group[0].span.start : group[-1].span.end]))
    ]
    return tuple(
        _passage(article, position, run, group) for position, (run, group) in enumerate(cut)
    )


def embedded_text(passage: Passage) -> PassageText:
    """What is embedded of a passage: headline, date in words and heading on a line, then its text.

    The line is about _PREFIX_PIECES word pieces at most. The spans count characters of the whole.
    """
    prefix = _prefix(passage)
    shift = len(prefix) - passage.start
    spans = tuple(Span(each.start + shift, each.end + shift) for each in passage.sentences)
    return PassageText(prefix + passage.text, spans)


def _prefix(passage: Passage) -> str:
    day = in_words(passage.date) if passage.date else ""
    title = "" if passage.part is Part.HEADLINE else passage.title
    room = _PREFIX_PIECES - 4 * bool(day)
    title = _shortened(title, room * 2 // 3 if passage.heading else room)
    heading = _shortened(passage.heading, room - _pieces(title))
    line = ". ".join(" ".join(each.split()).rstrip(".") for each in (title, day, heading) if each)
    return f"{line}{'' if line[-1] in '.?!' else '.'}\n" if line else ""


def _shortened(words: str, pieces: int) -> str:
    """As many whole words as are likely to make so many word pieces."""
    kept: list[str] = []
    for word in words.split():
        pieces -= _pieces(word)
        if pieces < 0:
            break
        kept.append(word)
    return " ".join(kept)


def _pieces(words: str) -> int:
    """A rough upper bound of the word pieces of some words: one for three letters, or each sign."""
    return sum(
        1
        + sum(map(str.isascii, filter(str.isalnum, word))) // 3
        + sum(not (character.isascii() and character.isalnum()) for character in word)
        for word in words.split()
    )


def _runs(
    article: Article, count_tokens: Callable[[str], int], max_tokens: int
) -> Iterator[list[Section]]:
    """Sections that may share a passage; inner headings stand in none."""
    run: list[Section] = []
    sizes: list[int] = []
    for section in article.sections:
        if section.part is Part.HEADLINE and section.heading:
            continue
        between = article.text[run[-1].end : section.start] if run else ""
        size = count_tokens(article.text[section.start : section.end]) + count_tokens(between)
        small = bool(run) and min(sum(sizes), size) < _SMALL * max_tokens
        joins = (
            small
            and section.part is Part.BODY
            and _follows(article, run[-1], section)
            and sum(sizes) + size <= max_tokens
        )
        if run and not joins:
            yield run
            run, sizes = [], []
        run.append(section)
        sizes.append(size)
    if run:
        yield run


def _follows(article: Article, before: Section, section: Section) -> bool:
    """Whether only headings stand between two sections of the body."""
    return before.part is Part.BODY and not any(
        before.end <= each.start < section.start and each.part is not Part.HEADLINE
        for each in article.sections
    )


def _sentences(
    text: str, run: Sequence[Section], count_tokens: Callable[[str], int], max_tokens: int
) -> list[_Sentence]:
    """The sentences of a run of sections, none longer than a passage may be."""
    spans = [
        piece
        for section in run
        for span in (
            [Span(section.start, section.end)]
            if section.part is Part.HEADLINE
            else sentence_spans(text, section.start, section.end)
        )
        for piece in _fitting(text, span, count_tokens, max_tokens)
    ]
    sentences = []
    for n, span in enumerate(spans):
        between = text[spans[n - 1].end : span.start] if n else ""
        following = text[span.end : spans[n + 1].start] if n + 1 < len(spans) else "\n"
        tokens = count_tokens(text[span.start : span.end])
        tokens += count_tokens(between) if between.strip() else 0
        sentences.append(_Sentence(span, tokens, "\n" in following or "\r" in following))
    return sentences


def _fitting(
    text: str, span: Span, count_tokens: Callable[[str], int], max_tokens: int
) -> Iterator[Span]:
    """The span, cut in halves until each has no more than `max_tokens`; at white space if any."""
    stretch = text[span.start : span.end]
    if len(stretch) < 2 or count_tokens(stretch) <= max_tokens:
        yield span
        return
    half = len(stretch) // 2
    before, after = stretch.rfind(" ", 1, half), stretch.find(" ", half)
    cuts = [cut for cut in (before, after) if cut > 0]
    cut = span.start + min(cuts, key=lambda each: abs(each - half), default=half)
    for start, end in ((span.start, cut), (cut, span.end)):
        if piece := strip_span(text, start, end):
            yield from _fitting(text, piece, count_tokens, max_tokens)


def _groups(sentences: Sequence[_Sentence], max_tokens: int) -> Iterator[Sequence[_Sentence]]:
    """Sentences put together so that sizes are even, and breaks stand between paragraphs.

    The cheapest way to cut, found by dynamic programming: `cost[i]` is that of the first i.
    """
    total = sum(each.tokens for each in sentences)
    if not total:
        yield from [sentences] if sentences else []
        return
    even = total / math.ceil(total / max_tokens)
    cost = [0.0] + [math.inf] * len(sentences)
    came_from = [0] * (len(sentences) + 1)
    for end in range(1, len(sentences) + 1):
        inside = 0.0 if sentences[end - 1].ends_paragraph else _INSIDE_PARAGRAPH
        size = 0
        for start in range(end - 1, -1, -1):
            size += sentences[start].tokens
            if size > max_tokens and start < end - 1:
                break
            here = cost[start] + ((size - even) / max_tokens) ** 2 + inside
            if here < cost[end]:
                cost[end], came_from[end] = here, start
    cuts = [len(sentences)]
    while cuts[-1]:
        cuts.append(came_from[cuts[-1]])
    cuts.reverse()
    for start, end in pairwise(cuts):
        yield sentences[start:end]


def _passage(
    article: Article, position: int, run: Sequence[Section], group: Sequence[_Sentence]
) -> Passage:
    start, end = group[0].span.start, group[-1].span.end
    headings = [each.heading for each in run if each.end > start and each.start < end]
    key = f"{article.file}\0{article.version}\0{position}"
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:20],
        file=article.file,
        position=position,
        start=start,
        end=end,
        part=run[0].part,
        text=article.text[start:end],
        sentences=tuple(each.span for each in group),
        title=article.title or "",
        heading=next(filter(None, headings), ""),
        date=article.date,
    )
