"""`python -m ingest` that ends as after `kill -9`, at the point named in the first argument.

A point is "before" or "after", a function, and which call of it: "after rag.index.x:f 2".
"""

from __future__ import annotations

import importlib
import os
import runpy
import signal
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]


def kill_at(when, target, call):
    module, _, path = target.partition(":")
    *owners, name = path.split(".")
    owner = importlib.import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    original = getattr(owner, name)
    calls = 0

    def counted(*arguments, **more):
        nonlocal calls
        calls += 1
        if when == "before" and calls == int(call):
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **more)
        if when == "after" and calls == int(call):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, counted)


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS.parent))
    import rag.embedding

    embedder = runpy.run_path(str(TESTS / "conftest.py"))["HashingEmbedder"]()
    rag.embedding.load_embedder = lambda _: embedder
    if sys.argv[1]:
        kill_at(*sys.argv[1].split())
    del sys.argv[1]
    from ingest.__main__ import main

    main()
