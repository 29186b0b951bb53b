"""Training groups made from invented stories."""

import random

import pytest

from eval.fit.rehearsal import Rehearsal
from eval.stories.story import Story

TEXT = """LUND - The old bridge closed at noon on Monday. Ana Berg ordered it. Cows graze nearby.

Twelve people walked home. The ferry runs at noon as well. It is painted red."""


def story(name, text, questions):
    return Story(
        name=name,
        story=name,
        articles=({"id": "a", "outlet": "Post", "title": f"Title of {name}", "text": text},),
        questions=questions,
    )


@pytest.fixture
def rehearsal():
    bridge = story(
        "bridge",
        TEXT,
        (
            {"ask": "When did the old bridge close?", "kind": "fact", "answers": ["noon"]},
            {"ask": "Who built the bridge?", "kind": "near-miss", "missing": "its builder"},
        ),
    )
    other = story(
        "ferry",
        "OSLO - The ferry sank in May. Olga Lund was its captain. Nobody was hurt.",
        ({"ask": "Who led the ferry?", "kind": "fact", "answers": ["Olga Lund"]},),
    )
    return Rehearsal([bridge, other])


def draws(rehearsal):
    for seed in range(30):
        yield from rehearsal.draw(random.Random(seed))


def test_every_question_is_drawn_once(rehearsal):
    asked = [each.question for each in rehearsal.draw(random.Random(1))]
    assert asked == [
        "When did the old bridge close?", "Who built the bridge?", "Who led the ferry?",
    ]  # fmt: skip
    assert len(rehearsal) == 3


ANSWERS = {
    "When did the old bridge close?": {"noon"},
    "Who built the bridge?": set(),
    "Who led the ferry?": {"Olga Lund"},
}


def marked(group):
    return {
        s.text[slice(*s.span)] for p in group.passages for s in p.sentences if s.span is not None
    }


def test_what_is_marked_is_the_answer(rehearsal):
    for group in draws(rehearsal):
        assert marked(group) in (ANSWERS[group.question], set())


def test_some_questions_come_without_what_answers_them(rehearsal):
    groups = [each for each in draws(rehearsal) if ANSWERS[each.question]]
    without = [each for each in groups if not marked(each)]
    assert 0 < len(without) < len(groups) / 3
    for group in without:
        (answer,) = ANSWERS[group.question]
        assert not any(answer in passage.text for passage in group.passages)


def test_passages_that_hold_the_answers_words_are_never_wrong_ones(rehearsal):
    for group in draws(rehearsal):
        for passage in group.passages:
            if group.question == "When did the old bridge close?" and not passage.answers:
                assert "noon" not in passage.text


def test_a_question_is_read_against_its_own_story(rehearsal):
    for group in draws(rehearsal):
        if group.question == "Who built the bridge?":
            texts = " ".join(passage.text for passage in group.passages)
            assert any(word in texts for word in ("Berg", "walked", "ferry runs"))


def test_the_same_chance_draws_the_same(rehearsal):
    assert rehearsal.draw(random.Random(3)) == rehearsal.draw(random.Random(3))
