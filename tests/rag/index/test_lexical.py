"""Words find passages, also where a name is spelled otherwise or a word is mistyped."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rag.index.lexical import LexicalIndex
from rag.index.searchable import WordWeights
from rag.types import Part, Passage, PassageFilter, Span

TEXTS = {
    "s1": "General Qassem Soleimani was killed near the airport of Baghdad.",
    "s2": "Suleimani commanded the force. He was seen at the airport.",
    "salman": "King Salman received the delegation in his palace.",
    "strike": "The U.S. carried out 1,200 strikes at 10:30 in the morning.",
    "pronoun": "They told us that nobody called them before the meeting.",
    "un": "The UN's envoy spoke of the assassination.",
    "long": "Baghdad " + "and the weather there were discussed for many hours. " * 20,
    "accent": "President Erdoğan spoke in Ankara.",
    "script": "قال المتحدث إن الحشد الشعبي تعرض للقصف",
}


def a_passage(name, text, title=""):
    return Passage(
        name, f"{name}.txt", 0, 0, len(text), Part.BODY, text, (Span(0, len(text)),), title,
        date=date(2020, 1, 3),
    )  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    index = LexicalIndex.create(tmp_path_factory.mktemp("lexical"))
    index.add(a_passage(name, text) for name, text in TEXTS.items())
    index.add([a_passage("titled", "Nothing else is known.", title="Zeppelin lands in Basra")])
    index.commit()
    return index


def found(index, question, k=10):
    return [hit.passage_id for hit in index.search(question, k, PassageFilter())]


@pytest.mark.parametrize(
    ("question", "best", "also"),
    [
        ("Who was Soleimani?", "s1", {"s2"}),
        ("Who was Suleimani?", "s2", {"s1"}),
        ("who was soleimani", "s1", {"s2"}),
        ("Soleymany", None, {"s1", "s2"}),
        ("Soleimani's death", "s1", {"s2"}),
        ("Erdogan", "accent", set()),
        ("the assasination", "un", set()),
        ("airprot", None, {"s1", "s2"}),
        ("US strikes", "strike", set()),
        ("U.S.", "strike", set()),
        ("USA", "strike", set()),
        ("U.N. envoy", "un", set()),
        ("1200", "strike", set()),
        ("1,200", "strike", set()),
        ("10:30", "strike", set()),
        ("zeppelins", "titled", set()),
        ("الحشد", "script", set()),
    ],
)
def test_a_question_finds(index, question, best, also):
    hits = found(index, question)
    if best:
        assert hits[0] == best
    assert set(hits) == also | ({best} if best else set())


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?!",
        "who did what to whom and why",
        "us",
        "120",
        "1201",
        "dog",
        "\x00",
        '"',
        "file:s1.txt",
    ],
)
def test_nothing_is_found_by(index, question):
    assert found(index, question) == []


def test_a_word_counts_more_than_another_spelling_of_it_in_a_long_passage(tmp_path):
    index = LexicalIndex.create(tmp_path)
    index.add([
        a_passage("long", "Soleimani spoke. " + "The weather was discussed there. " * 3),
        a_passage("short", "Suleimani, Suleimani, Suleimani."),
        a_passage("other", "The weather was good."),
    ])  # fmt: skip
    index.commit()
    assert found(index, "Soleimani") == ["long", "short"]


def test_scores_are_those_of_bm25(tmp_path):
    """One word once in each of two of three passages of three words: by hand, k1 1.2, b 0.75."""
    index = LexicalIndex.create(tmp_path)
    index.add(
        [a_passage("a", "red ferry sank"), a_passage("b", "red boat sank"), a_passage("c", "x y z")]
    )
    index.commit()
    (hit,) = index.search("ferry", 5, PassageFilter())
    # ln(1 + (3 - 1 + .5) / (1 + .5)) * 2.2 / (1 + 1.2) = ln(8 / 3) * 1
    assert hit.score == pytest.approx(0.980829, abs=1e-4)


def test_a_very_long_question_is_answered(index):
    filler = " ".join(f"word{n}" for n in range(3000))
    assert found(index, f"{filler} Soleimani {filler}")[0] == "s1"


def test_the_rarest_words_of_a_long_question_count(tmp_path):
    index = LexicalIndex.create(tmp_path)
    common = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(100)]
    index.add(a_passage(f"p{n}", " ".join(common)) for n in range(3))
    index.add([a_passage("rare", "The zeppelin landed.")])
    index.commit()
    assert "rare" in found(index, " ".join([*common, "zeppelin"]))


def test_removed_passages_are_neither_found_nor_counted(tmp_path):
    index = LexicalIndex.create(tmp_path)
    index.add(a_passage(name, text) for name, text in TEXTS.items())
    index.commit()
    index.delete_article("s1.txt")
    index.commit()
    assert "s1" not in found(index, "Soleimani")
    assert (index.document_frequency("Soleimani"), index.count()) == (0, len(TEXTS) - 1)


@hypothesis_settings(max_examples=200, deadline=None)
@given(question=st.text())
def test_no_question_raises_and_every_hit_scores(index, question):
    assert all(hit.score > 0 for hit in index.search(question, 5, PassageFilter()))
    assert index.document_frequency(question) >= 0


def test_texts_beside_the_question_count_by_their_weight(index):
    alone = [hit.passage_id for hit in index.search("airport", 10, PassageFilter())]
    beside = index.search("airport", 10, PassageFilter(), [("palace delegation", 0.1)])
    assert [hit.passage_id for hit in beside] == [*alone, "salman"]
    loud = index.search("airport", 10, PassageFilter(), [("palace delegation", 5)])
    assert loud[0].passage_id == "salman"


def test_weights_of_nought_leave_matches_out(index):
    def with_weights(question, **weights):
        hits = index.search(question, 10, PassageFilter(), (), WordWeights(**weights))
        return {hit.passage_id for hit in hits}

    assert with_weights("Zeppelin", title=0, only_spelling=0, slip=0) == set()
    assert with_weights("Soleymany", only_spelling=0, slip=0) == set()
    assert with_weights("airprot", slip=0) == set()
    assert with_weights("murder") == set()
    assert with_weights("murder", synonym=0.5) == {"s1"}  # killed
