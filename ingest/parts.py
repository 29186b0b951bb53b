"""An article's text as sections: report, headlines, captions, posts, comments, page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.comments import Line, find_comments
from ingest.furniture import is_caption, is_furniture, is_post, is_signature_of_post
from rag.text.bylines import read_byline
from rag.text.paragraphs import paragraph_spans, strip_span
from rag.types import Part, Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A post on the largest networks holds 280 characters; with links a little more.
_LONGEST_POST = 400
_MOST_HEADING_WORDS = 12
_MOST_PLAIN_HEADING_WORDS = 8
_MOST_HEADING_CHARACTERS = 90
_LEAST_REPORT_WORDS = 12
# Lines of so few words, with no full stop, go with the advert that they stand under.
_MOST_STRAY_WORDS = 12

_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S|\*\*[^*]+\*\*$|__[^_]+__$")
_LIST_ITEM = re.compile(r"[-*•–—>|]|\(?\d{1,3}[.)]\s")
# Whose words follow, in a transcript.
_SPEAKER = re.compile(r"(?:Q|A|[A-Z][A-Z .'’-]+):\s")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\r\n]*\r\n|\r[^\S\r]*\r")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A stretch of text with its part; `opens` where it may not be joined to the one before."""

    span: Span
    text: str
    part: Part = Part.BODY
    heading: str | None = None
    opens: bool = False
    known: bool = False


def sections(
    text: str, title: Span | None = None, known: Sequence[Section] = ()
) -> tuple[Section, ...]:
    """Sections of a text, in order, without overlap, covering all that is not white space.

    `title` is where the headline stands. `known` are sections that the file's format names itself
    (front matter, a page's comments, headings): they stay as they are, those of Part.HEADLINE with
    a heading are inner headings. Inner headings are sections of Part.HEADLINE of their own, and the
    `heading` of what follows them.
    """
    fixed = [*known, *([Section(Part.HEADLINE, title.start, title.end)] if title else [])]
    paragraphs = list(_paragraphs(text, sorted(fixed, key=lambda section: section.start)))
    paragraphs = _with_parts(paragraphs)
    paragraphs = _with_strays(paragraphs)
    paragraphs = _with_comments(text, paragraphs)
    paragraphs = _with_headings(text, paragraphs)
    return tuple(_merged(paragraphs))


def _paragraphs(text: str, fixed: Sequence[Section]) -> Iterator[_Paragraph]:
    """The known sections as they are, and the paragraphs between them."""
    position = 0
    for section in fixed:
        for span in paragraph_spans(text, position, section.start):
            yield _Paragraph(span, text[span.start : span.end])
        span_or_none = strip_span(text, max(position, section.start), section.end)
        if span_or_none:
            words = text[span_or_none.start : span_or_none.end]
            heading = section.heading or None
            yield _Paragraph(span_or_none, words, section.part, heading, opens=True, known=True)
        position = max(position, section.end)
    for span in paragraph_spans(text, position):
        yield _Paragraph(span, text[span.start : span.end])


