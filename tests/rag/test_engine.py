"""The engine as llama-index and the page use it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from llama_index.core.base.base_retriever import BaseRetriever

from ingest.sync import sync
from rag import DatelineRetriever, Question, Settings, query_engine
from rag.embedding import load_embedder
from rag.engine import QuestionBundle

TAJI = "How many people were killed in the strike near Taji?"


def test_it_is_a_llama_index_query_engine(engine):
    response = engine.query(TAJI)
    answer = response.metadata["answer"]
    assert str(response) == answer.text
    assert response.source_nodes
    for node in response.source_nodes:
        assert {"file", "date", "start", "end"} <= set(node.metadata)
        text = engine.article(node.metadata["file"]).text
        for cited in node.metadata["citations"]:
            assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_asynchronous_queries_give_the_same_answer(engine):
    assert str(asyncio.run(engine.aquery(TAJI))) == str(engine.query(TAJI))


def test_a_bundle_carries_the_day_it_is_asked_as_of(engine):
    response = engine.query(QuestionBundle("Who was killed?", as_of=date(2020, 1, 5)))
    assert response.metadata["answer"].coverage.as_of == date(2020, 1, 5)


def test_the_retriever_is_a_llama_index_retriever(engine):
    retriever = DatelineRetriever(engine)
    assert isinstance(retriever, BaseRetriever)
    found = retriever.retrieve(TAJI)
    assert [node.node_id for node in found] == [
        each.passage.id for each in engine.search(Question(TAJI))
    ]
    assert [node.node_id for node in asyncio.run(retriever.aretrieve(TAJI))] == [
        node.node_id for node in found
    ]


def test_people_asking_at_once_get_their_own_answers(engine):
    questions = [TAJI, "What did parliament vote for?", "Who died in Jordan?"] * 4
    alone = [engine.ask(Question(each)).text for each in questions]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda each: engine.ask(Question(each)).text, questions))
    assert together == alone


def test_an_answer_is_the_same_each_time(engine):
    first, second = engine.ask(Question(TAJI)), engine.ask(Question(TAJI))
    assert (first.text, first.citations, first.confidence) == (
        second.text,
        second.citations,
        second.confidence,
    )


@pytest.fixture
def bridge(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text(
        "date 2021-03-02\nBridge closed\n\nThe Norby bridge was closed after two piers cracked.\n"
    )
    settings = Settings(index=tmp_path / "index")
    sync(folder, settings, lambda: load_embedder(settings))
    return folder, settings


def test_a_running_engine_picks_up_new_articles(bridge):
    folder, settings = bridge
    engine = query_engine(settings)
    assert len(engine.articles()) == 1
    before = engine.generation
    (folder / "ferry.txt").write_text(
        "The Norby ferry sails every hour while the bridge is shut.\n"
    )
    sync(folder, settings, lambda: load_embedder(settings))
    assert (
        engine.ask(Question("How often does the Norby ferry sail?")).citations[0].file
        == "ferry.txt"
    )
    assert engine.generation != before
    engine.close()


def test_a_quote_whose_file_was_edited_since_is_not_said(bridge):
    folder, settings = bridge
    engine = query_engine(settings)
    question = Question("Why was the Norby bridge closed?")
    assert engine.ask(question).citations
    path = folder / "bridge.txt"
    path.write_text(path.read_text().replace("two piers", "six piers"))
    answer = engine.ask(question)
    assert "two piers" not in answer.text
    assert any("bridge.txt has changed" in notice for notice in answer.notices)
    engine.close()
