"""An article beside the answer: all of its text, and exactly the quote highlighted."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from rag.types import Article, Citation, Part, Section, Span
from ui.conversation import OpenedCitation
from ui.reading import article_html, body_html, opened_html
from ui.texts import ENGLISH

TEXT = (
    "Ferry strikes pier\n\nNine were hurt. “It was <loud>,” said one.\n\nComments\nNot so loud.\n"
)
SECTIONS = (
    Section(Part.HEADLINE, 0, 18),
    Section(Part.BODY, 20, 62),
    Section(Part.COMMENTS, 64, len(TEXT)),
)
FERRY = Article("a/ferry.txt", "v1", TEXT, SECTIONS, "Ferry strikes pier", date(2021, 3, 2))


def squeezed(value: str) -> str:
    return "".join(value.split())


def marked(written: str) -> list[str]:
    return [mark.text_content() for mark in html.fromstring(written).iter("mark")]


def opened(quote: str, **changes: object) -> OpenedCitation:
    start = TEXT.find(quote)
    citation = Citation(
        2, FERRY.file, "Ferry strikes pier", FERRY.date, Part.BODY, start, start + len(quote), quote
    )
    values = {"article": FERRY, "start": start, "changed": False, **changes}
    return OpenedCitation("e0", citation, (1, 2, 3), **values)


def test_the_quote_alone_is_highlighted() -> None:
    quote = "“It was <loud>,” said one."
    assert marked(opened_html(opened(quote), ENGLISH)) == [quote]


def test_a_quote_over_two_paragraphs_is_highlighted_in_both() -> None:
    span = Span(TEXT.index("said one."), TEXT.index("\nNot"))
    assert marked(f"<div>{body_html(FERRY, span, ENGLISH)}</div>") == ["said one.", "Comments"]


def test_the_whole_text_is_there() -> None:
    page = html.fromstring(body_html(FERRY, None, ENGLISH).join(("<div>", "</div>")))
    for label in page.xpath("//h3[@class='kicker']"):
        label.drop_tree()
    assert squeezed(page.text_content()) == squeezed(TEXT)


def test_parts_other_than_the_articles_own_are_labelled() -> None:
    page = html.fromstring(article_html(FERRY, None, ENGLISH))
    labels = [label.text_content() for label in page.xpath("//h3[@class='kicker']")]
    assert labels == ["Readers' comments"]
    assert page.xpath("string(//section[@class='part comments']/p[1])") == "Comments\nNot so loud."


def test_a_text_without_blank_lines_is_set_line_by_line() -> None:
    text = "One.\nTwo."
    article = Article("a.txt", "v1", text, (Section(Part.BODY, 0, len(text)),))
    assert (
        body_html(article, None, ENGLISH)
        == '<section class="part body"><p>One.</p><p>Two.</p></section>'
    )


def test_lines_broken_by_hand_flow() -> None:
    text = f"{'word ' * 12}\n{'word ' * 12}\nend.\n\nNext."
    article = Article("a.txt", "v1", text, (Section(Part.BODY, 0, len(text)),))
    page = html.fromstring(body_html(article, None, ENGLISH))
    assert [p.get("class") for p in page.iter("p")] == ["wrapped", None]


def test_neighbouring_citations_can_be_stepped_to() -> None:
    page = html.fromstring(opened_html(opened("Nine were hurt."), ENGLISH))
    steps = page.xpath("//button[@class='step']")
    assert [step.get("data-citation") for step in steps] == ["1", "3"]
    assert "Citation 2 of 3" in page.text_content()


def test_an_article_that_is_gone_leaves_the_quote() -> None:
    page = html.fromstring(
        opened_html(opened("Nine were hurt.", article=None, start=None), ENGLISH)
    )
    assert "no longer in the index" in page.text_content()
    assert page.xpath("string(//blockquote)") == "Nine were hurt."


def test_a_quote_that_is_gone_is_said_to_be() -> None:
    page = html.fromstring(
        opened_html(opened("Nine were hurt.", start=None, changed=True), ENGLISH)
    )
    assert "the quote is no longer in it" in page.text_content()
    assert page.xpath("string(//blockquote)") == "Nine were hurt."
    assert not list(page.iter("mark"))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs")), max_size=60),
    st.lists(st.integers(0, 80), max_size=5),
    st.integers(0, 80),
    st.integers(0, 80),
)
def test_highlight_and_text_are_exact_for_any_text(text, breaks, one, other) -> None:
    for at in breaks:
        text = text[:at] + "\n" + text[at:]
    cut = min(one, len(text))
    sections = tuple(
        Section(part, start, end)
        for part, start, end in ((Part.BODY, 0, cut), (Part.BODY, cut, len(text)))
    )
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    written = body_html(Article("a.txt", "v1", text, sections), Span(start, end), ENGLISH)
    page = html.fromstring(f"<div>{written}</div>")
    assert squeezed(page.text_content()) == squeezed(text)
    assert squeezed("".join(marked(f"<div>{written}</div>"))) == squeezed(text[start:end])
