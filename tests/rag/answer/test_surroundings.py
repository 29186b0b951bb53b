from rag.answer.surroundings import surroundings
from rag.types import Article, Part, Section

REPORT = "A bridge fell. Two men died.\n\nThey were masons. Rain goes on.\n"
COMMENT = "It was the mayor. He knew.\n"
ARTICLE = Article(
    "a.txt",
    "v1",
    REPORT + COMMENT,
    (
        Section(Part.BODY, 0, len(REPORT)),
        Section(Part.COMMENTS, len(REPORT), len(REPORT) + len(COMMENT)),
    ),
)


def around(quote):
    start = ARTICLE.text.index(quote)
    return surroundings(ARTICLE, start, start + len(quote))


def test_sentences_before_are_those_of_the_article_and_of_the_paragraph():
    found = around("Rain goes on.")
    assert found.before == ("A bridge fell.", "Two men died.", "They were masons.")
    assert found.paragraph == ("They were masons.",)


def test_what_follows_is_the_rest_of_the_paragraph():
    assert around("A bridge fell.").after == "Two men died."


def test_a_comment_is_not_explained_by_the_report():
    assert around("He knew.").before == ("It was the mayor.",)
    assert around("It was the mayor.").before == ()


def test_an_article_without_sections_has_surroundings_too():
    article = Article("b.txt", "v1", "One came. Two left.", ())
    assert surroundings(article, 10, 19).paragraph == ("One came.",)


def test_a_part_of_a_sentence_stands_in_the_whole():
    found = around("men died")
    assert found.whole == "Two men died."
    assert found.paragraph == ("A bridge fell.",)
    assert found.before == ("A bridge fell.",)
    assert around("A bridge fell. Two men").whole == "A bridge fell. Two men died."
