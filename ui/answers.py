"""A conversation as HTML: questions, answers in quotes, and numbered sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import texts
from ui.markup import element, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Answer, Citation, DisputedValue, FoundPassage, Statement
    from ui.conversation import Conversation, Exchange

CLOSEST = 3


def conversation_html(conversation: Conversation, examples: Sequence[str]) -> str:
    """The whole conversation, oldest first; a welcome with examples where it is empty."""
    if not conversation:
        return _welcome(examples)
    exchanges = "".join(
        exchange_html(position, exchange) for position, exchange in enumerate(conversation)
    )
    return element(
        "div", exchanges, role="log", aria_label=texts.CONVERSATION, class_="conversation"
    )


def exchange_html(position: int, exchange: Exchange) -> str:
    """One question and its answer; `position` names the exchange in its citations' buttons."""
    asked = element("span", text(texts.YOU_ASKED), class_="kicker")
    question = element("h2", asked + text(exchange.question.text), class_="question")
    if exchange.failure is not None:
        body = element("p", text(exchange.failure), class_="failure", role="alert")
    elif exchange.answer is None:
        body = element("p", text(texts.SEARCHING), class_="searching")
    else:
        body = answer_html(position, exchange.answer)
    return element("section", question + body, class_="exchange", id=f"exchange-{position}")


def answer_html(position: int, answer: Answer) -> str:
    """An answer: how it was understood, statements, disagreement, sources and what was searched."""
    pieces = []
    if answer.understood:
        pieces.append(element("p", text(texts.understood(answer.understood)), class_="understood"))
    if answer.abstained:
        pieces.append(element("p", text(answer.text), class_="abstention"))
    elif answer.reason:
        pieces.append(element("p", text(answer.reason), class_="caveat"))
    cited = {citation.n: citation for citation in answer.citations}
    pieces += [
        _statement(position, index, statement, cited)
        for index, statement in enumerate(answer.statements)
    ]
    if answer.disagreement:
        pieces.append(_disagreement(position, answer.disagreement, cited))
    pieces += [element("p", text(notice), class_="notice") for notice in answer.notices]
    if answer.citations:
        pieces.append(_sources(position, answer.citations))
    if answer.abstained and answer.passages:
        pieces.append(_closest(position, answer.passages[:CLOSEST]))
    pieces.append(element("p", text(texts.searched(answer.coverage)), class_="coverage"))
    return element("div", "".join(pieces), class_="answer")


def source_details(citation: Citation) -> str:
    """A citation's date, part in words (where not body) and file, as text."""
    return texts.joined(texts.day(citation.date), texts.part(citation.part), citation.file)


def _welcome(examples: Sequence[str]) -> str:
    head = element("h2", text(texts.WELCOME), class_="welcome-head")
    body = element("p", text(texts.WELCOME_TEXT), class_="welcome-text")
    if examples:
        items = "".join(
            element(
                "li",
                element("button", text(example), type="button", data_example=index),
            )
            for index, example in enumerate(examples)
        )
        body += element("h3", text(texts.EXAMPLES), class_="kicker")
        body += element("ul", items, class_="examples")
    return element("div", head + body, class_="welcome")


def _statement(position: int, index: int, statement: Statement, cited: dict[int, Citation]) -> str:
    marks = "".join(
        _mark(position, f"{index}-{n}", cited[n]) for n in statement.citations if n in cited
    )
    label = _label(statement, [cited[n] for n in statement.citations if n in cited])
    if statement.kind == "quote":
        meant = ""
        if statement.refers_to and statement.refers_to != statement.by:
            meant = element("span", text(f"[{statement.refers_to}]"), class_="meant") + " "
        quote = meant + element("q", text(statement.text)) + marks
        return element("blockquote", label + element("p", quote), class_="statement")
    return element("div", label + element("p", text(statement.text) + marks), class_="statement")


def _label(statement: Statement, citations: Sequence[Citation]) -> str:
    days = dict.fromkeys(texts.day(citation.date) for citation in citations)
    parts = dict.fromkeys(texts.part(citation.part).capitalize() for citation in citations)
    words = [*(part for part in parts if part), _standing(statement)]
    labels = [element("span", text(day), class_="day") for day in days]
    labels += [element("span", text(word), class_="label") for word in words if word]
    return element("p", "".join(labels), class_="labels") if labels else ""


def _standing(statement: Statement) -> str:
    """How sure it is and by whom; of a quote that starts with who says so, only how sure."""
    status, by = texts.status(statement.status), statement.by
    if not status or not by or statement.text.lower().startswith(by.lower()):
        return status
    return texts.standing(status, by)


def _mark(position: int, place: str, citation: Citation) -> str:
    tip = f"tip-{position}-{place}"
    button = _chooser(
        position,
        citation,
        text(citation.n),
        class_="mark",
        aria_label=texts.citation_name(citation.n, _title(citation)),
        aria_describedby=tip,
    )
    inside = (
        element("strong", text(_title(citation)))
        + element("span", text(source_details(citation)), class_="meta")
        + element("q", text(citation.quote))
    )
    return element(
        "span",
        button + element("span", inside, class_="tip", role="tooltip", id=tip),
        class_="cite",
    )


def _sources(position: int, citations: Sequence[Citation]) -> str:
    items = []
    for citation in citations:
        inside = (
            element("span", text(citation.n), class_="number")
            + element("span", text(_title(citation)), class_="source-title")
            + element("span", text(source_details(citation)), class_="meta")
        )
        items.append(element("li", _chooser(position, citation, inside, class_="source")))
    head = element("h3", text(texts.SOURCES), class_="kicker")
    return head + element("ol", "".join(items), class_="sources")


def _closest(position: int, passages: Sequence[FoundPassage]) -> str:
    items = []
    for index, found in enumerate(passages):
        passage = found.passage
        details = (texts.day(passage.date), texts.part(passage.part), passage.file)
        inside = (
            element("span", text(passage.title or passage.file), class_="source-title")
            + element("span", text(texts.joined(*details)), class_="meta")
            + element("q", text(passage.text), class_="excerpt")
        )
        button = element(
            "button",
            inside,
            type="button",
            class_="source closest",
            data_exchange=position,
            data_passage=index,
        )
        items.append(element("li", button))
    head = element("h3", text(texts.CLOSEST), class_="kicker")
    return head + element("ol", "".join(items), class_="sources")


def _disagreement(
    position: int, disagreement: Sequence[DisputedValue], cited: dict[int, Citation]
) -> str:
    head = element("th", text(texts.DISAGREE_VALUE), scope="col")
    head += element("th", text(texts.DISAGREE_WHO), scope="col")
    rows = []
    for index, disputed in enumerate(disagreement):
        who = "".join(
            element(
                "li",
                text(f"{_title(cited[n])}, {texts.day(cited[n].date)}")
                + _mark(position, f"d{index}-{n}", cited[n]),
            )
            for n in disputed.citations
            if n in cited
        )
        rows.append(
            element(
                "tr",
                element("th", text(disputed.value), scope="row")
                + element("td", element("ul", who)),
            )
        )
    table = element("caption", text(texts.DISAGREE)) + element("thead", element("tr", head))
    return element("table", table + element("tbody", "".join(rows)), class_="disagreement")


def _chooser(position: int, citation: Citation, inside: str, **attributes: object) -> str:
    return element(
        "button",
        inside,
        type="button",
        data_exchange=position,
        data_citation=citation.n,
        **attributes,
    )


def _title(citation: Citation) -> str:
    return citation.title or citation.file
