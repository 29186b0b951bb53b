"""Thumbs up and down: as HTML, and as drafts of cases for the evaluation.

A draft's format is the one in docs/evaluation.md, which `python -m eval drafts` reads.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING

from rag.contract import answer_object
from rag.errors import DatelineError
from ui.conversation import Judgement
from ui.markup import element, text
from ui.view import button

if TYPE_CHECKING:
    from pathlib import Path

    from ui.conversation import Exchange, Verdict
    from ui.texts import Texts

FORMAT = 1
LONGEST_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class Drafts:
    """The folder of drafts."""

    folder: Path

    def write(self, exchange: Exchange, verdict: Verdict, comment: str) -> Judgement:
        """Write what somebody thinks of an answer, in the place of what was thought before.

        Raises DatelineError where the folder can't be written.
        """
        before = exchange.judgement
        at = datetime.now(UTC)
        name = before.draft if before else f"{at:%Y%m%d-%H%M%S}-{token_hex(4)}.json"
        comment = comment.strip()[:LONGEST_COMMENT]
        draft = json.dumps(draft_object(exchange, verdict, comment, at), ensure_ascii=False)
        path = self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # Moved there whole, since somebody may be listing the folder.
            half = path.with_suffix(".part")
            half.write_text(f"{draft}\n", encoding="utf-8")
            half.replace(path)
        except OSError as error:
            raise DatelineError(f"The draft {path} can't be written: {error.strerror}.") from None
        return Judgement(verdict, comment, name)

    def drop(self, judgement: Judgement) -> None:
        """Take a judgement back; raises DatelineError where its draft can't be removed."""
        path = self.folder / judgement.draft
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise DatelineError(f"The draft {path} can't be removed: {error.strerror}.") from None


def draft_object(
    exchange: Exchange, verdict: Verdict, comment: str, at: datetime
) -> dict[str, object]:
    """A draft of a case: the question, the answer it got, and what somebody thought of that."""
    if exchange.answer is None:
        raise ValueError("only an answer can be judged")
    question = exchange.question
    return {
        "format": FORMAT,
        "at": at.isoformat(),
        "verdict": verdict,
        "comment": comment or None,
        "question": question.text,
        "as_of": question.as_of.isoformat() if question.as_of else None,
        "history": [{"role": turn.role, "content": turn.content} for turn in question.history],
        "answer": answer_object(None, exchange.answer),
    }


def judging_html(exchange: Exchange, texts: Texts) -> str:
    """Two thumbs; once one is chosen, a field for the reason."""
    chosen = exchange.judgement
    thumbs = element("span", text(texts.judge), class_="judge-ask")
    for verdict, name in (("up", texts.judge_up), ("down", texts.judge_down)):
        thumbs += button(
            "judge",
            element("span", "", class_=f"thumb thumb-{verdict}", aria_hidden="true") + text(name),
            class_="plain judge",
            data_exchange=exchange.id,
            data_verdict=verdict,
            aria_pressed="true" if chosen and chosen.verdict == verdict else "false",
        )
    row = element("div", thumbs, class_="judging", role="group", aria_label=texts.judge)
    if chosen is None:
        return row
    field = element(
        "label",
        element("span", text(texts.judge_why), class_="meta")
        + element(
            "textarea",
            text(chosen.comment),
            class_="reason",
            rows=2,
            maxlength=LONGEST_COMMENT,
            data_exchange=exchange.id,
        ),
    )
    save = button("comment", text(texts.judge_save), class_="small", data_exchange=exchange.id)
    said = element("p", text(texts.judge_saved), class_="meta", role="status")
    return row + element("div", field + save + said, class_="why")
