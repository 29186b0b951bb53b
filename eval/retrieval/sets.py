"""What a public set becomes: articles to ingest, and questions whose right places are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.types import Turn


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of an article, `text[start:end]`."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with where its answer stands.

    `right` are the places that a retrieved passage must touch to be a hit: whole articles, or
    stretches of one. `spans` are the answer's own words, none where the set doesn't mark them.
    """

    id: str
    text: str
    right: tuple[Reference, ...]
    spans: tuple[Reference, ...] = ()
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles by file name, each with the whole text of its file."""

    name: str
    articles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Questions over a corpus; two sets may share one."""

    name: str
    corpus: Corpus
    questions: tuple[LabelledQuestion, ...]
