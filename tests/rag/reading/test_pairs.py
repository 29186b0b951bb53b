"""A question and a passage as word pieces."""

from datetime import date

import pytest
from tokenizers import Tokenizer

from rag.embedding.model_folder import find_model
from rag.reading.pairs import CLS, SEP, PassageSentences, dated, pair
from rag.settings import BUNDLED_MODEL


@pytest.fixture(scope="module")
def tokenizer():
    tokenizer = Tokenizer.from_file(str(find_model(BUNDLED_MODEL).path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def test_question_title_and_sentences_stand_in_order(tokenizer):
    read = pair(tokenizer, "Who came?", PassageSentences("Visit", ("Ana came.", "It rained.")))
    assert tokenizer.decode(read.ids, skip_special_tokens=False) == (
        "[CLS] who came? [SEP] visit. ana came. it rained. [SEP]"
    )
    assert [tokenizer.decode(read.ids[a:b]) for a, b in read.ranges] == ["ana came.", "it rained."]


def test_offsets_are_characters_of_their_own_sentence(tokenizer):
    sentences = ("Ana came.", "It rained on Sunday.")
    read = pair(tokenizer, "When?", PassageSentences("", sentences))
    last = [sentences[1][start:end] for start, end in read.offsets[1]]
    assert last == ["It", "rained", "on", "Sunday", "."]


def test_sentences_that_do_not_fit_have_no_range(tokenizer):
    passage = PassageSentences("", ("One two three four five.",) * 5)
    read = pair(tokenizer, "What?", passage, longest=20)
    assert len(read.ids) <= 20
    assert len(read.ranges) == 2
    assert (read.ids[0], read.ids[-1]) == (CLS, SEP)


def test_a_question_of_any_length_leaves_room_for_the_passage(tokenizer):
    read = pair(tokenizer, "why " * 5000, PassageSentences("Long", ("Ana came.",)))
    assert len(read.ranges) == 1


@pytest.mark.parametrize(
    ("title", "day", "line"),
    [
        ("Flood", date(2020, 1, 3), "3 January 2020: Flood"),
        ("Flood", None, "Flood"),
        ("", date(2020, 1, 3), "3 January 2020"),
        ("", None, ""),
    ],
)
def test_over_a_passage_stand_its_day_and_title(title, day, line):
    assert dated(title, day) == line
