"""What the engine says of its own is said in the page's language."""

import httpx
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sync import sync
from rag.answer.decide import Signs, Verdict, decide
from rag.embedding import load_embedder
from rag.errors import QuestionError
from rag.llm.failures import explain
from rag.open_index import OpenIndex
from rag.settings import Settings
from rag.types import Question
from rag.writing import writing
from ui.spoken import in_language
from ui.texts import ENGLISH, languages, load_texts

OTHERS = [load_texts(each) for each in languages()[1:]]
PIECES = {
    "harbour.txt": "2021-03-02\n\nThe ferry Alma hit the pier at Norby on Tuesday, police said.\n",
    "council.txt": "2021-03-05\n\nThe council at Norby paid for a new pier on 4 March 2021.\n",
    "later.txt": "2024-07-01\n\nThe pier at Norby was opened by the mayor, Olga Berg.\n",
}
ASKED = [
    "Which articles mention Norby?",
    "Which articles mention Olga Berg?",
    "Which articles mention Erbil?",
    "Which articles are from 2021?",
    "Which articles are from 2019?",
    "What happened on 4 March 2021?",
    "What happened on 9 June 1955?",
    "List the places where a pier was built",
    "Did Ruritania ask Erbil about Norby?",
    "Who repaired the telescope in Zanzibar?",
    "Who opened the pier, in an article from 1999?",
    "",
    "pier " * 9_000,
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("harbour")
    for name, text in PIECES.items():
        (folder / name).write_text(text, "utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index") / "index")
    sync(folder, settings, lambda: load_embedder(settings))
    opened = OpenIndex(settings)
    yield opened
    opened.close()


def own_words(index, question):
    """All that an answer says beside quotes."""
    try:
        answer = index.ask(Question(question))
    except QuestionError as error:
        return [str(error)]
    written = [each.text for each in answer.statements if each.kind == "written"]
    return [answer.text if answer.abstained else answer.reason, *written, *answer.notices]


@pytest.mark.parametrize("texts", OTHERS)
@pytest.mark.parametrize("question", ASKED)
def test_nothing_is_left_in_english(index, question, texts):
    said = [each for each in own_words(index, question) if each]
    assert said
    for each in said:
        for sentence in each.replace(". ", ".\n").replace(": The", ":\nThe").split("\n"):
            assert texts.said(sentence) != sentence


def status_error(status, headers=None, body=None):
    response = httpx.Response(status, headers=headers, request=httpx.Request("POST", "http://x"))
    return openai.APIStatusError("no", response=response, body=body)


REQUEST = httpx.Request("POST", "http://x")
FAILURES = [
    openai.APITimeoutError(REQUEST),
    openai.APIConnectionError(request=REQUEST),
    httpx.ReadError("cut"),
    ValueError("no JSON"),
    status_error(401),
    status_error(404),
    status_error(429),
    status_error(429, {"retry-after": "7"}),
    status_error(301),
    status_error(413),
    status_error(500),
]
LINES = [
    *(explain(each, "tiny") for each in FAILURES),
    *(
        line.format(name="tiny")
        for line in (writing.NOTHING_HELD, writing.SAID_NOTHING, writing.ABSTAINED)
    ),
]


@pytest.mark.parametrize("texts", OTHERS)
@pytest.mark.parametrize("line", LINES)
def test_lines_about_the_language_model_are_said_too(line, texts):
    said = texts.said(line)
    assert said != line
    assert "tiny" in said


@pytest.mark.parametrize("texts", OTHERS)
def test_names_are_kept_in_what_is_said(texts):
    doubted = Signs(-5.0, 0.6, 0.5, 0.5, unwanted=True, unknown=("Erbil", "Norby"))
    decision = decide(doubted, 0.25, 0.55)
    assert decision.verdict is Verdict.ABSTAIN
    assert texts.said(decision.reason) == "Kein Artikel erwähnt “Erbil” oder “Norby”."


@pytest.mark.parametrize("texts", OTHERS)
def test_a_part_without_an_answer_is_named(texts):
    said = texts.said("The articles don't answer “When did it end”. No article mentions “Oslo”.")
    assert said == "Die Artikel beantworten nicht: „When did it end“. Kein Artikel erwähnt “Oslo”."


def test_english_is_said_as_it_is():
    assert ENGLISH.said("No article mentions “Erbil”.") == "No article mentions “Erbil”."


FORMS = (("{n} ships left {port}.", "Aus {port} fuhren {n} Schiffe."), ("Oslo", "Christiania"))


def test_values_are_filled_in_and_said_too():
    assert in_language("3 ships left Oslo.", FORMS) == "Aus Christiania fuhren 3 Schiffe."
    assert in_language("3 ships left Oslo. Rain.", FORMS) == (
        "Aus Christiania fuhren 3 Schiffe. Rain."
    )


@given(st.text())
def test_what_fits_no_form_is_kept_word_for_word(text):
    assert in_language(text, ()).split() == text.split()
