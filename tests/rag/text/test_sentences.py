"""Sentences of news text: where they end, and that nothing is lost between them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.sentences import MAX_CHARACTERS, MAX_WORDS, sentence_spans


def sentences(text, start=0, end=None):
    return [text[span.start : span.end] for span in sentence_spans(text, start, end)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Mr. Smith met Gen. Alvarez.", "They shook hands."],
        ["Lt. Gen. Moore and Sen. Ortiz spoke.", "Brig. Gen. Hale and Capt. Reed did not."],
        ["The U.S. army left.", "It had been there since May."],
        ["It was the work of a U.S. Global Relief team.", "Nobody paid them."],
        ["Petra J. Lindqvist wrote it.", "J. R. R. Marsh took the pictures."],
        ["It cost $10.1 billion.", "That is 3.5 times the old price."],
        ["He said “we stay.”", "Then he left."],
        ["He said ‘no.’", "She had asked twice."],
        ["“Is it over?” she asked.", "“Not yet.”"],
        ["“Out!” the guard shouted.", "We ran."],
        ["(Nobody was hurt.)", "The road was shut."],
        ["She waited…", "Nobody came."],
        ["Reactions ranged from anger... to a shrug, as ever."],
        ["He met Weber et al. in Vienna.", "See No. 5 of the list."],
        ["1. The bridge must be closed.", "2. The road must be mended."],
        ["Checked by A.B.C. and two others."],
        ["The vote failed.", "al-Amin walked out."],
        ["他走了。", "她说：「好。」", "大家都笑了。"],
        ["هل انتهى؟", "نعم انتهى."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected):
    joint = "" if "他" in expected[0] else " "
    assert sentences(joint.join(expected)) == expected


@pytest.mark.parametrize(
    "tail",
    [
        " — Hana Brook (@hanabrook) January 3, 2020",
        " #port #strike — Hana Brook (@hanabrook) January 3, 2020",
        " pic.twitter.com/AbC123 — Hana Brook (@hanabrook) January 3, 2020",
        " https://t.co/AbC123",
    ],
)
def test_tags_and_signature_belong_to_the_last_sentence_of_a_post(tail):
    assert sentences("The gate is shut. Nobody gets in." + tail) == [
        "The gate is shut.",
        "Nobody gets in." + tail,
    ]


def test_a_line_is_a_sentence_of_its_own():
    assert sentences("What the union wants\nTen per cent more. And\nno night shifts\n") == [
        "What the union wants",
        "Ten per cent more.",
        "And",
        "no night shifts",
    ]


def test_lines_of_wrapped_text_are_put_back_together():
    assert sentences(
        "The dockers at the northern port walked out on Friday,\n"
        "their union said, after talks on pay had failed in the\n"
        "night. No ship has been unloaded since, and eleven are\n"
        "waiting off the coast for a berth.\n"
        "\n"
        "The port's owners said they would not talk again until\n"
        "the gates are open. A court is to hear both sides next\n"
        "Tuesday.\n"
    ) == [
        "The dockers at the northern port walked out on Friday,\n"
        "their union said, after talks on pay had failed in the\nnight.",
        "No ship has been unloaded since, and eleven are\nwaiting off the coast for a berth.",
        "The port's owners said they would not talk again until\nthe gates are open.",
        "A court is to hear both sides next\nTuesday.",
    ]


def test_spans_count_characters_of_the_whole_text():
    text = "First one. Second one. Third one."
    assert [(span.start, span.end) for span in sentence_spans(text, 11, 22)] == [(11, 22)]


def test_a_byte_order_mark_is_no_part_of_a_sentence():
    assert sentences("\ufeffThe gate is shut.") == ["The gate is shut."]


def test_a_run_on_is_cut_at_a_clause():
    clause = "the convoy went on through the valley past the mill and the old town"
    text = "; ".join([clause] * 20) + "."
    found = sentences(text)
    assert len(found) > 1
    assert all(each.startswith("the convoy") for each in found)
    assert all(each.endswith((";", ".")) for each in found)


def test_a_run_without_white_space_is_cut_too():
    assert all(len(each) <= MAX_CHARACTERS for each in sentences("x" * 5000))


pieces = st.sampled_from(
    [
        *("Mr. Hale", "U.S.", "said", "“Go.”", "...", "…", "no", "1.", "—", "(@x)", "#tag", "他。"),
        *("\n", "\n\n", "\r\n", "\ufeff", "\u2028", " \t ", "!?", "a.m.", "é", ";"),
        *("word " * 70, "x" * 1200),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=30).map(" ".join))
def test_spans_are_in_order_and_cover_all_that_shows(text):
    spans = sentence_spans(text)
    end = 0
    for span in spans:
        sentence = text[span.start : span.end]
        assert end <= span.start < span.end <= len(text)
        assert sentence == sentence.strip()
        assert len(sentence) <= MAX_CHARACTERS
        assert len(sentence.split()) <= MAX_WORDS
        end = span.end
    covered = {n for span in spans for n in range(span.start, span.end)}
    assert all(
        n in covered or character.isspace() or character in "\ufeff\u200b"
        for n, character in enumerate(text)
    )


def test_importing_it_does_not_load_nltk_or_llama_index():
    code = (
        "import sys, rag.text.sentences;"
        "print(*(name for name in ('nltk', 'llama_index') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("loaded_before", ["re", "scipy"])
def test_splitting_loads_no_statistics_and_leaves_them_importable(loaded_before):
    code = f"""if True:
        import sys
        import {loaded_before}
        from rag.text.sentences import sentence_spans
        assert len(sentence_spans("One came. Two left.")) == 2
        print(*(name for name in ("nltk", "scipy.stats", "sklearn") if name in sys.modules))
        import scipy.sparse
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["nltk"]
