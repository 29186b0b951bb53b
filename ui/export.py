"""A conversation to keep elsewhere: as Markdown to print, and as JSON for programs."""

from __future__ import annotations

import json
import re
from datetime import UTC
from typing import TYPE_CHECKING

from rag.contract import answer_object
from ui.asked import limits_in_words
from ui.texts import joined

if TYPE_CHECKING:
    from rag.types import Answer, Citation, Statement
    from ui.conversation import Conversation, Exchange
    from ui.texts import Texts

# What Markdown or HTML would read as markup; articles hold such characters, and mean none of it.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~&])")
_BEGINS_A_LIST = re.compile(r"^(\d*)([-+.)])(?=\s)")


def as_markdown(conversation: Conversation, texts: Texts) -> str:
    """Questions, quotes, sources with files and dates, and what was searched."""
    pieces = [f"# {texts.title}"]
    for exchange in conversation:
        pieces += _exchange(exchange, texts)
    return "\n\n".join(pieces) + "\n"


def as_json(conversation: Conversation) -> str:
    """Each question with its limits and, in the words of the JSON contract, its answer."""
    exchanges = [_object(exchange) for exchange in conversation]
    return json.dumps({"format": 1, "exchanges": exchanges}, ensure_ascii=False, indent=1) + "\n"


def escaped(value: str) -> str:
    """A text as Markdown that shows it as it is."""
    value = _MARKUP.sub(r"\\\1", " ".join(value.split()))
    return _BEGINS_A_LIST.sub(r"\1\\\2", value)


def _exchange(exchange: Exchange, texts: Texts) -> list[str]:
    day = f"{texts.day(exchange.at.date())}, {exchange.at.astimezone(UTC):%H:%M} UTC"
    pieces = [
        f"## {escaped(exchange.question.text)}",
        f"*{escaped(texts.export_asked.format(when=day))}*",
    ]
    limits = limits_in_words(exchange.question, texts)
    if limits:
        pieces.append(escaped(texts.limited_to.format(what="; ".join(limits))))
    if exchange.failure is not None:
        pieces.append(escaped(texts.said(exchange.failure)))
    if exchange.answer is not None:
        pieces += _answer(exchange.answer, texts)
    return pieces


def _answer(answer: Answer, texts: Texts) -> list[str]:
    pieces = []
    cited = {citation.n: citation for citation in answer.citations}
    if answer.understood:
        pieces.append(escaped(texts.understood_form.format(text=answer.understood)))
    if answer.abstained:
        pieces.append(escaped(texts.said(answer.text)))
    elif answer.reason:
        pieces.append(escaped(texts.said(answer.reason)))
    if answer.disagreement:
        pieces.append(f"**{escaped(texts.disagree)}**")
        pieces.append("\n".join(_disputed(answer, cited, texts)))
    pieces += [_statement(statement, cited, texts) for statement in answer.statements]
    pieces += [escaped(texts.said(notice)) for notice in answer.notices]
    if answer.citations:
        pieces.append(f"### {escaped(texts.sources)}")
        pieces.append("\n".join(_source(each, texts) for each in answer.citations))
    return [*pieces, f"*{escaped(texts.searched(answer.coverage))}*"]


def _disputed(answer: Answer, cited: dict[int, Citation], texts: Texts) -> list[str]:
    return [
        f"- {escaped(each.value)}: "
        + "; ".join(
            f"{escaped(cited[n].title or cited[n].file)}, {texts.day(cited[n].date)} \\[{n}\\]"
            for n in each.citations
            if n in cited
        )
        for each in answer.disagreement or ()
    ]


def _statement(statement: Statement, cited: dict[int, Citation], texts: Texts) -> str:
    days = dict.fromkeys(texts.day(cited[n].date) for n in statement.citations if n in cited)
    label = joined(*days, texts.status(statement.status), statement.by)
    marks = "".join(f" \\[{n}\\]" for n in statement.citations)
    if statement.kind != "quote":
        return f"{escaped(texts.said(statement.text))}{marks}"
    said = escaped(statement.text)
    meant = f"{escaped(f'[{statement.refers_to}]')} " if statement.refers_to else ""
    return f"> {escaped(label)}  \n> {meant}“{said}”{marks}"


def _source(citation: Citation, texts: Texts) -> str:
    title = escaped(citation.title or citation.file)
    part = texts.part(citation.part)
    where = f"{citation.file}[{citation.start}:{citation.end}]"
    details = ", ".join(each for each in (texts.day(citation.date), part) if each)
    return f"{citation.n}. {title}, {details}, {escaped(where)}"


def _object(exchange: Exchange) -> dict[str, object]:
    question = exchange.question
    return {
        "at": exchange.at.isoformat(),
        "question": question.text,
        "limits": {
            "since": question.since.isoformat() if question.since else None,
            "until": question.until.isoformat() if question.until else None,
            "as_of": question.as_of.isoformat() if question.as_of else None,
            "parts": sorted(part.value for part in question.parts or ()),
            "files": sorted(question.files or ()),
        },
        "failure": exchange.failure,
        "versions": dict(exchange.versions),
        "answer": answer_object(None, exchange.answer) if exchange.answer else None,
    }
