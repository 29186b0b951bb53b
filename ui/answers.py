"""A conversation as HTML: questions, answers in quotes, and everything that is said of them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from ui.asked import limits_in_words
from ui.citations import closest, mark, sources
from ui.judging import judging_html
from ui.markup import element, text
from ui.view import button, title
from ui.writing import dropped_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Answer, Citation, DisputedValue, Statement
    from ui.conversation import Conversation, Exchange
    from ui.texts import Texts
    from ui.view import View

CLOSEST = 3


def conversation_html(conversation: Conversation, examples: Sequence[str], view: View) -> str:
    """The whole conversation, oldest first; a welcome with examples where it is empty."""
    if not conversation:
        return _welcome(examples, view.texts)
    waiting = False
    exchanges = []
    for exchange in conversation:
        last = exchange is conversation[-1]
        exchanges.append(exchange_html(exchange, view, last=last, waiting=waiting))
        waiting = waiting or exchange.pending
    return element(
        "div",
        "".join(exchanges),
        role="log",
        aria_label=view.texts.conversation,
        class_="conversation",
    )


def exchange_html(
    exchange: Exchange, view: View, *, last: bool = True, waiting: bool = False
) -> str:
    """One question and what came of it. Only the last one can be edited or asked again.

    `waiting` says that a question before it has no answer yet.
    """
    texts = view.texts
    asked = element("span", text(texts.you_asked), class_="kicker")
    pieces = [element("h2", asked + text(exchange.question.text), class_="question")]
    limits = limits_in_words(exchange.question, texts)
    if limits:
        said = texts.limited_to.format(what="; ".join(limits))
        pieces.append(element("p", text(said), class_="limited"))
    if exchange.failure is not None:
        pieces.append(
            element("p", text(texts.said(exchange.failure)), class_="failure", role="alert")
        )
    elif exchange.answer is None:
        pieces.append(_pending(texts.waiting if waiting else texts.searching, texts))
    else:
        pieces.append(answer_html(exchange, exchange.answer, view))
    if exchange.writing:
        pieces.append(_pending(texts.writing, texts))
    elif not exchange.pending:
        pieces.append(_foot(exchange, texts, last))
    return element(
        "section",
        "".join(pieces),
        class_="exchange",
        id=f"exchange-{exchange.id}",
        aria_busy="true" if exchange.pending or exchange.writing else None,
    )


def answer_html(exchange: Exchange, answer: Answer, view: View) -> str:
    """An answer, in the order in which it is read; what is written about quotes follows them."""
    texts = view.texts
    cited = {citation.n: citation for citation in answer.citations}
    pieces = [_opening(answer, texts)]
    if answer.disagreement:
        said_by = {n: each.by for each in answer.statements for n in each.citations}
        pieces.append(_disagreement(exchange, answer.disagreement, cited, said_by, view))
    said = [
        _statement(exchange, index, statement, cited, view)
        for index, statement in enumerate(answer.statements)
    ]
    quoted = len(said) - written_last(answer.statements)
    pieces += said[:quoted]
    if said[quoted:]:
        head = element("h3", text(texts.written), class_="kicker")
        pieces.append(element("div", "".join([head, *said[quoted:]]), class_="prose"))
    pieces.append(dropped_html(exchange, texts))
    pieces += [element("p", text(texts.said(notice)), class_="notice") for notice in answer.notices]
    if answer.citations:
        pieces.append(sources(exchange, answer.citations, view))
    if answer.abstained and answer.passages:
        pieces.append(closest(exchange, answer.passages[:CLOSEST], view))
    searched = texts.searched(answer.coverage)
    if not answer.abstained:
        searched = f"{texts.sureness(answer.confidence)} {searched}"
    pieces.append(element("p", text(searched), class_="coverage"))
    return element("div", "".join(pieces), class_="answer")


def written_last(statements: Sequence[Statement]) -> int:
    """How many statements at the end a language model wrote; a list's first line is not one."""
    return sum(1 for _ in takewhile(lambda each: each.kind == "written", reversed(statements)))


def _opening(answer: Answer, texts: Texts) -> str:
    pieces = ""
    if answer.understood:
        said = texts.understood_form.format(text=answer.understood)
        pieces = element("p", text(said), class_="understood")
    if answer.abstained:
        pieces += element("p", text(texts.said(answer.text)), class_="abstention")
    elif answer.reason:
        pieces += element("p", text(texts.said(answer.reason)), class_="caveat")
    return pieces


