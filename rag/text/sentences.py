"""Sentences of news text, as spans of the text they stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.text.paragraphs import paragraph_spans, strip_span
from rag.text.punkt import punkt
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A longer sentence is a list or a broken extraction, and is cut at a clause.
MAX_WORDS = 120
MAX_CHARACTERS = 1000

_CLOSERS = r"[\"'”’»)\]」』）]*"
# Ends of a sentence that Punkt does not look at: an ellipsis that trails a word before a capital,
# and the full stops of scripts that do without the Latin one.
_OTHER_ENDS = re.compile(
    rf"(?<=\w)(?:…|\.\.\.){_CLOSERS}(?=\s+[\"'“‘«(\[]*[^\W\d_a-zß-öø-ÿ])"
    rf"|[。！？]+{_CLOSERS}|[؟۔।]+{_CLOSERS}(?=\s)"
)
_LIST_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)\]]+$")
_OPEN_ENDED = re.compile(r"(?:[?!…]|\.\.|[.][\"'”’»)\]])[\"'”’»)\]]*$")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}$")
_NUMBER_SIGN = re.compile(r"\b(?:No|Nos|Art|Para|Sec|Res|pp?)\.$")
# "a U.S. Global Hawk": after such a word, a country's initials go on to a noun.
_COUNTRY_OF = re.compile(
    r"\b(?:an?|any|each|every|former|no|one|several|some|this|two|three|four|five|senior|other)"
    r" (?:U\.S|U\.N|U\.K|E\.U)\.$",
    re.IGNORECASE,
)
_TAGS = r"(?:[#@][^\s—]+|https?://\S+|pic\.(?:twitter|x)\.com/\S+)"
_ATTRIBUTION = r"[—–-]{1,2}\s*[^\n()]{1,80}\(@\w{1,30}\)"
_TAIL_OF_POST = re.compile(rf"(?:{_TAGS}[\s.,!]*)*(?:{_ATTRIBUTION}|$)")
_CLAUSES = tuple(
    re.compile(pattern)
    for pattern in (
        r"[.!?][\"'”’)]*\s+(?=[\"“‘(]?[^\W\d_a-zß-öø-ÿ])",
        r"[;:]\s+|[。！？；：]\s*",
        r"\s[—–-]{1,2}\s",
        r",\s+(?=(?:and|but|or|while|which|who|when|where|as|because|after|before)\b)",
        r"[,،]\s+|[，、]\s*",
        r"\s+",
    )
)
# So much of a sentence tells whether it has ended.
_TAIL = 200
# Punkt is quadratic in stretches without white space; no paragraph of an article is so long.
_LONGEST_FOR_PUNKT = 20_000


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Sentences of `text[start:end]`, as spans of `text`, in order and without overlap.

    Together they cover every character that is not white space; none begins or ends with white
    space, goes past the end of a paragraph, or is longer than MAX_WORDS words and MAX_CHARACTERS
    characters. Raises DatelineError when the data of the sentence splitter is not installed.
    """
    return tuple(
        piece
        for paragraph in paragraph_spans(text, start, end)
        for stretch in _cut(text, paragraph, _LONGEST_FOR_PUNKT, _LONGEST_FOR_PUNKT)
        for sentence in _joined(text, _split(text, stretch))
        for piece in _cut(text, sentence, MAX_WORDS, MAX_CHARACTERS)
    )


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    """Sentences of one paragraph by Punkt, split further at the ends that it does not know."""
    if not any(map(str.isalnum, text[paragraph.start : paragraph.end])):
        yield paragraph
        return
    for first, last in punkt().span_tokenize(text[paragraph.start : paragraph.end]):
        start, end = paragraph.start + first, paragraph.start + last
        for match in _OTHER_ENDS.finditer(text, start, end):
            if piece := strip_span(text, start, match.end()):
                yield piece
            start = match.end()
        if piece := strip_span(text, start, end):
            yield piece


def _joined(text: str, sentences: Iterator[Span]) -> Iterator[Span]:
    """The sentences, those put back together that were split where none ends."""
    current: Span | None = None
    for sentence in sentences:
        if current is None:
            current = sentence
        elif _belongs(
            text[max(current.start, current.end - _TAIL) : current.end],
            text[sentence.start : sentence.end],
        ):
            current = Span(current.start, sentence.end)
        else:
            yield current
            current = sentence
    if current is not None:
        yield current


def _belongs(before: str, after: str) -> bool:
    return bool(
        not any(character.isalnum() for character in after)
        or not any(character.isalnum() for character in before)
        or _LIST_NUMBER.match(before)
        or (after[0].islower() and (_OPEN_ENDED.search(before) or _INITIALS.search(before)))
        or (after[0].isdigit() and _NUMBER_SIGN.search(before))
        or _COUNTRY_OF.search(before)
        or _TAIL_OF_POST.match(after)
    )


def _cut(text: str, span: Span, words: int, characters: int) -> Iterator[Span]:
    """The span, cut at the clause boundary nearest its middle until no piece is too long."""
    stretch = text[span.start : span.end]
    if len(stretch) <= characters and len(stretch.split()) <= words:
        yield span
        return
    middle = _clause_boundary(stretch)
    for start, end in ((span.start, span.start + middle), (span.start + middle, span.end)):
        if piece := strip_span(text, start, end):
            yield from _cut(text, piece, words, characters)


def _clause_boundary(stretch: str) -> int:
    """Where to cut a stretch in two, between a quarter and three quarters of its length."""
    half, low, high = len(stretch) // 2, len(stretch) // 4, len(stretch) * 3 // 4
    for clause in _CLAUSES:
        ends = [match.end() for match in clause.finditer(stretch, low, high)]
        if ends:
            return min(ends, key=lambda end: abs(end - half))
    return half
