"""Training groups made from questions."""

import random

from eval.fit.examples import DRAWS, MOST_SENTENCES, Examples, as_typed, window, with_title
from eval.fit.groups import LabelledPassage, LabelledSentence
from eval.fit.rehearsal import Rehearsal
from eval.fit.sources import qamr, selqa, squad
from eval.stories.story import Story


def examples(data, seed=1):
    train = data / "train"
    return Examples([*squad(train), *selqa(train)], qamr(train), seed)


def test_an_epoch_is_the_same_for_the_same_seed_and_another_for_another(data):
    assert examples(data).epoch(0) == examples(data).epoch(0)
    assert examples(data).epoch(0) != examples(data).epoch(1)
    assert examples(data, seed=2).epoch(0) != examples(data).epoch(0)


def test_an_epoch_asks_every_question_once(data):
    assert len(examples(data).epoch(0)) == 5 + 2 + 2


def test_wrong_passages_hold_no_answer(data):
    for number in range(20):
        for group in examples(data).epoch(number):
            assert not any(passage.answers for passage in group.passages[1:])


def test_a_long_passage_is_cut_to_a_window_with_an_answer():
    sentences = tuple(LabelledSentence(f"Sentence {n}.", n == 17) for n in range(40))
    for seed in range(20):
        cut = window(LabelledPassage("Title", sentences), random.Random(seed))
        assert len(cut.sentences) == MOST_SENTENCES
        assert cut.answers


def test_typed_questions_keep_their_words_apart():
    for seed in range(200):
        typed = as_typed("When did the bridge close?", random.Random(seed))
        assert len(typed.split()) == 5


def test_the_subject_is_named_once():
    question = with_title("When did it close?", "Lund: Bridges", random.Random(1))
    assert "Lund" in question
    assert with_title("When did Lund close?", "Lund: Bridges", random.Random(1)).count("Lund") == 1


def test_stories_come_with_the_second_epoch(data):
    train = data / "train"
    story = Story(
        name="bridge",
        story="A bridge closes",
        articles=({"id": "a", "outlet": "Post", "title": "Bridge", "text": "Ana Berg shut it."},),
        questions=({"ask": "Who shut the bridge?", "kind": "fact", "answers": ["Ana Berg"]},),
    )
    some = Examples(squad(train), qamr(train), 1, Rehearsal([story]))
    without = Examples(squad(train), qamr(train), 1).sizes(3)
    sizes = [len(some.epoch(number)) for number in range(3)]
    assert sizes == some.sizes(3)
    assert [a - b for a, b in zip(sizes, without, strict=True)] == list(DRAWS)
