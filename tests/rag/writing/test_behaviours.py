"""Whatever a language model does, the answer is in quotes, with one clear line about the model."""

from dataclasses import replace
from time import monotonic

import pytest
from llama_index.core.llms.mock import MockLLM

from rag import Question
from rag.open_index import OpenIndex
from rag.settings import Settings
from rag.types import DisputedValue
from rag.writing.events import (
    DroppedSentence,
    ModelNote,
    TokenCost,
    WrittenSentence,
)
from rag.writing.writer import writer
from rag.writing.writing import Writing

SIX = "Six people were killed and three others are in a critical condition"


def notes(events):
    return [each.line for each in events if isinstance(each, ModelNote)]


def sentences(events):
    return [each.statement.text for each in events if isinstance(each, WrittenSentence)]


def dropped(events):
    return [each.kind for each in events if isinstance(each, DroppedSentence)]


def letters(text):
    return "".join(filter(str.isalnum, text))


def test_a_true_sentence_is_shown_with_the_quotes_it_names(write, with_key, taji):
    events = write(with_key("Six people were killed, an officer in the Iraqi army said.", SIX))
    (sentence,) = [each for each in events if isinstance(each, WrittenSentence)]
    assert sentence.statement.kind == "written"
    assert sentence.statement.status == "reported"
    (citation,) = sentence.citations
    assert citation.quote.startswith(SIX)
    assert citation.n in sentence.statement.citations
    known = {(each.file, each.start): each.n for each in taji[1].citations}
    assert citation.n == known[(citation.file, citation.start)]
    assert notes(events) == []


def test_its_quote_is_what_stands_in_the_article(write, with_key, engine):
    events = write(with_key("Six people were killed.", SIX))
    (citation,) = next(each for each in events if isinstance(each, WrittenSentence)).citations
    assert engine.article(citation.file).text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (401, {}, "llm_api_key"),
        (404, {}, "python -m rag models"),
        (429, {"Retry-After": "7"}, "wait for 7 seconds"),
        (500, {}, "error 500"),
        (307, {"Location": "http://127.0.0.1:1/v1"}, "not followed"),
    ],
)
def test_a_refusal_of_the_server_is_one_line(write, scripted, status, headers, said):
    scripted[1].status, scripted[1].headers = status, headers
    (note,) = notes(events := write())
    assert said in note
    assert sentences(events) == []


def test_a_refused_connection_is_one_line(engine, taji):
    named = Settings(llm_url="http://127.0.0.1:9/v1", llm_model="gone")
    events = list(Writing(*taji, engine, lambda: writer(named)))
    assert [type(each) for each in events] == [ModelNote]
    assert "can't be reached" in events[0].line


def test_a_stream_that_is_cut_keeps_what_was_whole(write, with_key, scripted):
    scripted[1].mode = "cut"
    events = write(with_key("Six people were killed.", SIX))
    assert sentences(events) == ["Six people were killed."]
    assert "broke off" in notes(events)[0]


def test_garbage_is_one_line(write, scripted):
    scripted[1].mode = "garbage"
    assert "no answer" in notes(write())[0]


def test_silence_ends_at_the_time_out(write, with_key, scripted):
    write(with_key("Six people were killed.", SIX))  # what is imported late is there now
    scripted[1].mode = "silent"
    started = monotonic()
    assert "silent" in notes(write(llm_timeout=0.5))[0]
    assert monotonic() - started < 5


def test_an_empty_answer_is_one_line(write):
    assert "wrote nothing" in notes(write(""))[0]


def test_an_endless_answer_is_read_to_its_limit_only(write, scripted):
    scripted[1].size = 400
    events = write("word " * 100_000)
    assert sentences(events) == []
    assert "quotes are the answer" in notes(events)[0]
    assert scripted[1].sent * 400 < 400_000, "most of it was never read"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Seven people were killed.", "number"),
        ("Three people were killed and six others are in a critical condition.", "number"),
        ("Six people were killed on 9 March 2020.", "number"),
        ("Six people were killed, according to Esmail Qaani.", "name"),
        ("Six people were not killed.", "negation"),
        ("“Six persons were killed and three others are in a critical condition.”", "quotation"),
        ("Six people were killed by aliens who had travelled from distant galaxies.", "wording"),
        ("Six people were killed, see www.evil.example/steal for more.", None),
    ],
)
def test_right_keys_with_wrong_facts_are_dropped(write, with_key, sentence, kind):
    events = write(with_key(sentence, SIX))
    if kind is None:  # the address is gone, and what is left is no sentence of the quotes
        assert not any("evil" in each for each in sentences(events))
        return
    assert dropped(events) == [kind]
    assert sentences(events) == []
    assert "the quotes are the answer" in notes(events)[0]


