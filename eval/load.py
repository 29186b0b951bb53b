"""Reading `cases.yaml`: every mistake is named with its file, line and case."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from eval.cases import CASES, Suite, SuiteFile
from rag.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHIPPED = Path(__file__).parent / "suites"

Place = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """Leaves dates as text, so that a wrong one is reported with its line and case."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def shipped_suites() -> tuple[Path, ...]:
    """Folders of the suites that come with the project, by name."""
    return tuple(sorted(path.parent for path in SHIPPED.glob(f"*/{CASES}")))


def find_suite(name: str) -> Path:
    """The folder of a suite given by name, or by the path of its folder or `cases.yaml`.

    Raises SuiteError when there is none.
    """
    path = Path(name)
    for folder in (SHIPPED / name, path, path.parent):
        if (folder / CASES).is_file() and (folder != path.parent or path.name == CASES):
            return folder.resolve()
    known = ", ".join(folder.name for folder in shipped_suites()) or "none"
    raise SuiteError(
        f"no suite {name}: give a folder with a {CASES}, or one of those shipped ({known})"
    )


def load_suite(folder: Path) -> Suite:
    """The suite of a folder; raises SuiteError with one line for each mistake."""
    path = folder / CASES
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: can't be read ({error}); save it as UTF-8 text") from None
    content, lines = _parse(path, source)
    try:
        parsed = SuiteFile.model_validate(content)
    except ValidationError as error:
        raise SuiteError("\n".join(_mistakes(path, content, lines, error))) from None
    problems = list(_contradictions(path, parsed, lines))
    if problems:
        raise SuiteError("\n".join(problems))
    return Suite(
        name=parsed.suite,
        folder=folder,
        articles=None if parsed.articles is None else folder / parsed.articles,
        files=parsed.files or (),
        cases=parsed.cases,
        lines={case.id: lines[("cases", at)] for at, case in enumerate(parsed.cases)},
    )


def _parse(path: Path, source: str) -> tuple[Any, Mapping[Place, int]]:
    loader = _Loader(source)
    try:
        node = loader.get_single_node()
        if node is None:
            raise SuiteError(f"{path}:1: empty; it needs suite, articles or files, and cases")
        lines: dict[Place, int] = {}
        repeated = list(_walk(node, (), lines, set()))
        if repeated:
            raise SuiteError(
                "\n".join(f"{path}:{line}: key {key} is given twice" for line, key in repeated)
            )
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SuiteError(f"{path}:{line}: not YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise SuiteError(f"{path}:1: not YAML: {error}") from None
    finally:
        loader.dispose()


def _walk(
    node: yaml.Node, place: Place, lines: dict[Place, int], seen: set[int]
) -> Iterator[tuple[int, str]]:
    """Note each node's line (from 1) under its place; yield the keys given twice."""
    lines[place] = node.start_mark.line + 1
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        keys = Counter[str]()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            keys[name] += 1
            if keys[name] == 2:
                yield key.start_mark.line + 1, name
            yield from _walk(value, (*place, name), lines, seen)
            lines[(*place, name)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _walk(value, (*place, position), lines, seen)


def _mistakes(
    path: Path, content: object, lines: Mapping[Place, int], error: ValidationError
) -> Iterator[str]:
    mistakes = error.errors(include_url=False)
    inner = {
        tuple(mistake["loc"][:depth])
        for mistake in mistakes
        for depth in range(len(mistake["loc"]))
    }
    for mistake in mistakes:
        place = tuple(mistake["loc"])
        # A list whose every item is wrong is also said to be too short.
        if mistake["type"] == "too_short" and place in inner:
            continue
        known = place
        while known not in lines:
            known = known[:-1]
        what = "is empty" if mistake["type"] == "too_short" else _plainly(mistake["msg"])
        yield f"{path}:{lines[known]}: {_where(content, place)}{what}"


def _where(content: object, place: Place) -> str:
    """The case and its field, each with a colon after it, as far as the place says."""
    if place[:1] != ("cases",) or len(place) < 2 or not isinstance(content, dict):
        return "".join(f"{part}: " for part in place[:1])
    case = content["cases"][place[1]]
    named = isinstance(case, dict) and case.get("id")
    label = f"case {case['id']}" if named else f"case number {int(place[1]) + 1}"
    field = ".".join(str(part) for part in place[2:])
    return f"{label}: {field}: " if field else f"{label}: "


def _plainly(message: str) -> str:
    plain = {
        "Extra inputs are not permitted": "unknown key",
        "Field required": "missing",
        "Input should be a valid tuple": "should be a list",
        "Input should be a valid string": 'should be text (put it in quotes: "6")',
    }
    return plain.get(message, message.removeprefix("Value error, "))


def _contradictions(path: Path, parsed: SuiteFile, lines: Mapping[Place, int]) -> Iterator[str]:
    folder = path.parent.resolve()
    if parsed.suite != folder.name:
        yield f"{path}:{lines[('suite',)]}: suite is {parsed.suite}, its folder {folder.name}"
    if parsed.articles is not None and not (folder / parsed.articles).is_dir():
        yield f"{path}:{lines[('articles',)]}: articles: no folder {folder / parsed.articles}"
        return
    first: dict[str, int] = {}
    for position, case in enumerate(parsed.cases):
        line = lines[("cases", position)]
        if case.id in first:
            taken = f"its id is taken by the case at line {first[case.id]}"
            yield f"{path}:{line}: case {case.id}: {taken}"
        first.setdefault(case.id, line)
        named = [("sources", file) for file in case.sources]
        named += [("elsewhere", file) for file in case.elsewhere]
        for key, file in named:
            if not _is_there(file, parsed, folder):
                yield f"{path}:{line}: case {case.id}: {key}: no article {file} in the suite"


def _is_there(source: str, parsed: SuiteFile, folder: Path) -> bool:
    """Whether a source is one of the suite's files; FILE#KEY is an article inside a list."""
    names = (source, source.rpartition("#")[0])
    if parsed.files is not None:
        return any(named.file in names for named in parsed.files)
    articles = folder / str(parsed.articles)
    return any(name and (articles / name).is_file() for name in names)