def _welcome(examples: Sequence[str], texts: Texts) -> str:
    head = element("h2", text(texts.welcome), class_="welcome-head")
    body = element("p", text(texts.welcome_text), class_="welcome-text")
    if examples:
        items = "".join(
            element("li", button("example", text(example), data_index=index))
            for index, example in enumerate(examples)
        )
        body += element("h3", text(texts.examples), class_="kicker")
        body += element("ul", items, class_="examples")
    return element("div", head + body, class_="welcome")


def _pending(said: str, texts: Texts) -> str:
    words = element("span", text(said), role="status")
    return element(
        "p", words + button("stop", text(texts.stop), class_="plain"), class_="searching"
    )


def _foot(exchange: Exchange, texts: Texts, last: bool) -> str:
    pieces = judging_html(exchange, texts) if exchange.answer else ""
    if last:
        again = button("retry", text(texts.retry), class_="plain", data_exchange=exchange.id)
        edit = button(
            "edit",
            text(texts.edit),
            class_="plain",
            data_exchange=exchange.id,
            data_text=exchange.question.text,
        )
        pieces += element("p", edit + again, class_="again")
    return element("div", pieces, class_="foot") if pieces else ""


def _statement(
    exchange: Exchange, index: int, statement: Statement, cited: dict[int, Citation], view: View
) -> str:
    citations = [cited[n] for n in statement.citations if n in cited]
    marks = "".join(mark(exchange, f"{index}-{each.n}", each, view) for each in citations)
    label = _label(statement, citations, view.texts)
    if statement.kind == "quote":
        meant = ""
        if statement.refers_to and statement.refers_to != statement.by:
            meant = element("span", text(f"[{statement.refers_to}]"), class_="meant") + " "
        quote = meant + element("q", text(statement.text)) + marks
        return element("blockquote", label + element("p", quote), class_="statement")
    said = text(view.texts.said(statement.text))
    return element("div", label + element("p", said + marks), class_="statement")


def _label(statement: Statement, citations: Sequence[Citation], texts: Texts) -> str:
    days = dict.fromkeys(texts.day(citation.date) for citation in citations)
    parts = dict.fromkeys(_capital(texts.part(citation.part)) for citation in citations)
    words = [*(part for part in parts if part), _standing(statement, texts)]
    labels = [element("span", text(day), class_="day") for day in days]
    labels += [element("span", text(word), class_="label") for word in words if word]
    return element("p", "".join(labels), class_="labels") if labels else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _standing(statement: Statement, texts: Texts) -> str:
    """How sure it is and by whom; of a quote that starts with who says so, only how sure."""
    status, by = texts.status(statement.status), statement.by
    if not status or not by or statement.text.lower().startswith(by.lower()):
        return status
    return texts.standing_form.format(status=status, by=by)


def _disagreement(
    exchange: Exchange,
    disagreement: Sequence[DisputedValue],
    cited: dict[int, Citation],
    said_by: dict[int, str | None],
    view: View,
) -> str:
    """Who says what, and when: a row for each citation, the value once for its rows."""
    texts = view.texts
    names = (texts.disagree_value, texts.disagree_who, texts.disagree_when)
    head = "".join(element("th", text(name), scope="col") for name in names)
    rows = []
    for index, disputed in enumerate(disagreement):
        citations = [cited[n] for n in disputed.citations if n in cited]
        for at, citation in enumerate(citations):
            value = ""
            if at == 0:
                value = element(
                    "th",
                    text(disputed.value),
                    scope="rowgroup" if len(citations) > 1 else "row",
                    rowspan=len(citations) if len(citations) > 1 else None,
                )
            who = text(_who(citation, said_by.get(citation.n), texts)) + mark(
                exchange, f"d{index}-{citation.n}", citation, view
            )
            when = text(texts.day(citation.date))
            rows.append(element("tr", value + element("td", who) + element("td", when)))
    table = element("caption", text(texts.disagree)) + element("thead", element("tr", head))
    return element("table", table + element("tbody", "".join(rows)), class_="disagreement")


def _who(citation: Citation, by: str | None, texts: Texts) -> str:
    return texts.who_form.format(by=by, title=title(citation)) if by else title(citation)
