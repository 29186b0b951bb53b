"""Two small articles, a door to them that answers from a table, and builders of values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.cases import Case
from eval.run import Door
from rag.errors import ArticleMissingError
from rag.types import (
    Answer,
    Article,
    Citation,
    Coverage,
    FoundPassage,
    Part,
    Passage,
    Seconds,
    Section,
    Statement,
)

BRIDGE = "The bridge at Norby fell on Monday. Six people were hurt.\n"
FERRY = "A ferry took over on Tuesday.\n"
ARTICLES = {"bridge.txt": BRIDGE, "ferry.txt": FERRY}

SUITE = """\
suite: tiny
articles: articles
cases:
  - id: hurt
    question: How many were hurt?
    kind: number
    answerable: true
    facts: [["six people", "six persons"]]
    sources: [bridge.txt]
  - id: ferry-day
    question: When did the ferry take over?
    kind: when
    answerable: true
    facts: [[Tuesday]]
    sources: [ferry.txt]
  - id: cost
    question: What did the bridge cost?
    kind: number
    answerable: false
    refusal: near-miss
"""


def _make_case(**fields) -> Case:
    plain = {"id": "a", "question": "Who?", "kind": "who", "answerable": True}
    if fields.get("answerable", True):
        plain |= {"facts": [["six people"]], "sources": ["bridge.txt"]}
    else:
        plain |= {"refusal": "near-miss"}
    return Case.model_validate(plain | fields)


def _make_citation(n: int, file: str, quote: str, start: int | None = None) -> Citation:
    at = ARTICLES.get(file, "").find(quote) if start is None else start
    return Citation(n, file, file, None, Part.BODY, at, at + len(quote), quote)


def _make_answer(
    *quotes: tuple[str, str],
    found: tuple[str, ...] = (),
    statements: tuple[Statement, ...] | None = None,
    citations: tuple[Citation, ...] | None = None,
    seconds: float = 0.1,
) -> Answer:
    """An answer of (file, quote) pairs, a refusal when there are none; `found` are files."""
    if citations is None:
        citations = tuple(_make_citation(n, *quote) for n, quote in enumerate(quotes, start=1))
    if statements is None:
        statements = tuple(Statement(each.quote, "quote", None, (each.n,)) for each in citations)
    passages = tuple(
        FoundPassage(Passage(f"p{i}", file, 0, 0, 5, Part.BODY, "Text.", ()), 1 / (i + 1))
        for i, file in enumerate(found)
    )
    abstained = not statements
    return Answer(
        question="Who?",
        text="\n\n".join(statement.text for statement in statements) or "No answer.",
        statements=statements,
        citations=citations,
        abstained=abstained,
        reason="nothing fits" if abstained else None,
        confidence=0.0 if abstained else 1.0,
        coverage=Coverage(2, None, None, 2),
        passages=passages,
        seconds=Seconds(0.0, seconds, seconds),
    )


RIGHT = {
    "How many were hurt?": _make_answer(("bridge.txt", "Six people were hurt.")),
    "When did the ferry take over?": _make_answer(("ferry.txt", "A ferry took over on Tuesday.")),
    "What did the bridge cost?": _make_answer(),
}


class TableEngine:
    """Answers from a table by the question's text; an exception in the table is raised."""

    def __init__(self, answers: dict[str, Answer | Exception]) -> None:
        self.answers = answers
        self.asked = []
        self.closed = False

    def ask(self, question):
        self.asked.append(question)
        outcome = self.answers[question.text]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def article(self, file):
        if file not in ARTICLES:
            raise ArticleMissingError(f"no article {file}")
        text = ARTICLES[file]
        return Article(file, "v1", text, (Section(Part.BODY, 0, len(text)),))

    def close(self) -> None:
        if self.closed:
            raise RuntimeError("closed twice")
        self.closed = True


class TableDoor:
    """A door whose index is a text file that says which folder was indexed."""

    def __init__(self, answers: dict[str, Answer | Exception]) -> None:
        self.engine = TableEngine(answers)
        self.door = Door(index=self.index, open=lambda _: self.engine)
        self.indexed = []

    def index(self, folder, settings) -> None:
        self.indexed.append(sorted(path.name for path in Path(folder).iterdir()))
        settings.index.mkdir(parents=True, exist_ok=True)


def _write_suite(root: Path, text: str = SUITE, name: str = "tiny") -> Path:
    folder = root / name
    (folder / "articles").mkdir(parents=True)
    for file, content in ARTICLES.items():
        (folder / "articles" / file).write_text(content, encoding="utf-8")
    (folder / "cases.yaml").write_text(text, encoding="utf-8")
    return folder


def _read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def make_case():
    return _make_case


@pytest.fixture
def make_citation():
    return _make_citation


@pytest.fixture
def make_answer():
    return _make_answer


@pytest.fixture
def texts() -> dict[str, str]:
    return ARTICLES


@pytest.fixture
def right_answers() -> dict[str, Answer | Exception]:
    return dict(RIGHT)


@pytest.fixture
def open_table():
    """A door that answers from a table of question and answer."""
    return TableDoor


@pytest.fixture
def write_suite():
    return _write_suite


@pytest.fixture
def read_lines():
    return _read_lines


@pytest.fixture
def tiny_suite(tmp_path) -> Path:
    return _write_suite(tmp_path)
