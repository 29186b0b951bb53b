"""The public sets in the folder that `--data` names, each read from its own format."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from eval.retrieval.sets import Corpus, LabelledQuestion, PublicSet, Reference
from rag.errors import SuiteError
from rag.types import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

# Where questions whose passages answer them, at least in part, are told apart from the others.
_ANSWERED = {"ANSWERABLE", "PARTIAL"}


class _Pool:
    """Paragraphs as articles of their own, each text once."""

    def __init__(self) -> None:
        self.articles: dict[str, str] = {}
        self._files: dict[tuple[str, str], str] = {}

    def add(self, text: str, title: str = "") -> str:
        """The file that holds a paragraph under its title."""
        file = self._files.setdefault((title, text), f"{len(self._files):05}.txt")
        self.articles[file] = f"{title}\n\n{text}" if title else text
        return file

    def whole(self, file: str) -> Reference:
        """All of an article."""
        return Reference(file, 0, len(self.articles[file]))

    def places(self, file: str, quotes: Iterable[str]) -> tuple[Reference, ...]:
        """Where quotes stand in an article; only those that stand there once."""
        text = self.articles[file]
        return tuple(
            Reference(file, start, start + len(quote))
            for quote in dict.fromkeys(quotes)
            if quote and text.count(quote) == 1
            for start in (text.index(quote),)
        )


def clapnq(folder: Path) -> tuple[PublicSet, ...]:
    """Answerable questions of CLAPNQ against the passages of all; marked sentences are spans."""
    pool = _Pool()
    questions = []
    for row in _lines(folder / "clapnq_dev_answerable.jsonl"):
        files = [pool.add(each["text"], each["title"]) for each in row["passages"]]
        sentences = [each for output in row["output"] for each in output["selected_sentences"]]
        spans = tuple(place for file in files for place in pool.places(file, sentences))
        right = tuple(map(pool.whole, files))
        questions.append(LabelledQuestion(row["id"], row["input"], right, spans))
    for row in _lines(folder / "clapnq_dev_unanswerable.jsonl"):
        for each in row["passages"]:
            pool.add(each["text"], each["title"])
    return (PublicSet("clapnq", Corpus("clapnq", pool.articles), tuple(questions)),)


def squad(folder: Path) -> tuple[PublicSet, ...]:
    """Answerable questions of SQuAD 2.0 against the paragraphs of all."""
    pool = _Pool()
    questions = []
    for row in _document(folder / "squad2_dev_sample500.json"):
        file = pool.add(row["context"])
        if not row["is_impossible"]:
            spans = pool.places(file, row["answers"][:1])
            right = (pool.whole(file),)
            questions.append(LabelledQuestion(row["id"], row["question"], right, spans))
    return (PublicSet("squad", Corpus("squad", pool.articles), tuple(questions)),)


def xquad(folder: Path) -> tuple[PublicSet, ...]:
    """All questions of the English part of XQuAD against its paragraphs."""
    pool = _Pool()
    questions = []
    for article in _document(folder / "xquad.en.json")["data"]:
        for paragraph in article["paragraphs"]:
            file = pool.add(paragraph["context"])
            for row in paragraph["qas"]:
                answer = row["answers"][0]
                start = answer["answer_start"]
                spans = (Reference(file, start, start + len(answer["text"])),)
                right = (pool.whole(file),)
                questions.append(LabelledQuestion(row["id"], row["question"], right, spans))
    return (PublicSet("xquad", Corpus("xquad", pool.articles), tuple(questions)),)


def chunking(folder: Path) -> tuple[PublicSet, ...]:
    """Questions over five long documents; a passage is right where it touches a reference."""
    articles = {
        path.name: path.read_bytes().decode("utf-8")
        for path in sorted((folder / "corpora").glob("*.md"))
    }
    path = folder / "questions_df.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    questions = []
    for number, row in enumerate(rows):
        spans = tuple(
            Reference(f"{row['corpus_id']}.md", each["start_index"], each["end_index"])
            for each in json.loads(row["references"])
        )
        questions.append(LabelledQuestion(str(number), row["question"], spans, spans))
    return (PublicSet("chunking", Corpus("chunking", articles), tuple(questions)),)


def mtrag(folder: Path) -> tuple[PublicSet, ...]:
    """The last questions of MTRAG's conversations, alone and with what was said before."""
    pool = _Pool()
    alone, whole = [], []
    for row in _lines(folder / "tasks.jsonl"):
        files = [pool.add(each["text"], each.get("title") or "") for each in row["contexts"]]
        if not files or not _ANSWERED & set(row["answerability"]):
            continue
        *before, last = row["input"]
        right = tuple(map(pool.whole, dict.fromkeys(files)))
        history = tuple(map(_turn, before))
        alone.append(LabelledQuestion(row["task_id"], last["text"], right))
        whole.append(LabelledQuestion(row["task_id"], last["text"], right, history=history))
    corpus = Corpus("mtrag", pool.articles)
    return (
        PublicSet("mtrag-last-turn", corpus, tuple(alone)),
        PublicSet("mtrag", corpus, tuple(whole)),
    )


_READERS: dict[str, Callable[[Path], tuple[PublicSet, ...]]] = {
    "clapnq": clapnq,
    "squad": squad,
    "xquad": xquad,
    "chunking": chunking,
    "mtrag": mtrag,
}


def read_sets(data: Path, names: Iterable[str] = ()) -> list[PublicSet]:
    """The sets called so, or all; raises SuiteError where one is unknown, missing or malformed."""
    wanted = list(dict.fromkeys(names))
    found = [each for folder in _folders(wanted) for each in _read(data / folder)]
    known = {each.name for each in found} | _READERS.keys()
    if unknown := [name for name in wanted if name not in known]:
        raise SuiteError(f"there is no set {unknown[0]}: choose of {', '.join(_READERS)}")
    return [each for each in found if not wanted or {each.name, each.corpus.name} & set(wanted)]


def _folders(wanted: list[str]) -> list[str]:
    chosen = [folder for folder in _READERS if any(name.startswith(folder) for name in wanted)]
    return chosen if wanted else list(_READERS)


def _read(folder: Path) -> tuple[PublicSet, ...]:
    try:
        return _READERS[folder.name](folder)
    except OSError as error:
        raise SuiteError(
            f"{error.filename}: can't be read ({error.strerror}): name with --data the folder that"
            f" holds {folder.name}"
        ) from None
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise SuiteError(f"{folder}: not in the form that this set has ({error!r})") from None


def _turn(row: Any) -> Turn:  # noqa: ANN401 - JSON
    return Turn("user" if row["speaker"] == "user" else "assistant", row["text"])


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _document(path: Path) -> Any:  # noqa: ANN401 - JSON
    return json.loads(path.read_text(encoding="utf-8"))
