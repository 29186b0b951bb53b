"""What is wrong with a suite's cases, as pure functions of the cases and the articles."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from eval.cases import REFUSALS
from eval.lint.texts import files_of, holding
from eval.wording import holds
from rag.text.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eval.cases import Case
    from eval.lint.texts import ArticleText

# Too few cases are not held to any balance.
BALANCED_FROM = 20
LARGEST_KIND = 0.3
# Without these, a question still asks the same.
_FILLERS = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "in",
        "at",
        "on",
        "to",
        "is",
        "are",
        "was",
        "were",
        "did",
        "do",
        "does",
    )
)
LEAST_UNANSWERABLE, MOST_UNANSWERABLE = 0.1, 0.4


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a case, or with the suite where `case` is None."""

    case: str | None
    problem: str


def about_cases(cases: Sequence[Case]) -> Iterator[Finding]:
    """What can be said without the articles."""
    yield from _asked_twice(cases)
    for case in cases:
        if not case.answerable and case.missing is None:
            yield Finding(case.id, "missing: say what it is that no article says")
        yield from _impossible(case)
    yield from _unbalanced(cases)


def about_articles(cases: Sequence[Case], texts: Mapping[str, ArticleText]) -> Iterator[Finding]:
    """What the articles say of the cases."""
    for case in cases:
        yield from _too_late(case, texts)
        yield from _not_in_sources(case, texts)
        yield from _in_others(case, texts)
    named = {file for case in cases for source in case.sources for file in files_of(source, texts)}
    for file in sorted(texts.keys() - named):
        yield Finding(None, f"no case has {file} as a source: its loss would not be noticed")


def _asked_twice(cases: Sequence[Case]) -> Iterator[Finding]:
    first: dict[object, str] = {}
    for case in cases:
        said = tuple(word.stem for word in words(case.question) if word.folded not in _FILLERS)
        asked = (said, case.as_of, tuple((turn.role, turn.content) for turn in case.history))
        if asked in first:
            yield Finding(case.id, f"question: asks the same as case {first[asked]}")
        first.setdefault(asked, case.id)


def _impossible(case: Case) -> Iterator[Finding]:
    for fact in case.facts:
        if all(any(holds(wording, each) for each in case.forbidden) for wording in fact):
            yield Finding(case.id, f"{_named(fact)}: each wording holds a forbidden one")


def _unbalanced(cases: Sequence[Case]) -> Iterator[Finding]:
    if len(cases) < BALANCED_FROM:
        return
    refused = Counter(case.refusal for case in cases if case.refusal)
    share = refused.total() / len(cases)
    if not LEAST_UNANSWERABLE <= share <= MOST_UNANSWERABLE:
        wanted = f"{LEAST_UNANSWERABLE:.0%} to {MOST_UNANSWERABLE:.0%}"
        yield Finding(None, f"{share:.0%} of the cases are unanswerable; {wanted} tells most")
    for refusal in REFUSALS:
        if not refused[refusal]:
            yield Finding(None, f"no unanswerable case is {refusal}")
    for kind, count in Counter(case.kind for case in cases).items():
        if count / len(cases) > LARGEST_KIND:
            most = f"more than {LARGEST_KIND:.0%} drowns the others"
            yield Finding(None, f"{count} of {len(cases)} cases are of kind {kind}; {most}")
        if count == 1:
            yield Finding(None, f"a single case is of kind {kind}: add one, or give it another")


def _too_late(case: Case, texts: Mapping[str, ArticleText]) -> Iterator[Finding]:
    for source in case.sources:
        for file in files_of(source, texts):
            if not _reached(case, texts[file]):
                day = f"dated {texts[file].date}, after as_of {case.as_of}"
                yield Finding(case.id, f"sources: {file} is {day}")


def _not_in_sources(case: Case, texts: Mapping[str, ArticleText]) -> Iterator[Finding]:
    """Facts that a source lacks.

    Where the facts are spread over the sources, each fact needs one of them, and each of them a
    fact; otherwise each source needs every fact, as any of them will do.
    """
    held = {
        source: [fact for fact in case.facts if holding(fact, files_of(source, texts), texts)]
        for source in case.sources
    }
    whole = any(len(each) == len(case.facts) for each in held.values())
    spread = case.every_source or not whole
    for fact in case.facts:
        lacking = [source for source in case.sources if fact not in held[source]]
        if lacking and (not spread or len(lacking) == len(case.sources)):
            places = holding(fact, texts, texts)
            where = f"it stands in {', '.join(places)}" if places else "it stands in no article"
            yield Finding(case.id, f"{_named(fact)}: not in {', '.join(lacking)}; {where}")
    for source in case.sources:
        if spread and not held[source]:
            yield Finding(case.id, f"sources: {source} holds none of the facts")


def _in_others(case: Case, texts: Mapping[str, ArticleText]) -> Iterator[Finding]:
    known = {file for name in (*case.sources, *case.elsewhere) for file in files_of(name, texts)}
    others = [file for file, text in texts.items() if file not in known and _reached(case, text)]
    advice = "a source too, or one for elsewhere, or the wording is too wide"
    for fact in case.facts:
        for file, wordings in _by_file(fact, others, texts):
            yield Finding(case.id, f"{_named(wordings)}: stands in {file} too: {advice}")


def _by_file(
    fact: Sequence[str], files: Sequence[str], texts: Mapping[str, ArticleText]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    found = [(file, each) for file in files for each in fact if holds(texts[file].text, each)]
    for file, group in groupby(found, key=lambda pair: pair[0]):
        yield file, tuple(wording for _, wording in group)


def _reached(case: Case, text: ArticleText) -> bool:
    return case.as_of is None or text.date is None or text.date <= case.as_of


def _named(wordings: Sequence[str]) -> str:
    return "fact " + " | ".join(json.dumps(each, ensure_ascii=False) for each in wordings)