def _with_parts(paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Captions, posts and page furniture by what each paragraph says."""
    named = [p if p.known else _named(p) for p in paragraphs]
    for n, paragraph in enumerate(named[1:], 1):
        before = named[n - 1]
        if (
            paragraph.part is Part.POST
            and is_signature_of_post(paragraph.text)
            and before.part is Part.BODY
            and not before.known
            and len(before.text) <= _LONGEST_POST
        ):
            named[n - 1] = replace(before, part=Part.POST, opens=True)
            named[n] = replace(paragraph, opens=False)
    return named


def _named(paragraph: _Paragraph) -> _Paragraph:
    if is_post(paragraph.text):
        return replace(paragraph, part=Part.POST, opens=True)
    if is_caption(paragraph.text):
        return replace(paragraph, part=Part.CAPTION, opens=True)
    if is_furniture(paragraph.text):
        return replace(paragraph, part=Part.BOILERPLATE)
    return paragraph


def _with_strays(paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """At the foot of the page, the short lines after an advert belong to it."""
    foot = len(paragraphs)
    while foot and (
        paragraphs[foot - 1].part is Part.BOILERPLATE or _is_stray(paragraphs[foot - 1])
    ):
        foot -= 1
    first = next(
        (
            n
            for n in range(foot, len(paragraphs))
            if paragraphs[n].part is Part.BOILERPLATE and any(map(str.isalnum, paragraphs[n].text))
        ),
        len(paragraphs),
    )
    return [
        replace(p, part=Part.BOILERPLATE) if n > first and not p.known else p
        for n, p in enumerate(paragraphs)
    ]


def _is_stray(paragraph: _Paragraph) -> bool:
    return (
        paragraph.part is Part.BODY
        and not paragraph.known
        and len(paragraph.text.split()) <= _MOST_STRAY_WORDS
        and not re.search(r"[.?][\"'”’)]*$", paragraph.text)
    )


def _with_comments(text: str, paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Everything from the first reader's comment on, but page furniture, as comments."""
    lines = [
        Line(p.text, _indent(text, p.span.start), p.part is Part.BOILERPLATE) for p in paragraphs
    ]
    found = None if any(p.part is Part.COMMENTS for p in paragraphs) else find_comments(lines)
    if found is None:
        return list(paragraphs)
    marked = list(paragraphs)
    for n in range(found.start, len(marked)):
        paragraph = marked[n]
        if not paragraph.known and paragraph.part is not Part.BOILERPLATE:
            opens = n in found.first
            marked[n] = replace(paragraph, part=Part.COMMENTS, heading=found.heading, opens=opens)
    if found.heading and not marked[found.start - 1].known:
        marked[found.start - 1] = replace(marked[found.start - 1], part=Part.BOILERPLATE)
    return marked


def _with_headings(text: str, paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Inner headings marked, and what follows each given its words."""
    spaced = bool(_BLANK_LINE.search(text.strip()))
    marked: list[_Paragraph] = []
    heading = ""
    begun = False
    for n, paragraph in enumerate(paragraphs):
        before, after = paragraphs[n - 1] if n else None, paragraphs[n + 1 : n + 2]
        if paragraph.part is Part.HEADLINE and paragraph.known:
            heading = paragraph.heading or ""
            marked.append(paragraph)
        elif (
            not paragraph.known
            and after
            and (begun or _MARKDOWN_HEADING.match(paragraph.text))
            and _is_heading(text, before, paragraph, after[0], spaced=spaced)
        ):
            heading = paragraph.text.strip(" #*_=\t")
            marked.append(replace(paragraph, part=Part.HEADLINE, heading=heading, opens=True))
        elif paragraph.heading is None:
            marked.append(replace(paragraph, heading=heading))
        else:
            marked.append(paragraph)
        begun = begun or _is_report(paragraph)
    return marked


def _is_report(paragraph: _Paragraph) -> bool:
    """Whether the report has begun: until then short lines are bylines, places and dates."""
    long = len(paragraph.text.split()) >= _LEAST_REPORT_WORDS
    return paragraph.part is Part.BODY and long and bool(_ENDS_SENTENCE.search(paragraph.text))


def _is_heading(
    text: str, before: _Paragraph | None, line: _Paragraph, after: _Paragraph, *, spaced: bool
) -> bool:
    """Whether a short line between reporting is a heading: in capitals, or alone and very short."""
    words = line.text.split()
    if (
        read_byline(line.text)
        or line.part is not Part.BODY
        or after.part not in (Part.BODY, Part.POST, Part.CAPTION)
    ):
        return False
    if _MARKDOWN_HEADING.match(line.text):
        return True
    if (
        before is None
        or read_byline(line.text)
        or len(words) > _MOST_HEADING_WORDS
        or len(line.text) > _MOST_HEADING_CHARACTERS
        or line.text[0].islower()
        or not line.text[0].isalnum()
        or re.search(r"[.,;:!…\"”)—–-]$", line.text)
        or _LIST_ITEM.match(line.text)
        or _SPEAKER.match(line.text)
        or not _ENDS_SENTENCE.search(after.text)
        or len(after.text.split()) <= len(words)
    ):
        return False
    if _in_title_case(words):
        return True
    alone = not spaced or all(
        _BLANK_LINE.search(text[one.span.end : other.span.start])
        for one, other in ((before, line), (line, after))
    )
    follows = before.part is not Part.BODY or bool(_ENDS_SENTENCE.search(before.text))
    return alone and follows and len(words) <= _MOST_PLAIN_HEADING_WORDS


def _in_title_case(words: Sequence[str]) -> bool:
    """Whether most longer words begin with a capital; one word alone says nothing."""
    longer = [word.lstrip("\"'“‘(") for word in words if sum(map(str.isalpha, word)) >= 4]
    capital = sum(not word[0].islower() for word in longer if word)
    return len(longer) >= 2 and capital >= 0.75 * len(longer)


def _indent(text: str, start: int) -> int:
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return start - line


def _merged(paragraphs: Sequence[_Paragraph]) -> Iterator[Section]:
    """Neighbouring paragraphs of one part and heading as one section."""
    current: Section | None = None
    for p in paragraphs:
        heading = p.heading or ""
        if current and not p.opens and (current.part, current.heading) == (p.part, heading):
            current = replace(current, end=p.span.end)
            continue
        if current:
            yield current
        current = Section(p.part, p.span.start, p.span.end, heading)
    if current:
        yield current
