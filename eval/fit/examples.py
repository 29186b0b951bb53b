"""Training groups: each question beside its own passage and the nearest wrong one."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from eval.fit.groups import Asked, Group, LabelledPassage, LabelledSentence
from eval.fit.negatives import NearestPassages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.fit.rehearsal import Rehearsal

MOST_SENTENCES = 6
NEAREST = 8
# Questions of the largest set in one whole epoch.
OF_MANY = 8_000
# By epoch: the share of the public questions that is asked, and how often each of the stories'
# is, with passages drawn anew. What is closest to the use comes last.
SHARES = (1.0, 0.3, 0.15)
DRAWS = (0, 1, 1)
# Shares of all questions.
TYPED_SHARE = 0.1
NO_MARK_SHARE = 0.3
TITLE_LEFT_OUT = 0.3
TITLE_ASKED = 0.12
SWAPPED_SHARE = 0.12
# Wrong passages from the article of the right one; the others come from elsewhere.
SAME_ARTICLE_SHARE = 0.5
_NAMES = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)*|\b\d[\d,.]*\d\b|\b\d+\b")


class Examples:
    """Groups from all questions of `asked` and some of `many`, other ones for each epoch.

    From the second epoch on, those of the stories come with them.
    """

    def __init__(
        self,
        asked: Sequence[Asked],
        many: Sequence[Asked],
        seed: int,
        stories: Rehearsal | None = None,
    ) -> None:
        self._asked = asked
        self._stories = stories
        self._many = list(many)
        random.Random(seed).shuffle(self._many)
        self._seed = seed
        asked = [*asked, *many]
        passages = list(dict.fromkeys(replaced(each.passage) for each in asked))
        self._passages = passages
        self._nearest = NearestPassages([each.text for each in passages])
        names = [_NAMES.findall(each.question) for each in asked]
        self._names: list[str] = sorted(
            {name for some in names for name in some if not name[0].isdigit()}
        )
        self._numbers: list[str] = sorted(
            {name for some in names for name in some if name[0].isdigit()}
        )

    def sizes(self, epochs: int) -> list[int]:
        """How many groups each of so many epochs has."""
        return [
            round(of_epoch(SHARES, number) * len(self._asked))
            + round(of_epoch(SHARES, number) * min(OF_MANY, len(self._many)))
            + round(of_epoch(DRAWS, number)) * len(self._stories or ())
            for number in range(epochs)
        ]

    def epoch(self, number: int) -> list[Group]:
        """The groups of one pass, shuffled."""
        chance = random.Random(f"{self._seed} {number}")
        groups = [self._group(each, chance) for each in self._of(number, chance)]
        if self._stories is not None:
            for _ in range(round(of_epoch(DRAWS, number))):
                groups += [
                    Group(as_typed(each.question, chance), each.passages)
                    for each in self._stories.draw(chance)
                ]
        chance.shuffle(groups)
        return groups

    def _of(self, number: int, chance: random.Random) -> Iterator[Asked]:
        share = of_epoch(SHARES, number)
        yield from chance.sample(self._asked, round(share * len(self._asked)))
        start = number * OF_MANY
        for place in range(start, start + round(share * min(OF_MANY, len(self._many)))):
            yield self._many[place % len(self._many)]

    def _group(self, asked: Asked, chance: random.Random) -> Group:
        question, passage = asked.question, window(asked.passage, chance)
        if passage.answers and chance.random() < SWAPPED_SHARE:
            swapped = self._swapped(question, asked.passage.text, chance)
            if swapped is not None:
                return Group(as_typed(swapped, chance), (unanswering(passage),))
        passages = [passage]
        wrong = self._wrong(asked, chance) if passage.answers else None
        if wrong is not None:
            passages.append(window(wrong, chance))
        if passage.title and chance.random() < TITLE_ASKED:
            question = with_title(question, asked.passage.title, chance)
        return Group(as_typed(question, chance), tuple(passages))

    def _wrong(self, asked: Asked, chance: random.Random) -> LabelledPassage | None:
        """One of the nearest other passages that hold no answer."""
        own = [each.text for each in asked.passage.sentences if each.answers]
        same = chance.random() < SAME_ARTICLE_SHARE
        for place in self._nearest(asked.question, NEAREST):
            other = self._passages[place]
            text = other.text
            near = other.title.split(":")[0] == asked.passage.title.split(":")[0]
            if any(each in text for each in own) or (near and not same and other.title):
                continue
            if not any(answer in text.lower() for answer in asked.golden):
                return other
        return None

    def _swapped(self, question: str, text: str, chance: random.Random) -> str | None:
        """The question with one name or number changed for one that its passage doesn't hold."""
        found = [each for each in _NAMES.finditer(question) if each[0] in text]
        if not found:
            return None
        at = chance.choice(found)
        other = chance.choice(self._numbers if at[0][0].isdigit() else self._names)
        if other.lower() in text.lower():
            return None
        return question[: at.start()] + other + question[at.end() :]


def of_epoch(plan: Sequence[float], number: int) -> float:
    """The plan's entry for an epoch; the last one stands for all after it."""
    return plan[min(number, len(plan) - 1)]


def replaced(passage: LabelledPassage) -> LabelledPassage:
    """The passage without its labels."""
    return replace(passage, sentences=tuple(LabelledSentence(s.text) for s in passage.sentences))


def unanswering(passage: LabelledPassage) -> LabelledPassage:
    """The passage with nothing in it marked as an answer."""
    return replaced(passage)


def window(passage: LabelledPassage, chance: random.Random) -> LabelledPassage:
    """At most `MOST_SENTENCES` sentences, with an answering one; at times without the title."""
    sentences = passage.sentences
    spare = len(sentences) - MOST_SENTENCES
    if spare > 0:
        answering = [place for place, each in enumerate(sentences) if each.answers]
        first = chance.choice(answering) if answering else chance.randrange(len(sentences))
        start = min(spare, max(0, first - chance.randrange(MOST_SENTENCES)))
        sentences = sentences[start : start + MOST_SENTENCES]
    title = "" if chance.random() < TITLE_LEFT_OUT else passage.title
    return LabelledPassage(title, sentences)


def with_title(question: str, title: str, chance: random.Random) -> str:
    """The question with its article's subject named, as people name what they read about."""
    subject = title.split(":")[0]
    if subject.lower() in question.lower():
        return question
    plain = question.rstrip("? ")
    if chance.random() < 0.5:
        return f"{plain} in the article about {subject}?"
    return f"{subject}: {question}"


def as_typed(question: str, chance: random.Random) -> str:
    """Some questions as people type them: no question mark, letters gone astray."""
    if chance.random() < NO_MARK_SHARE:
        question = question.rstrip("?").rstrip()
    if chance.random() > TYPED_SHARE or len(question) < 4:
        return question
    letters = list(question)
    for _ in range(1 + len(letters) // 40):
        i = chance.randrange(1, len(letters) - 1)
        if not (letters[i].isalpha() and letters[i - 1].isalpha()):
            continue
        if chance.random() < 0.5:
            letters[i - 1], letters[i] = letters[i], letters[i - 1]
        else:
            del letters[i]
    return "".join(letters)
