"""Who said what an earlier answer quoted, over the sample articles."""

from rag.types import Question, Turn

TOLL = (
    "Six people were killed and three others are in a critical condition, according to an officer "
    "in the Iraqi army who was not allowed to give his name."
)


def asked(engine, *quotes):
    answer = "\n\n".join(f"“{quote}” [{n}]" for n, quote in enumerate(quotes, start=1))
    history = (Turn("user", "What happened near Taji?"), Turn("assistant", answer))
    return engine.ask(Question("Who said that?", history))


def test_the_first_line_is_the_source_that_the_article_names(engine):
    answer = asked(engine, TOLL)
    assert answer.text.startswith("An officer in the Iraqi army:\n- ")
    assert [each.quote for each in answer.citations] == [TOLL]
    assert answer.citations[0].file == "taji/convoy-six-dead.txt"


def test_hearsay_is_shown_with_the_sentence_that_names_its_source(engine):
    quote = "He warned that the count might rise, because several bodies were too badly burned"
    (cited,) = asked(engine, quote).citations
    assert cited.quote.startswith("At least seven people were killed, an Iraqi security officer")
    assert quote in cited.quote


def test_an_article_that_names_nobody_speaks_for_itself(engine):
    answer = asked(engine, "The street was without electricity until dawn.")
    assert answer.text.startswith("No source is named; the article says so itself:")


def test_quotes_with_different_sources_are_each_shown_with_theirs(engine):
    answer = asked(engine, TOLL, "The street was without electricity until dawn.")
    assert len(answer.citations) == 2
    assert answer.statements[1].by == "an officer in the Iraqi army"
    assert answer.statements[2].by is None


def test_what_no_article_holds_is_asked_like_any_other_question(engine):
    answer = asked(engine, "The penguins marched on the parliament at dawn, all of them singing.")
    assert not any(each.kind == "written" for each in answer.statements)
