from datetime import date

from rag.answer.statements import state, statement
from rag.answer.verify import Check, Checked
from rag.types import Article, Citation, Part, Section, Status

TEXT = (
    "General Ali Hassan led the force. The bridge fell at noon and four people died, an officer "
    "told the paper. He was among them.\n"
)
ARTICLE = Article("a.txt", "v1", TEXT, (Section(Part.BODY, 0, len(TEXT)),))


def cited(quote, n=1):
    start = TEXT.index(quote)
    end = start + len(quote)
    return Citation(n, "a.txt", "Bridge", date(2021, 3, 2), Part.BODY, start, end, quote)


def test_part_of_a_sentence_is_as_sure_as_the_whole_and_by_the_same_source():
    said = statement(cited("four people died"), ARTICLE)
    assert (said.text, said.status, said.by) == ("four people died", Status.REPORTED, "an officer")


def test_only_quotes_that_held_are_said_and_numbered_without_a_gap():
    checked = (
        Checked(cited("four people died", 1), Check.ALTERED),
        Checked(cited("The bridge fell", 2), Check.EXACT),
    )
    statements, citations = state(checked, lambda _: ARTICLE)
    assert [each.text for each in statements] == ["The bridge fell"]
    assert [each.n for each in citations] == [1]


def test_a_heading_is_written_and_rests_on_all_that_is_listed():
    checked = [Checked(cited("The bridge fell"), Check.EXACT)]
    statements, _ = state(checked, lambda _: ARTICLE, "1 article mentions it:")
    assert (statements[0].text, statements[0].kind) == ("1 article mentions it:", "written")
    assert statements[0].citations == (1,)
    assert state((), lambda _: ARTICLE, "0 articles:") == ((), ())
