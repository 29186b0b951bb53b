"""Training groups from the invented stories: each question beside what a search would find."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.fit.groups import Group, LabelledPassage, LabelledSentence
from eval.fit.negatives import NearestPassages
from eval.stories.story import plain
from rag.reading.pairs import dated
from rag.text.sentences import sentence_spans

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from eval.stories.story import Story, StoryArticle, StoryQuestion

SENTENCES = 4
NEAREST = 12
# Passages read with a question, those that answer among them.
FEWEST, MOST = 3, 6
FROM_STORY = 0.75
# Share of the questions whose answer is kept back: what is near it then answers nothing.
KEPT_BACK = 0.12


class Rehearsal:
    """Draws of every question with passages of its own story and of others.

    Passages without the answer's words are wrong ones; those that hold its words only by the way
    are not used, since nobody has said which they are.
    """

    def __init__(self, stories: Sequence[Story]) -> None:
        self._questions = [(story, each) for story in stories for each in story.questions]
        self._articles = {
            (story.name, article.id): split(article)
            for story in stories
            for article in story.articles
        }
        self._runs = [
            (key, first)
            for key, passage in self._articles.items()
            for first in range(0, len(passage.sentences), SENTENCES // 2)
        ]
        self._nearest = NearestPassages([self._run(*each).text for each in self._runs])

    def __len__(self) -> int:
        return len(self._questions)

    def draw(self, chance: random.Random) -> list[Group]:
        """One group for every question, with passages cut anew."""
        return [self._group(story, each, chance) for story, each in self._questions]

    def _run(self, key: tuple[str, str], first: int) -> LabelledPassage:
        passage = self._articles[key]
        return LabelledPassage(passage.title, passage.sentences[first : first + SENTENCES])

    def _group(self, story: Story, question: StoryQuestion, chance: random.Random) -> Group:
        right = self._answering(story, question, chance)
        wrong = self._wrong(story, question, chance)
        if wrong and chance.random() < KEPT_BACK:
            right = []
        size = chance.randint(FEWEST, MOST)
        passages = [*right[:size], *wrong[: max(1, size - len(right))]]
        chance.shuffle(passages)
        return Group(question.ask, tuple(passages))

    def _answering(
        self, story: Story, question: StoryQuestion, chance: random.Random
    ) -> list[LabelledPassage]:
        """Of each article with an answer, a cut around the sentence that best answers."""
        passages = [self._articles[story.name, article.id] for article in story.articles]
        ranked = [ranking for each in passages if (ranking := holding(each, question))]
        most = max((ranking[0].shared for ranking in ranked), default=0)
        found = [
            cut(labelled(ranking, question), ranking[0].place, chance)
            for ranking in ranked
            if ranking[0].sure or ranking[0].shared >= most - 1
        ]
        chance.shuffle(found)
        return found

    def _wrong(
        self, story: Story, question: StoryQuestion, chance: random.Random
    ) -> list[LabelledPassage]:
        """Runs without any answer, nearest first, most of them from the story itself."""
        hits = [self._runs[place] for place in self._nearest(question.ask, NEAREST)]
        own = [run for run in self._runs if run[0][0] == story.name]
        chance.shuffle(own)
        hits = [each for each in hits if each[0][0] == story.name or chance.random() > FROM_STORY]
        found: list[LabelledPassage] = []
        seen: set[str] = set()
        for key, first in dict.fromkeys([*hits, *own]):
            run = cut(self._articles[key], min(first + 1, self._last(key)), chance)
            texts = {each.text for each in run.sentences}
            if len(texts & seen) * 2 > len(texts):
                continue
            seen |= texts
            if not any(answer.lower() in run.text.lower() for answer in question.answers):
                found.append(run)
        return found

    def _last(self, key: tuple[str, str]) -> int:
        return len(self._articles[key].sentences) - 1


def split(article: StoryArticle) -> LabelledPassage:
    """The article as sentences that answer nothing yet."""
    sentences = [
        plain(paragraph[span.start : span.end])
        for paragraph in article.text.split("\n\n")
        for span in sentence_spans(paragraph)
    ]
    return LabelledPassage(
        dated(article.title, article.date), tuple(LabelledSentence(each) for each in sentences)
    )


@dataclass(frozen=True, slots=True)
class Holding:
    """A sentence that holds an answer's words.

    `shared` counts the question's words in it and the sentence before; it is `sure` where the
    answer has several words, which don't stand there by the way.
    """

    passage: LabelledPassage
    place: int
    shared: int
    sure: bool


def holding(passage: LabelledPassage, question: StoryQuestion) -> list[Holding]:
    """Sentences that hold an answer's words, the one that shares most with the question first."""
    asked = set(re.findall(r"\w+", question.ask.lower()))
    found = []
    for place, each in enumerate(passage.sentences):
        answers = answers_in(each.text, question)
        if answers:
            around = " ".join(s.text for s in passage.sentences[max(0, place - 1) : place + 1])
            shared = len(asked & set(re.findall(r"\w+", around.lower())))
            found.append(Holding(passage, place, shared, any(" " in answer for answer in answers)))
    return sorted(found, key=lambda each: (-each.sure, -each.shared, each.place))


def answers_in(text: str, question: StoryQuestion) -> list[str]:
    """The answers that stand in a text as whole words."""
    return [
        each
        for answer in question.answers
        for each in [plain(answer)]
        if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)
    ]


def labelled(ranking: Sequence[Holding], question: StoryQuestion) -> LabelledPassage:
    """The passage with the answers marked in all sentences that are as sure as the best."""
    passage = ranking[0].passage
    places = {each.place for each in ranking if each.sure == ranking[0].sure}
    return LabelledPassage(
        passage.title,
        tuple(
            labelled_sentence(each.text, question) if place in places else each
            for place, each in enumerate(passage.sentences)
        ),
    )


def labelled_sentence(text: str, question: StoryQuestion) -> LabelledSentence:
    """The sentence with its longest answer marked."""
    longest = max(answers_in(text, question), key=len)
    start = text.index(longest)
    return LabelledSentence(text, True, (start, start + len(longest)))


def cut(passage: LabelledPassage, place: int, chance: random.Random) -> LabelledPassage:
    """One to five sentences around a place; at times without the title."""
    before, after = chance.choice(((0, 0), (1, 1), (1, 1), (1, 2), (2, 1), (2, 2), (0, 3)))
    sentences = passage.sentences[max(0, place - before) : place + after + 1]
    return LabelledPassage("" if chance.random() < 0.1 else passage.title, sentences)
