"""Gradio is imported without what it would write while it is imported."""

from __future__ import annotations

import subprocess
import sys

IMPORTING = """
import inspect, sys
opened = []
sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == "open" else None)
before = inspect.getfile
from ui.gradio_import import import_page
print(callable(import_page().build), inspect.getfile is before)
print([path for path in opened if path.endswith(".pyi")])
"""


def test_the_page_is_imported_without_gradios_type_stubs() -> None:
    told = subprocess.run(
        [sys.executable, "-c", IMPORTING], capture_output=True, text=True, check=True, timeout=120
    )
    assert told.stdout.splitlines() == ["True True", "[]"]
