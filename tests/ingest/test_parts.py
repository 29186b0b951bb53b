"""The parts of an article: reporting is never lost, comments and adverts never pass for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.head import read_head
from ingest.parts import sections
from rag.types import Part, Section

BODY = (
    "The dockers at the northern port walked out on Friday morning after talks on pay failed.\n\n"
    "Eleven ships wait off the coast, and the port's owners have asked a court to step in.\n\n"
    "A spokesman for the owners said that no talks were planned before the court had ruled."
)


def parts(text):
    """Each section's part and text."""
    head = read_head(text)
    known = [Section(Part.BOILERPLATE, each.start, each.end) for each in head.furniture]
    return [(s.part.value, text[s.start : s.end]) for s in sections(text, head.title, known)]


def part_of(text, words):
    return next(part for part, section in parts(text) if words in section)


def test_a_date_token_is_furniture_and_the_sentence_after_it_body():
    text = " date 2020-01-03 Nobody knows yet why the port was shut on Friday.\n\n" + BODY
    assert parts(text) == [
        ("boilerplate", "date 2020-01-03"),
        ("body", text[len(" date 2020-01-03 ") :]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Join my Patreon if you like what you read here.",
        "Sign up for our weekly newsletter",
        "ADVERTISEMENT",
        "Meet Baltic Singles",
        "Read more: How the port was built",
        "Share this article",
        "© 2020 The Northern Lantern. All rights reserved.",
        "This site uses cookies to make your visit better.",
        "Edited by Hana Brook and two others",
        "Subscribe to the Lantern for 5 euros a month. Your support keeps us going.",
        "* * *",
    ],
)
def test_page_furniture_is_told_from_reporting(line):
    assert part_of(f"{BODY}\n\n{line}\n\n{BODY}", line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement spending fell by a third in the year of the strike.",
        "Copyright law was changed in 2019 so that archives may copy old recordings.",
        "Supporting our dockers is a duty, the mayor told the crowd at the gate.",
        "Subscribers of the pension fund will lose two per cent, the ministry said.",
        "“Your support keeps us going,” the union's chief told the crowd.",
        "Meet the women who keep the northern port running through the night.",
        "Share prices of the port's owners fell by a tenth on Friday.",
        "Photographs of the gate, which the police have seen, show two men with bolt cutters.",
        "This report was published by the harbour master in May, and nobody read it.",
        "The views expressed in the survey show how little trust is left.",
        "Read the letter again, he said, and you will see what they meant.",
        "The union tweeted on Friday that it would not give in (@dockers_north).",
        "Comments by the minister on Friday were called unhelpful by both sides.",
        "Related claims have been brought before the court in Hamburg.",
    ],
)
def test_reporting_that_looks_like_furniture_stays_body(line):
    assert part_of(f"{BODY}\n\n{line}\n\n{BODY}", line) == "body"
    assert part_of(f"{BODY}\n\n{line}", line) == "body"


def test_short_lines_under_an_advert_at_the_foot_belong_to_it():
    foot = (
        "Join My Patreon if you want more.\n\nBaltic Singles\n\nWinner of a Prize\nFind Love Today!"
    )
    assert parts(f"{BODY}\n\n{foot}") == [("body", BODY), ("boilerplate", foot)]


@pytest.mark.parametrize(
    "post",
    [
        "Nobody gets into the port tonight. #dockers — Hana Brook (@hanabrook) January 3, 2020",
        "Smoke over the gate pic.twitter.com/AbC123",
        "#port #strike #dockers @hanabrook now",
    ],
)
def test_embedded_posts_are_told_from_reporting(post):
    assert parts(f"{BODY}\n\n{post}\n\n{BODY}") == [("body", BODY), ("post", post), ("body", BODY)]


def test_a_signature_on_its_own_line_takes_the_post_before_it():
    post = "Nobody gets into the port tonight.\n\n— Hana Brook (@hanabrook) January 3, 2020"
    assert parts(f"{BODY}\n\n{post}\n\n{BODY}") == [("body", BODY), ("post", post), ("body", BODY)]


def test_two_posts_in_a_row_are_two_sections():
    one, other = (f"Gate {n} is shut. — Hana Brook (@hanabrook) January 3, 2020" for n in (1, 2))
    assert parts(f"{BODY}\n\n{one}\n\n{other}")[1:] == [("post", one), ("post", other)]


@pytest.mark.parametrize(
    "caption",
    ["Photo: the gate on Friday", "Dockers at the gate on Friday. (AP Photo/Hana Brook)"],
)
def test_captions_are_told_from_reporting(caption):
    assert part_of(f"{BODY}\n\n{caption}\n\n{BODY}", caption) == "caption"


