"""nltk's Punkt with its trained English data, loaded without what nltk brings along."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

# `import nltk` imports these for statistics and classifiers where it finds them: 2 s of 2.3 (3.10).
_NOT_NEEDED = ("scipy", "scipy.sparse", "scipy.stats", "sklearn")

# Ranks, and others that newspapers shorten and Punkt's English data does not know.
_NEWS_ABBREVIATIONS = """
al approx brig capt cf cmdr cpl dept e.g esp est etc fig gov hon i.e inc lieut mt op pfc pres pvt
ret rev sgt spc supt v viz vol
"""


@lru_cache(maxsize=1)
def punkt() -> PunktSentenceTokenizer:
    """The tokenizer; loading takes a third of a second, so it waits for the first use.

    Raises DatelineError where its data is not installed.
    """
    with _without(_NOT_NEEDED):
        from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    folder = _punkt_data()
    try:
        parameters: PunktParameters = PunktParameters()
        parameters.abbrev_types = {
            *_lines(folder / "abbrev_types.txt"),
            *_NEWS_ABBREVIATIONS.split(),
        }
        parameters.sent_starters = set(_lines(folder / "sent_starters.txt"))
        parameters.collocations = {
            tuple(line.split("\t")) for line in _lines(folder / "collocations.tab")
        }
        for line in _lines(folder / "ortho_context.tab"):
            word, context = line.split("\t")
            parameters.ortho_context[word] = int(context)
    except OSError as error:
        raise DatelineError(
            f"the sentence splitter's data can't be read ({error}); reinstall llama-index-core"
        ) from error
    return PunktSentenceTokenizer(parameters)


@contextmanager
def _without(packages: tuple[str, ...]) -> Iterator[None]:
    """Let imports of packages that are not loaded yet fail, as if they were not installed."""
    absent = [name for name in packages if name not in sys.modules]
    for name in absent:
        # None makes an import fail with ImportError, which nltk passes over.
        sys.modules[name] = None  # type: ignore[assignment]  # what the import system documents
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _punkt_data() -> Path:
    """The folder of Punkt's English data inside llama-index-core, found without importing it.

    nltk's own loader refuses folders outside its data path, so the files are read here.
    """
    package = find_spec("llama_index")
    core = package and PathFinder.find_spec("llama_index.core", package.submodule_search_locations)
    if not core or not core.origin:
        raise DatelineError("llama-index-core is not installed; run `make setup` again")
    return Path(core.origin).parent / "_static/nltk_cache/tokenizers/punkt_tab/english"
