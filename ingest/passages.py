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
    for section in article.sections:
        if section.part is Part.HEADLINE and section.heading:
            continue
        if run and not _joins(article.text, run, section, count_tokens, max_tokens):
            yield run
            run = []
        run.append(section)
    if run:
        yield run


def _joins(
    text: str,
    run: Sequence[Section],
    section: Section,
    count_tokens: Callable[[str], int],
    max_tokens: int,
) -> bool:
    """Whether a section of the body shares a passage with those before: if one of them is small."""
    if not run[-1].part is section.part is Part.BODY:
        return False
    before = count_tokens(text[run[0].start : run[-1].end])
    own = count_tokens(text[section.start : section.end])
    return (
        min(before, own) < _SMALL * max_tokens
        and before + own <= max_tokens
        and count_tokens(text[run[0].start : section.end]) <= max_tokens
    )


def _sentences(
    text: str, run: Sequence[Section], count_tokens: Callable[[str], int], max_tokens: int
) -> list[_Sentence]:
    """The sentences of a run of sections, none longer than a passage may be."""
    counted = [
        piece
        for section in run
        for span in (
            [Span(section.start, section.end)]
            if section.part is Part.HEADLINE
            else sentence_spans(text, section.start, section.end)
        )
        for piece in _fitting(text, span, count_tokens, max_tokens)
    ]
    sentences: list[_Sentence] = []
    for n, (span, tokens) in enumerate(counted):
        between = text[counted[n - 1][0].end : span.start].strip() if n else ""
        following = text[span.end : counted[n + 1][0].start] if n + 1 < len(counted) else "\n"
        heading = count_tokens(between) if between else 0
        ends_paragraph = "\n" in following or "\r" in following
        sentences.append(_Sentence(span, heading + tokens, ends_paragraph))
    return sentences


def _fitting(
    text: str, span: Span, count_tokens: Callable[[str], int], max_tokens: int
) -> Iterator[tuple[Span, int]]:
    """The span and its word pieces; cut in halves, at white space, until none has too many."""
    stretch = text[span.start : span.end]
    tokens = count_tokens(stretch)
    if len(stretch) < 2 or tokens <= max_tokens:
        yield span, tokens
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
