"""The fewest quotes that answer: which sentences are said, and in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer.excerpt import excerpt
from rag.answer.status import status_of
from rag.text.words import count_words
from rag.types import Part, Span, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.evidence import Evidence
    from rag.types import Passage

# Sentences that share this much of the smaller one's words say the same thing.
SAME = 0.8
# A further quote has to come this near to the best one's score, which the reader stretches.
WITHIN, WITHIN_READ = 3.0, 8.0
_LEANS = re.compile(r"^[“\"'(]*(?:He|She|It|They|His|Her|Its|Their|This|These|That|Those|Such)\b")
LONGEST_LEAN = 60
# Markdown's marks at the start of a line, and bullets.
_MARKS = re.compile(r"^(?:[>#*•\-–]+\s+|[*_]+(?=\w))+")
_LAST_MARKS = re.compile(r"(?<=[.!?…”\"'])[*_]+$")
# A sentence that takes back or corrects the one before it must not be left off.
_TAKES_BACK = re.compile(
    r"^(?:That|This|It|Those|These|They)(?: report| claim| account| figure)?s? "
    r"(?:was|is|were|are|has been|have been|turned out|proved|later)\b.{0,40}?"
    r"\b(?:wrong|false|untrue|incorrect|mistaken|inaccurate|denied|retracted|withdrawn|corrected|not)\b"
    r"|^(?:However|But|Yet|Later)\b",
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of one passage's text that is said as it stands; `evidence` is why."""

    passage: Passage
    span: Span
    evidence: Evidence

    @property
    def text(self) -> str:
        """Exactly what stands in the article."""
        return self.passage.text[
            self.span.start - self.passage.start : self.span.end - self.passage.start
        ]


def says_the_same(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences are copies of each other, give or take a few words.

    A denial is no copy of what it denies.
    """
    if _denies(one) != _denies(other):
        return False
    a = {word.stem for word in one.words}
    b = {word.stem for word in other.words}
    smaller = min(len(a), len(b))
    return smaller > 0 and len(a & b) / smaller >= SAME


def _denies(each: Evidence) -> bool:
    return status_of(each.text, each.found.passage.part) is Status.DENIED


def choose(evidence: Sequence[Evidence], most_words: int, most_quotes: int) -> tuple[Quote, ...]:
    """The best sentences, each adding something, in at most `most_words` words altogether.

    The best one is said however long it is. Evidence must be sorted, best first.
    """
    chosen: list[Evidence] = []
    left = most_words
    within = WITHIN_READ if any(each.odds is not None for each in evidence) else WITHIN
    for each in evidence:
        if len(chosen) == most_quotes or (chosen and each.score < chosen[0].score - within):
            break
        length = count_words(_text(each.found.passage, said(each)))
        if chosen and (length > left or any(says_the_same(each, other) for other in chosen)):
            continue
        chosen.append(each)
        left -= length
    return _with_context(_merged(chosen), left)


def said(each: Evidence) -> Span:
    """What is quoted of a sentence: without marks around it, and a very long one in part."""
    marks, last = _MARKS.match(each.text), _LAST_MARKS.search(each.text)
    start = each.span.start + (marks.end() if marks else 0)
    end = each.span.start + (last.start() if last else len(each.text))
    whole = Span(start, end) if start < end else each.span
    # A post's last words are often its author's name.
    if each.answer is None or each.found.passage.part is Part.POST:
        return whole
    part = excerpt(
        each.text, Span(each.answer.start - each.span.start, each.answer.end - each.span.start)
    )
    return Span(
        max(whole.start, each.span.start + part.start), min(whole.end, each.span.start + part.end)
    )


def _merged(chosen: Sequence[Evidence]) -> list[Quote]:
    """One quote for chosen sentences that follow each other in one paragraph."""
    quotes: list[Quote] = []
    for each in chosen:
        single = Quote(each.found.passage, said(each), each)
        for place, other in enumerate(quotes):
            union = _joined(other, single)
            if union is not None:
                quotes[place] = Quote(other.passage, union, other.evidence)
                break
        else:
            quotes.append(single)
    return quotes


def _joined(one: Quote, other: Quote) -> Span | None:
    """The span over two neighbouring quotes, where only white space within a line parts them."""
    if one.passage.id != other.passage.id:
        return None
    first, second = sorted((one.span, other.span), key=lambda span: span.start)
    offset = one.passage.start
    between = one.passage.text[first.end - offset : max(first.end, second.start) - offset]
    if between.strip() or "\n" in between:
        return None
    return Span(first.start, second.end)


def _with_context(quotes: Sequence[Quote], left: int) -> tuple[Quote, ...]:
    """Quotes that start with a pronoun, with the sentence before where there is room for it."""
    extended: list[Quote] = []
    for short in quotes:
        quote = _with_correction(short, quotes)
        before = _sentence_before(quote)
        if before is None or not _LEANS.match(quote.text):
            extended.append(quote)
            continue
        wider = _joined(quote, Quote(quote.passage, before, quote.evidence))
        cost = 0 if wider is None else count_words(_text(quote.passage, before))
        if wider is None or cost > min(left, LONGEST_LEAN) or _taken(before, quote, quotes):
            extended.append(quote)
            continue
        left -= cost
        extended.append(Quote(quote.passage, wider, quote.evidence))
    return tuple(extended)


def _with_correction(quote: Quote, quotes: Sequence[Quote]) -> Quote:
    """A quote with the next sentence where that takes it back, whatever its length."""
    after = next((s for s in quote.passage.sentences if s.start >= quote.span.end), None)
    if after is None or not takes_back(_text(quote.passage, after)):
        return quote
    wider = _joined(quote, Quote(quote.passage, after, quote.evidence))
    if wider is None or _taken(after, quote, quotes):
        return quote
    return Quote(quote.passage, wider, quote.evidence)


def takes_back(sentence: str) -> bool:
    """Whether a sentence takes back or corrects the one before it."""
    return bool(_TAKES_BACK.match(sentence))


def _text(passage: Passage, span: Span) -> str:
    return passage.text[span.start - passage.start : span.end - passage.start]


def _sentence_before(quote: Quote) -> Span | None:
    earlier = [span for span in quote.passage.sentences if span.end <= quote.span.start]
    return earlier[-1] if earlier else None


def _taken(span: Span, quote: Quote, quotes: Sequence[Quote]) -> bool:
    return any(
        other is not quote
        and other.passage.file == quote.passage.file
        and other.span.start < span.end
        and span.start < other.span.end
        for other in quotes
    )
