"""The invented stories as an archive, asked what was kept out of fitting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from eval.answers.sets import AnswerSet, Asked
from eval.retrieval.sets import Corpus
from eval.stories.story import QuestionKind, held_out, read_stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.stories.story import Story, StoryArticle, StoryQuestion


def stories() -> AnswerSet:
    """Every story's articles are searched; the questions are those of the held-out ones."""
    every = read_stories()
    return archive("stories", every, [each for each in every if held_out(each)])


def archive(name: str, every: Sequence[Story], asked_about: Sequence[Story]) -> AnswerSet:
    """All stories' articles as files, with the questions of some of them.

    Questions that need two facts are left out, since any answer's words count as holding it.
    """
    articles = {
        f"{story.name}-{article.id}.md": as_file(article)
        for story in every
        for article in story.articles
    }
    questions = tuple(
        asked(question)
        for story in asked_about
        for question in story.questions
        if question.kind is not QuestionKind.TWO_FACTS
    )
    return AnswerSet(name, Corpus(f"answers-{name}", articles), questions)


def as_file(article: StoryArticle) -> str:
    """The article as Markdown with front matter."""
    fields = {"title": article.title, "source": article.outlet}
    if article.date:
        fields["date"] = article.date.isoformat()
    if article.author:
        fields["author"] = article.author
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", "", article.text])


def asked(question: StoryQuestion) -> Asked:
    """Of a disputed value the first is what is asked for, and the others are the other side's."""
    if question.kind is QuestionKind.DISPUTED:
        return Asked(question.ask, question.answers[:1], planted=question.answers[1:])
    return Asked(question.ask, question.answers)