@pytest.mark.parametrize("key", ["[Z99]", "[A999]", "", "[1]"])
def test_a_sentence_without_a_key_that_exists_is_dropped(write, key):
    events = write(f"Six people were killed. {key}")
    assert sentences(events) == []
    assert len(dropped(events)) == 1


def test_a_refusal_is_no_answer(write):
    events = write("I'm sorry, but I can't help with that.")
    assert sentences(events) == []
    assert "the quotes are the answer" in notes(events)[0]


def test_a_model_may_find_no_answer(write):
    assert "finds no answer" in notes(write("NOT IN THE ARTICLES."))[0]


def test_no_model_overrules_that_no_article_is_about_it(write, with_key, scripted):
    events = write("Six people [A1].", Question("Who won the 2019 chess tournament in Reykjavik?"))
    assert events == []
    assert scripted[1].requests == []


def test_links_images_and_scripts_are_taken_out(write, with_key):
    reply = with_key(
        "<script>fetch('http://evil.example')</script>**Six people** were "
        "[killed](http://evil.example/x)![x](http://evil.example/y.png).",
        SIX,
    )
    assert sentences(write(reply)) == ["Six people were killed."]


def test_the_cost_is_what_the_server_counted(write, with_key):
    events = write(with_key("Six people were killed.", SIX))
    assert events[-1] == TokenCost(321, len("Six people were killed. [A1]") // 4, False)


def test_writing_stops_when_told(engine, taji, scripted, shown):
    url, script = scripted
    script.pause, script.size = 0.02, 10
    script.reply = lambda body: "".join(f"{quote} [{key}]\n" for key, quote in shown(body) * 20)
    named = Settings(llm_url=url, llm_model="scripted")
    by = writer(named)
    writing = Writing(*taji, engine, lambda: by)
    events = iter(writing)
    first = next(events)
    writing.stop()
    started = monotonic()
    rest = list(events)
    assert isinstance(first, WrittenSentence | DroppedSentence)
    assert len(rest) <= 2
    assert monotonic() - started < 2
    by.close()


def test_passages_fit_the_context_and_none_is_cut(write, scripted, shown, engine):
    write("", llm_context=1024)
    body = scripted[1].requests[-1]
    assert sum(len(each["content"]) for each in body["messages"]) < 3 * 1024
    texts = " ".join(letters(engine.article(each.file).text) for each in engine.articles())
    for _, quote in shown(body):
        assert letters(quote) in texts


def test_a_model_that_takes_in_less_gets_less(write, scripted, shown):
    script = scripted[1]
    script.status = 413
    write("")
    sizes = [len(shown(each)) for each in script.requests]
    assert len(sizes) == 3
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] > 0


def test_sources_that_differ_are_named_after_prose_that_takes_one_side(write, with_key, taji):
    question, answer = taji
    values = (DisputedValue("Eight", (1,)), DisputedValue("Six", (2,)))
    events = write(
        with_key("Six people were killed.", SIX), question, replace(answer, disagreement=values)
    )
    assert sentences(events) == ["Six people were killed.", "The articles differ: “Eight”, “Six”."]


def test_any_llama_index_llm_can_be_passed_in_code(engine, taji):
    writing = Writing(*taji, engine, lambda: writer(Settings(), MockLLM(max_tokens=5)))
    assert all(isinstance(each, DroppedSentence | ModelNote | TokenCost) for each in writing)


def test_a_model_that_never_answers_costs_the_quotes_nothing(sample_settings, scripted):
    url, script = scripted
    script.mode = "silent"
    index = OpenIndex(sample_settings.model_copy(update={"llm_url": url}))
    answer = index.ask(Question("What did parliament vote for?"))
    index.write(Question("What did parliament vote for?"), answer)
    index.close()
    assert answer.citations
    assert script.paths == [], "nothing is contacted before the first sentence is asked for"


def test_writing_ends_once_it_is_not_wanted(engine, taji, scripted):
    url, script = scripted
    script.mode = "silent"
    by = writer(Settings(llm_url=url, llm_model="scripted"))
    until = monotonic() + 1
    started = monotonic()
    assert list(Writing(*taji, engine, lambda: by, lambda: monotonic() < until)) == []
    assert monotonic() - started < 5
    script.released.set()
    by.close()
