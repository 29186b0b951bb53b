"""A model that alters what it is shown, asked every question of the suites."""

import re
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from eval.articles import articles_of
from eval.load import find_suite, load_suite
from eval.results import NotRun
from eval.statements.alterations import Sentence, alterations
from ingest.sync import sync
from rag.answer.verify import Check
from rag.checking.cited import Cited, plain
from rag.embedding import load_embedder
from rag.open_index import OpenIndex
from rag.settings import Settings
from rag.types import Question, Turn
from rag.writing.events import DroppedSentence, WrittenSentence
from rag.writing.writer import writer
from rag.writing.writing import Writing

pytestmark = pytest.mark.slow

SHARED = Path(__file__).parents[4] / "shared" / "articles"
# A request shows up to some sixty quotes, and no more of a reply is read than answers have.
QUOTES_ALTERED = 4
FACTS = re.compile(r"\d[\d,.:]*\d|\d|(?<=\s)[A-Z][\w'-]+")


def lies(body, shown):
    """Some quotes altered in every way, with the key of another one, and as they are."""
    quotes = shown(body)
    draw = Random(len(body["messages"][-1]["content"]))
    some = draw.sample(quotes, min(QUOTES_ALTERED, len(quotes)))
    told = [(key, Sentence(plain(quote), (Cited(quote),))) for key, quote in some]
    lines = []
    for altered in alterations([each for _, each in told], draw):
        key = next(key for key, each in told if each.sentence == altered.original)
        lines.append(f"{altered.sentence} [{key}]")
    lines += [f"{each.sentence} [{other}]" for (_, each), (other, _) in pairwise(told)]
    lines += [f"{each.sentence} [{key}]" for key, each in told]
    return "\n".join(lines)


def facts(text):
    """The numbers, and the capitalised words but the first, of a text."""
    return {found.strip(".,:'").removesuffix("'s") for found in FACTS.findall(plain(text))}


@pytest.fixture(scope="module", params=["sample", "iraq-strikes"])
def asked(request, tmp_path_factory):
    """A suite's questions and an index of its articles."""
    suite = load_suite(find_suite(request.param))
    folder = articles_of(suite, SHARED, tmp_path_factory.mktemp("staged"))
    if isinstance(folder, NotRun):
        pytest.skip(folder.reason)
    settings = Settings(index=tmp_path_factory.mktemp("index") / "index")
    sync(folder, settings, lambda: load_embedder(settings))
    index = OpenIndex(settings)
    yield suite.cases, index
    index.close()


def test_no_statement_shown_says_what_its_quotes_do_not(asked, scripted, shown):
    cases, index = asked
    url, script = scripted
    script.size = 20_000
    script.reply = lambda body: lies(body, shown)
    by = writer(Settings(llm_url=url, llm_model="scripted"))
    held = dropped = 0
    for case in cases:
        history = tuple(Turn(each.role, each.content) for each in case.history)
        question = Question(case.question, history, case.as_of)
        for event in Writing(question, index.ask(question), index, lambda: by):
            dropped += isinstance(event, DroppedSentence)
            if not isinstance(event, WrittenSentence):
                continue
            held += 1
            assert all(each.check is Check.EXACT for each in index.check(event.citations))
            quoted = " ".join(plain(each.quote) for each in event.citations)
            for fact in facts(event.statement.text):
                assert fact.lower() in quoted.lower(), (case.id, event.statement.text, quoted)
    by.close()
    assert held > len(cases)
    assert dropped > 5 * len(cases)
