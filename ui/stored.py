"""Conversations as JSON: written from their values, and read back into equal ones."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")

# Those modules import these names for type checkers only.
_NAMES = {"date": date, "datetime": datetime}


def written(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A value of dataclasses, enums, dates, sets and tuples as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: written(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(written(each) for each in value)
    if isinstance(value, tuple | list):
        return [written(each) for each in value]
    return value


def read(kind: type[Value], data: object) -> Value:
    """A dataclass from what was written of it; ValueError where that is not one.

    Fields that are missing get their defaults, so that what an older version kept can be read.
    """
    found: Value = _read(kind, data)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, localns=_NAMES)


def _read(kind: Any, data: Any) -> Any:  # noqa: ANN401 - one function for values of every kind
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [each for each in get_args(kind) if each is not type(None)]
        return None if data is None else _read(inner[0], data)
    if origin is Literal:
        if data not in get_args(kind):
            raise ValueError(f"{data!r} is none of {get_args(kind)}")
        return data
    if origin in (tuple, frozenset):
        return _read_many(origin, get_args(kind), data)
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_fields(kind, data)
    return _read_one(kind, data)


def _read_many(origin: type, inner: tuple[Any, ...], data: object) -> object:
    if not isinstance(data, list):
        raise ValueError(f"{data!r} is no list")
    if origin is tuple and inner[-1] is not Ellipsis:
        if len(inner) != len(data):
            raise ValueError(f"{data!r} has not {len(inner)} values")
        return tuple(_read(kind, each) for kind, each in zip(inner, data, strict=True))
    return origin(_read(inner[0], each) for each in data)


def _read_fields(kind: type, data: object) -> object:
    if not isinstance(data, dict):
        raise ValueError(f"{data!r} is no {kind.__name__}")
    hints = _hints(kind)
    known = {each.name for each in fields(kind)}
    try:
        return kind(**{name: _read(hints[name], data[name]) for name in known & data.keys()})
    except TypeError as error:
        raise ValueError(str(error)) from None


def _read_one(kind: type, data: object) -> object:
    if kind is float and isinstance(data, int):
        return float(data)
    if issubclass(kind, StrEnum | date) and isinstance(data, str):
        return kind(data) if issubclass(kind, StrEnum) else kind.fromisoformat(data)
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise ValueError(f"{data!r} is no {kind.__name__}")
    return data