@pytest.mark.parametrize(
    "heading", ["Comments", "12 Comments", "Comments (3)", "Leave a reply", "Readers' comments"]
)
def test_everything_under_a_comments_heading_is_comments(heading):
    text = f"{BODY}\n\n{heading}\n\nAbout time.\n\nThey earn too much already."
    assert parts(text)[1:] == [
        ("boilerplate", heading),
        ("comments", "About time."),
        ("comments", "They earn too much already."),
    ]


def test_a_link_to_the_comments_at_the_top_opens_no_comments():
    text = f"Dockers walk out\n\n12 Comments\n\n{BODY}"
    assert part_of(text, "The dockers") == "body"


def test_a_numbered_list_of_comments_with_no_heading_is_found():
    one = (
        "  1. Great article, thank you!!!\n\n    My uncle works there. He has seen it.\n\n    Gull"
    )
    two = "  2. I think you forget the pensions.\n\n    Nobody speaks of them."
    text = f"{BODY}\n\nProofread by A.B. and C.D.\n\n{one}\n\n{two}\n"
    assert parts(text)[1:] == [
        ("boilerplate", "Proofread by A.B. and C.D."),
        ("comments", one.strip()),
        ("comments", two.strip()),
    ]


@pytest.mark.parametrize("before", ["The union wants three things.", "Edited by Hana Brook"])
def test_a_numbered_list_of_points_is_reporting(before):
    points = "1. Ten per cent more pay.\n\n2. No shifts after ten.\n\n3. A new canteen by May."
    assert part_of(f"{BODY}\n\n{before}\n\n{points}", "canteen") == "body"


def test_comments_with_names_and_times_are_kept_apart():
    text = (
        f"{BODY}\n\nGull says:\nJanuary 4, 2020 at 3:12 am\nShame.\n\nTern says:\nIt is.\n\nReply"
    )
    assert parts(text)[1:] == [
        ("comments", "Gull says:\nJanuary 4, 2020 at 3:12 am\nShame."),
        ("comments", "Tern says:\nIt is."),
        ("boilerplate", "Reply"),
    ]


def test_a_quote_that_a_line_announces_is_reporting():
    text = f"{BODY}\n\nThe ministry says:\n\nNo talks are planned before the court has ruled."
    assert part_of(text, "No talks are planned") == "body"


def test_inner_headings_are_the_heading_of_what_follows():
    text = f"{BODY}\n\nWhat the Union Wants\n\n{BODY}\n\nWhat comes next\n\n{BODY}"
    assert [(s.part.value, s.heading) for s in sections(text)] == [
        ("body", ""),
        ("headline", "What the Union Wants"),
        ("body", "What the Union Wants"),
        ("headline", "What comes next"),
        ("body", "What comes next"),
    ]


def test_a_fragment_that_runs_on_is_no_heading():
    text = "The port is shut, though not as shut as the talks with the union\n\nand it may stay so."
    assert part_of(f"{BODY}\n\n{text}", "and it may") == "body"
    assert "headline" not in dict(parts(f"{BODY}\n\n{text}"))


@pytest.mark.parametrize(
    "byline", ["By Hana Brook, Staff", "Analysis by Hana Brook", "BASRA, 11 January 2020"]
)
def test_bylines_and_datelines_are_no_headings(byline):
    assert part_of(f"Dockers walk out\n\n{byline}\n\n{BODY}", byline) == "body"


lines = st.sampled_from(
    [
        *("Comments", "1. Thanks for this article", "    2. I think so", "ADVERTISEMENT", "— X"),
        *("Gull says:", "Photo: x", "## Inner", "What Comes Next", "date 2020-01-03 Word", BODY),
        *(
            "A post. — X (@x) May 1, 2020",
            "— X (@x) May 1, 2020",
            "",
            "",
            "By Hana Brook",
            "\ufeff",
        ),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(lines, st.text(max_size=30)), max_size=20).map("\n".join))
def test_sections_are_in_order_and_cover_all_that_shows(text):
    head = read_head(text)
    known = [Section(Part.BOILERPLATE, each.start, each.end) for each in head.furniture]
    end = 0
    covered = set()
    for section in sections(text, head.title, known):
        assert end <= section.start < section.end <= len(text)
        end = section.end
        covered.update(range(section.start, section.end))
    assert all(
        n in covered or character.isspace() or character in "\ufeff\u200b"
        for n, character in enumerate(text)
    )
