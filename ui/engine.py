"""What the page needs of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.types import Answer, Article, ArticleRecord, Coverage, FoundPassage, Question
    from rag.writing.writing import Writing


class Engine(Protocol):
    """Answers questions over one index; safe to call from several threads."""

    @property
    def generation(self) -> str:
        """The name of what is being asked; another one where the articles have changed."""

    def ask(self, question: Question) -> Answer:
        """An answer or an abstention; raises QuestionError where the question can't be asked."""

    @property
    def writes(self) -> bool:
        """Whether a language model is named that writes after the quotes."""

    def write(self, question: Question, answer: Answer, wanted: Callable[[], bool]) -> Writing:
        """What it writes, as a stream of events."""

    def search(self, question: Question, top_k: int) -> tuple[FoundPassage, ...]:
        """The `top_k` best passages."""

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, by file name."""

    def article(self, file: str) -> Article:
        """One article with its text; raises ArticleMissingError."""

    def coverage(self) -> Coverage:
        """What there is to search."""

    def refresh(self) -> object:
        """Take up a newly published generation, if there is one."""
