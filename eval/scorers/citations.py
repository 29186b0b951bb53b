"""Whether the files an answer cites are the ones that hold the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.scorers.score import NOT_SCORED, Score

if TYPE_CHECKING:
    from eval.cases import Case
    from rag.types import Answer


def is_source(case: Case, file: str) -> bool:
    """Whether a file is one of the case's sources; FILE#KEY is an article inside FILE."""
    return any(file == source or file.startswith(f"{source}#") for source in case.sources)


def cited_files(answer: Answer) -> tuple[str, ...]:
    """Each cited file once, in the order of the citation numbers."""
    ordered = sorted(answer.citations, key=lambda citation: citation.n)
    return tuple(dict.fromkeys(citation.file for citation in ordered))


def citation_precision(case: Case, answer: Answer) -> Score:
    """Share of the cited files that are sources; 0 when nothing is cited."""
    if not case.sources:
        return NOT_SCORED
    files = cited_files(answer)
    wrong = tuple(file for file in files if not is_source(case, file))
    value = (len(files) - len(wrong)) / len(files) if files else 0.0
    return Score(value, 1, tuple(f"cites {file}" for file in wrong) or _nothing(files))


def citation_recall(case: Case, answer: Answer) -> Score:
    """Share of the sources cited, where every source is needed; else 1 when any of them is."""
    if not case.sources:
        return NOT_SCORED
    files = cited_files(answer)
    missing = tuple(
        source
        for source in case.sources
        if not any(file == source or file.startswith(f"{source}#") for file in files)
    )
    found = len(case.sources) - len(missing)
    if case.every_source:
        reasons = tuple(f"doesn't cite {source}" for source in missing)
        return Score(found / len(case.sources), 1, reasons)
    wanted = " or ".join(case.sources)
    return Score(float(found > 0), 1, () if found else (f"doesn't cite {wanted}",))


def first_file_right(case: Case, answer: Answer) -> Score:
    """1 when the file of the first citation is a source, else 0."""
    if not case.sources:
        return NOT_SCORED
    files = cited_files(answer)
    right = bool(files) and is_source(case, files[0])
    reasons = () if right else tuple(f"cites {file} first" for file in files[:1])
    return Score(float(right), 1, reasons or (() if right else _nothing(files)))


def _nothing(files: tuple[str, ...]) -> tuple[str, ...]:
    return () if files else ("cites nothing",)
