"""Late pooling with values worked out by hand."""

from __future__ import annotations

import numpy as np

from rag.embedding.late_pooling import ReadText, embed_with_late_pooling, pool_sentences
from rag.embedding.protocol import PassageText
from rag.types import Span

# [CLS] "ab" "cd" "." [SEP] of the text "ab cd."
OFFSETS = np.array([[0, 0], [0, 2], [3, 5], [5, 6], [0, 0]])
TOKENS = np.array([[9, 9], [3, 0], [0, 4], [0, 2], [9, 9]], np.float32)


def read(until: int, tokens=TOKENS) -> ReadText:
    return ReadText(np.array([1, 0], np.float32), tokens, OFFSETS, until)


def test_a_sentence_is_the_unit_mean_of_the_tokens_that_begin_in_it() -> None:
    whole, second = pool_sentences(read(6), [Span(0, 6), Span(3, 6)])
    # means (1, 2) and (0, 3); the special tokens count for neither
    np.testing.assert_allclose(whole, np.array([1, 2]) / np.sqrt(5), rtol=1e-6)
    np.testing.assert_allclose(second, [0, 1], rtol=1e-6)


def test_what_was_cut_off_or_has_no_token_is_left_open() -> None:
    assert pool_sentences(read(5), [Span(0, 6), Span(2, 3), Span(6, 9)]) == [None, None, None]


def test_without_token_states_every_sentence_is_left_open() -> None:
    assert pool_sentences(read(6, None), [Span(0, 6)]) == [None]


def test_open_sentences_are_read_alone_and_put_in_their_places() -> None:
    asked = []

    def reader(texts):
        asked.append(list(texts))
        for place in reversed(range(len(texts))):
            yield (
                place,
                ReadText(
                    np.array([len(texts[place]), 1], np.float32), None, OFFSETS, len(texts[place])
                ),
            )

    vectors = embed_with_late_pooling(
        reader,
        [
            PassageText("a bcd", (Span(0, 1), Span(2, 5))),
            PassageText("ef", ()),
            PassageText("ghij", (Span(0, 2),)),
        ],
        2,
    )

    assert asked == [["a bcd", "ef", "ghij"], ["a", "bcd", "gh"]]
    assert [list(v.passage) for v in vectors] == [[5, 1], [2, 1], [4, 1]]
    assert [v.sentences.tolist() for v in vectors] == [[[1, 1], [3, 1]], [], [[2, 1]]]
    assert vectors[1].sentences.shape == (0, 2)
