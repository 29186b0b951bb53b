"""What is given to the reader, and what becomes of what it says."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rag.answer.evidence import Evidence
from rag.answer.reading import pieces, read, to_read
from rag.reading.protocol import SentenceReading
from rag.text.sentences import sentence_spans
from rag.text.words import words
from rag.types import FoundPassage, Part, Passage

TEXT = "Ana came. It rained on Sunday. The bridge shut. Cows graze. Nobody swam."


def evidence(text=TEXT, file="a.txt", scores=(1, 5, 2, 4, 3), day=None):
    spans = sentence_spans(text)
    passage = Passage(file, file, 0, 0, len(text), Part.BODY, text, spans, title="Flood", date=day)
    found = FoundPassage(passage, 0.5)
    items = [
        Evidence(found, i, span, text[span.start : span.end], words(text[span.start : span.end]),
                 0.5, 0.5, 0.5, None, score)
        for i, (span, score) in enumerate(zip(spans, scores, strict=True))
    ]  # fmt: skip
    return sorted(items, key=lambda each: -each.score)


class Reader:
    """Says that a sentence answers by how long it is, in its first three characters."""

    def __init__(self):
        self.given = []

    def read(self, question, passages):
        self.given = [(question, passage.title, passage.sentences) for passage in passages]
        return [
            tuple(SentenceReading(float(len(text)), (0, 3)) for text in passage.sentences)
            for passage in passages
        ]


def test_sentences_are_read_in_their_order_under_their_title():
    reader = Reader()
    read(evidence(), "Who came?", reader, 1000)
    in_order = tuple(each.text for each in sorted(evidence(), key=lambda each: each.index))
    assert reader.given == [("Who came?", "Flood", in_order)]


def test_the_day_of_an_article_is_read_before_its_title():
    reader = Reader()
    read(evidence(day=date(2020, 1, 5)), "Who came?", reader, 1000)
    assert [title for _, title, _ in reader.given] == ["5 January 2020: Flood"]


def test_each_sentence_keeps_what_was_read_of_it():
    by_text = {each.text: each for each in read(evidence(), "Who?", Reader(), 1000)}
    shut = by_text["The bridge shut."]
    assert shut.odds == len("The bridge shut.")
    assert TEXT[shut.answer.start : shut.answer.end] == "The"


def test_the_best_sentence_and_its_neighbours_are_read_first():
    budget = (
        pieces("Who?")
        + pieces("Flood")
        + 6
        + sum(pieces(text) for text in ("Ana came.", "It rained on Sunday.", "The bridge shut."))
    )
    (chosen,) = to_read(evidence(), "Who?", budget).values()
    assert [each.index for each in chosen] == [0, 1, 2]


def test_sentences_out_of_budget_are_not_read():
    budget = pieces("Who?") + pieces("Flood") + 6 + pieces("It rained on Sunday.")
    after = read(evidence(), "Who?", Reader(), budget)
    assert [each.odds is None for each in after] == [False, True, True, True, True]


@given(st.integers(0, 400))
def test_never_more_is_read_than_the_budget(budget):
    items = [*evidence(), *evidence(file="b.txt")]
    chosen = to_read(items, "Who came to the bridge?", budget)
    spent = sum(
        pieces("Who came to the bridge?") + pieces("Flood") + 6 + sum(pieces(e.text) for e in some)
        for some in chosen.values()
    )
    assert spent <= budget
