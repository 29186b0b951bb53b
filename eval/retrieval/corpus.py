"""A public set's articles as files, indexed by the project's own ingest."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from eval.indexes import forget_stale, suite_settings
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eval.retrieval.sets import Corpus
    from rag.embedding.protocol import Embedder
    from rag.settings import Settings


def write_articles(corpus: Corpus, folder: Path) -> None:
    """Make the folder hold the corpus and nothing else; files that are right are left alone.

    Raises SuiteError where it can't be written.
    """
    try:
        for path in sorted(folder.glob("*")) if folder.is_dir() else ():
            if path.name not in corpus.articles:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in corpus.articles.items():
            content = text.encode()
            path = folder / file
            if not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)
    except OSError as error:
        raise SuiteError(
            f"{folder}: the articles of {corpus.name} can't be written there ({error.strerror});"
            " name another folder with --index-root"
        ) from None


def index_corpus(
    corpus: Corpus, settings: Settings, root: Path, load: Callable[[Settings], Embedder]
) -> Settings:
    """Bring the corpus' index in step with it; the settings to open it with.

    Indexes are kept under `root`. Raises SuiteError where an article can't be indexed.
    """
    from ingest.progress import TerminalBar
    from ingest.sync import sync

    own = suite_settings(settings, root, corpus.name)
    forget_stale(own.index)
    folder = root / corpus.name / "articles"
    write_articles(corpus, folder)
    with TerminalBar() as bar:
        report = sync(folder, own, lambda: load(own), replace=True, watcher=bar)
    if report.failed:
        first = report.failed[0]
        raise SuiteError(
            f"{corpus.name}: {len(report.failed)} articles can't be indexed, first {first.file}:"
            f" {first.error}"
        )
    return own
