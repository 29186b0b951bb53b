"""Each case as the report shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from eval.page.charts import milliseconds
from eval.page.losses import Fate, fate
from eval.results import CaseError
from eval.scorers.citations import is_source
from eval.wording import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.cases import Case
    from eval.changes import Changes
    from eval.results import CaseResult
    from rag.types import Answer, Citation


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A citation: where it is from, the words around it, and whether its file is a source."""

    n: int
    place: str
    title: str
    before: str
    quote: Markup
    after: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with what was expected of it and what came of it.

    `state` is one of STATES; `facts` are each fact with how far it came.
    """

    case: Case
    state: str
    changed: bool
    answer: str
    abstained: bool
    quotes: tuple[QuoteView, ...]
    facts: tuple[tuple[str, Fate], ...]
    failures: tuple[str, ...]
    figures: str


# What became of a case, worst first, and what a person reads.
STATES = {
    "raised": "raised an error",
    "newly-failing": "newly failing",
    "new-failing": "new, failing",
    "failing": "failing as before",
    "newly-passing": "newly passing",
    "new-passing": "new, passing",
    "passing": "passing",
}
_AROUND = 160


def case_views(
    outcomes: Sequence[CaseResult | CaseError], changes: Changes
) -> tuple[CaseView, ...]:
    """Every case, worst first, else in the order of the suite."""
    changed = {each.case for each in changes.changed}
    known = changes.before.cases if changes.before else {}
    passed = {name: case.passed for name, case in known.items()}
    views = [_view(each, _state(each, passed.get(each.case.id)), changed) for each in outcomes]
    order = list(STATES)
    return tuple(sorted(views, key=lambda view: order.index(view.state)))


def marked(text: str, wordings: Iterable[str]) -> Markup:
    """A text with the wordings that stand in it marked, and all else escaped."""
    spans = sorted(span for each in wordings for span in places(text, each))
    parts, end = [], 0
    for start, stop in spans:
        if start < end:
            continue
        parts += [escape(text[end:start]), Markup("<mark>%s</mark>") % text[start:stop]]
        end = stop
    return Markup("").join([*parts, escape(text[end:])])


def _state(outcome: CaseResult | CaseError, passed: bool | None) -> str:
    if isinstance(outcome, CaseError):
        return "raised"
    if passed is None:
        return "new-failing" if outcome.failures else "new-passing"
    if outcome.failures:
        return "newly-failing" if passed else "failing"
    return "passing" if passed else "newly-passing"


def _view(outcome: CaseResult | CaseError, state: str, changed: set[str]) -> CaseView:
    case = outcome.case
    named = [" | ".join(fact) for fact in case.facts]
    if isinstance(outcome, CaseError):
        facts = tuple((name, Fate.RAISED) for name in named)
        return CaseView(case, state, False, "", False, (), facts, (outcome.error,), "")
    answer = outcome.answer
    fates = [fate(case, fact, answer) for fact in case.facts]
    return CaseView(
        case=case,
        state=state,
        changed=case.id in changed,
        answer=answer.text,
        abstained=answer.abstained,
        quotes=tuple(_quote(each, case, answer) for each in answer.citations),
        facts=tuple(zip(named, fates, strict=True)),
        failures=outcome.failures,
        figures=_figures(outcome),
    )


def _quote(citation: Citation, case: Case, answer: Answer) -> QuoteView:
    wordings = [each for fact in case.facts for each in fact]
    before, after = _around(citation, answer)
    day = citation.date.isoformat() if citation.date else "undated"
    return QuoteView(
        n=citation.n,
        place=f"{citation.file}[{citation.start}:{citation.end}], {day}, {citation.part.value}",
        title=citation.title,
        before=before,
        quote=marked(citation.quote, wordings),
        after=after,
        right=is_source(case, citation.file) if case.sources else None,
    )


def _around(citation: Citation, answer: Answer) -> tuple[str, str]:
    """What stands before and after a quote in the passage that it was found in."""
    for found in answer.passages:
        passage = found.passage
        if passage.file != citation.file or not (
            passage.start <= citation.start and citation.end <= passage.end
        ):
            continue
        start, end = citation.start - passage.start, citation.end - passage.start
        before, after = passage.text[:start], passage.text[end:]
        if len(before) > _AROUND:
            before = "…" + before[-_AROUND:]
        if len(after) > _AROUND:
            after = after[:_AROUND] + "…"
        return before, after
    return "", ""


def _figures(outcome: CaseResult) -> str:
    case, answer = outcome.case, outcome.answer
    figures = [f"confidence {answer.confidence:.2f}"]
    if outcome.alone:
        figures.append(milliseconds(answer.seconds.total))
    ranks = [
        at
        for at, found in enumerate(answer.passages, start=1)
        if is_source(case, found.passage.file)
    ]
    if case.sources:
        figures.append(f"first passage of a source: {ranks[0] if ranks else 'none'}")
    return " · ".join(figures)
