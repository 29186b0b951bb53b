"""An article as HTML, with the quote it was opened for highlighted in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.types import Part, Span
from ui.markup import element, text
from ui.texts import joined
from ui.view import button, reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.types import Article, Section
    from ui.conversation import OpenedCitation
    from ui.texts import Texts

_BLANK_LINE = re.compile(r"\n[^\S\n]*\r?\n")
_BLOCK = re.compile(r"\S.*(?:\n(?![^\S\n]*\n).*)*")
_LINE = re.compile(r"\S.*")
# Lines broken by hand for a fixed width, as agencies send them, are this long.
_WRAPPED_LINE = range(40, 96)


def opened_html(opened: OpenedCitation, texts: Texts) -> str:
    """The article of a chosen citation, or the quote alone where the article is gone."""
    citation, article = opened.citation, opened.article
    quote = element("blockquote", element("q", text(citation.quote)), class_="statement")
    bar = _bar(opened, texts)
    if article is None:
        title = element("h2", text(citation.title or citation.file), class_="headline")
        inside = bar + title + _notice(texts.article_gone) + quote
        return element("article", inside, class_="reading", aria_label=texts.article)
    notice = ""
    if opened.start is None:
        notice = _notice(texts.quote_gone) + quote
    elif opened.changed:
        notice = _notice(texts.changed)
    mark = None if opened.start is None else Span(opened.start, opened.start + len(citation.quote))
    return _article(article, bar + notice, mark, texts)


def article_html(article: Article, mark: Span | None, texts: Texts) -> str:
    """A whole article, with a stretch of it highlighted where one is given."""
    return _article(article, element("nav", _close(texts), class_="bar"), mark, texts)


def missing_html(message: str, texts: Texts) -> str:
    """One line in the article's place, where it can't be shown."""
    bar = element("nav", _close(texts), class_="bar")
    return element("article", bar + _notice(message), class_="reading", aria_label=texts.article)


def body_html(article: Article, mark: Span | None, texts: Texts) -> str:
    """The article's text by parts, each part that isn't the article's own labelled.

    The marked stretches together are exactly the span's text, but for white space between
    paragraphs.
    """
    pattern = _BLOCK if _BLANK_LINE.search(article.text) else _LINE
    title = _title_section(article)
    pieces: list[str] = []
    previous: Part | None = None
    for section in article.sections:
        label = texts.section(section.part) if section.part != previous else ""
        head = element("h3", text(label), class_="kicker") if label else ""
        name = _heading(section, title) if section.part is Part.HEADLINE else "p"
        inside = "".join(
            _paragraph(name, article.text, paragraph, mark)
            for paragraph in _paragraphs(pattern, article.text, section)
        )
        pieces.append(element("section", head + inside, class_=f"part {section.part}"))
        previous = section.part
    return "".join(pieces)


def _title_section(article: Article) -> Section | None:
    """The section in which the article's own title stands."""
    first = next((each for each in article.sections if each.part is Part.HEADLINE), None)
    if first and article.text[first.start : first.end].strip() == article.title:
        return first
    return None


def _heading(section: Section, title: Section | None) -> str:
    return "h2" if section == title else "h3"


def _paragraphs(pattern: re.Pattern[str], whole: str, section: Section) -> Iterator[Span]:
    for match in pattern.finditer(whole, section.start, section.end):
        yield Span(match.start(), match.start() + len(match.group().rstrip()))


def _paragraph(name: str, whole: str, paragraph: Span, mark: Span | None) -> str:
    class_ = None
    if name != "p":
        class_ = "headline"
    elif _is_wrapped(whole, paragraph):
        class_ = "wrapped"
    return element(name, _marked(whole, paragraph, mark), class_=class_)


def _marked(whole: str, paragraph: Span, mark: Span | None) -> str:
    start, end = paragraph.start, paragraph.end
    if mark is None or mark.end <= start or mark.start >= end:
        return text(whole[start:end])
    first, last = max(start, mark.start), min(end, mark.end)
    return (
        text(whole[start:first])
        + element("mark", text(whole[first:last]), tabindex="-1")
        + text(whole[last:end])
    )


def _is_wrapped(whole: str, paragraph: Span) -> bool:
    lines = whole[paragraph.start : paragraph.end].splitlines()
    return len(lines) > 1 and all(len(line) in _WRAPPED_LINE for line in lines[:-1])


def _article(article: Article, above: str, mark: Span | None, texts: Texts) -> str:
    details = joined(texts.day(article.date), article.author, article.source, article.file)
    meta = element("p", text(details), class_="meta")
    title = ""
    if _title_section(article) is None:
        title = element("h2", text(article.title or article.file), class_="headline")
    inside = above + meta + title + body_html(article, mark, texts)
    return element("article", inside, class_="reading", aria_label=texts.article)


def _bar(opened: OpenedCitation, texts: Texts) -> str:
    n, numbers = opened.citation.n, opened.numbers
    at = numbers.index(n)
    where = texts.position.format(n=at + 1, total=len(numbers))
    back = button(
        "back", text(texts.back), class_="plain", data_exchange=opened.exchange, data_citation=n
    )
    copy = button(
        "copy",
        text(texts.copy_this),
        class_="plain",
        data_text=reference(opened.citation, texts),
        data_said=texts.copied,
    )
    steps = (
        _step(opened.exchange, numbers[at - 1] if at else None, "‹", texts.previous)
        + element("span", text(where), class_="position")
        + _step(
            opened.exchange, numbers[at + 1] if at + 1 < len(numbers) else None, "›", texts.next
        )
    )
    return element("nav", back + steps + copy + _close(texts), class_="bar")


def _step(exchange: str, n: int | None, sign: str, name: str) -> str:
    return button(
        "cite",
        sign,
        class_="step",
        aria_label=name,
        title=name,
        disabled=n is None,
        data_exchange=exchange,
        data_citation=n,
        data_step="previous" if sign == "‹" else "next",
    )


def _close(texts: Texts) -> str:
    return button("close", text(texts.close), class_="plain close")


def _notice(message: str) -> str:
    return element("p", text(message), class_="notice", role="status")
