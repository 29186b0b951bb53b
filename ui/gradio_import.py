"""Importing Gradio, which takes seconds, in less time."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from types import ModuleType


def import_page() -> ModuleType:
    """The module that builds the page, and with it Gradio.

    Gradio reads the source of each of its components, to write type stubs beside it (6.31). It
    leaves out components that stand in no file, which is said of all of them here.
    """
    getfile = inspect.getfile

    def file_of(anything: type) -> str:
        if getattr(anything, "__module__", "").startswith("gradio."):
            raise OSError("no stub is wanted")
        return getfile(anything)

    with patch.object(inspect, "getfile", file_of):
        return import_module("ui.page")
