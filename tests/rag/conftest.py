from pathlib import Path

import pytest

from ingest.sync import sync
from rag import Settings, query_engine
from rag.embedding import load_embedder

SAMPLE = Path(__file__).parents[2] / "eval" / "suites" / "sample" / "articles"


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory):
    settings = Settings(index=tmp_path_factory.mktemp("sample") / "index")
    sync(SAMPLE, settings, lambda: load_embedder(settings))
    return settings


@pytest.fixture(scope="session")
def engine(sample_settings):
    opened = query_engine(sample_settings)
    yield opened
    opened.close()
