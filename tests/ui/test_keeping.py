"""Conversations on disk: only by choice, listed, named, deleted, and each reader's own."""

import pytest
from lxml import html

from rag.errors import DatelineError
from rag.types import Question
from ui.keeping import Keeping
from ui.shelf import Shelf
from ui.talks import Talks
from ui.texts import ENGLISH

HURT = "How many passengers were hurt on the ferry?"


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    return Shelf(tmp_path / "conversations")


@pytest.fixture
def keeping(shelf) -> Keeping:
    return Keeping(shelf, ENGLISH)


@pytest.fixture
def talks(engine, keeping) -> Talks:
    return Talks(engine, ENGLISH, keeping.saved)


@pytest.fixture
def talk(talks):
    talk = talks.begin()
    list(talks.ask(talk, Question(HURT)))
    return talk


def names(keeping, talk) -> list[str]:
    page = html.fromstring(keeping.html(talk))
    return [each.text_content() for each in page.xpath("//button[@data-do='resume']")]


def test_nothing_is_kept_unless_it_is_asked_for(shelf, keeping, talk) -> None:
    keeping.saved(talk)
    assert not shelf.folder.exists()
    assert names(keeping, talk) == []


def test_a_kept_conversation_is_the_same_after_a_restart(shelf, keeping, talk) -> None:
    keeping.keep(talk, on=True)
    again = Keeping(shelf, ENGLISH).talk(talk.id, "")
    assert again.conversation == talk.conversation
    assert names(keeping, talk) == [HURT]


def test_later_answers_are_kept_too(talks, keeping, talk) -> None:
    keeping.keep(talk, on=True)
    list(talks.ask(talk, Question("Which ships went by on day 70?")))
    keeping.saved(talk)
    assert len(keeping.talk(talk.id, "").conversation) == 2


def test_it_can_be_named_and_deleted(shelf, keeping, talk) -> None:
    keeping.keep(talk, on=True)
    keeping.rename(talk, talk.id, "  The ferry\n")
    assert names(keeping, talk) == ["The ferry"]
    keeping.saved(talk)
    assert names(keeping, talk) == ["The ferry"]
    keeping.delete(talk, talk.id)
    assert list(shelf.folder.iterdir()) == []


def test_no_longer_keeping_it_removes_it_from_disk(shelf, keeping, talk) -> None:
    keeping.keep(talk, on=True)
    keeping.keep(talk, on=False)
    keeping.saved(talk)
    assert shelf.all("") == ()


def test_readers_have_shelves_of_their_own(shelf, keeping, talks) -> None:
    hers = talks.begin("../anna")
    keeping.keep(hers, on=True)
    assert len(shelf.all("../anna")) == 1
    assert shelf.all("ben") == shelf.all("") == ()
    assert keeping.talk(hers.id, "ben") is None
    assert all(path.parent.parent == shelf.folder for path in shelf.folder.rglob("*.jsonl"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "a", "", "x" * 16 + "/y", "x" * 20 + "\x00"])
def test_an_id_can_not_lead_out_of_the_folder(shelf, name) -> None:
    assert shelf.get("", name) is None
    with pytest.raises(DatelineError, match="no conversation"):
        shelf.delete("", name)


def test_files_that_are_no_conversations_are_passed_over(shelf, keeping, talk) -> None:
    keeping.keep(talk, on=True)
    (shelf.folder / "broken-but-long-enough.jsonl").write_text("{}\n")
    assert names(keeping, talk) == [HURT]
    assert shelf.get("", "broken-but-long-enough") is None


def test_a_hostile_name_is_only_text(keeping, talk) -> None:
    keeping.keep(talk, on=True)
    keeping.rename(talk, talk.id, "<img src=x onerror=alert(1)>")
    page = html.fromstring(keeping.html(talk))
    assert not list(page.iter("img"))
