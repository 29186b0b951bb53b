"""The invented stories: what a file must hold, and the ones that come with the project."""

import pytest

from eval.stories.story import held_out, read_stories
from rag.errors import SuiteError

STORY = """
story: A bridge closes
articles:
  - id: a
    outlet: Lund Post
    date: 2024-05-06
    title: Bridge shut
    text: |
      LUND - The bridge closed at
      noon on Monday.
questions:
  - {ask: "When did the bridge in Lund close?", kind: fact, answers: [closed at noon]}
  - {ask: "Who built the bridge in Lund?", kind: near-miss, missing: its builder}
"""


def write(folder, text):
    (folder / "bridge.yaml").write_text(text, "utf-8")
    return folder


def test_answers_are_found_across_line_ends(tmp_path):
    (story,) = read_stories(write(tmp_path, STORY))
    assert story.name == "bridge"
    assert [each.answerable for each in story.questions] == [True, False]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[closed at noon]", "[closed at dusk]", "stands in no article"),
        ("answers: [closed at noon]", "missing: all", "must say so"),
        ("kind: fact", "kind: guess", "kind"),
        ("articles:", "articles: [", "bridge.yaml"),
    ],
)
def test_a_story_that_cannot_be_used_names_its_file(tmp_path, old, new, message):
    with pytest.raises(SuiteError, match=message) as error:
        read_stories(write(tmp_path, STORY.replace(old, new)))
    assert "bridge.yaml" in str(error.value)


def test_the_shipped_stories_are_sound_and_some_are_held_out():
    stories = read_stories()
    kept = [each for each in stories if held_out(each)]
    assert 0.08 < len(kept) / len(stories) < 0.25
    assert len({each.story for each in stories}) == len(stories)
