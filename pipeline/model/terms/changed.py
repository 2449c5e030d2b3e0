"""Terms as they would be with other values at some data paths: the same rules read them as read the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model.terms.contract import Terms
from pipeline.model.terms.reading import terms_from
from pipeline.model.terms.writing import written


@dataclass(frozen=True, slots=True)
class Changed:
    """The terms with all values that the data takes, and of the others by path why it does not."""

    terms: Terms
    refused: Mapping[str, str]


def with_values(terms: Terms, values: Mapping[str, str]) -> Changed:
    """The terms with these values, each written as its YAML field is. Values that only hold together are taken together."""
    read = _read(terms, values)
    if isinstance(read, Terms):
        return Changed(read, {})
    refused: dict[str, str] = {}
    for path, value in values.items():
        each = _read(terms, {path: value})
        if isinstance(each, Terms):
            terms = each
        else:
            refused[path] = each
    return Changed(terms, refused)


def _read(terms: Terms, values: Mapping[str, str]) -> Terms | str:
    """The terms with these values, or what the model says against them."""
    tree: Any = {**written(terms), "calendar": terms.calendar.id}
    for path, value in values.items():
        segments = tuple(path.split("."))
        if not _has_place(tree, segments):
            return f"`{path}` is not in the data"
        tree = _with(tree, segments, value)
    read = terms_from(tree, calendars={terms.calendar.id: terms.calendar})
    return read if isinstance(read, Terms) else "; ".join(dict.fromkeys(fault.message for fault in read))


def _has_place(tree: Any, segments: tuple[str, ...]) -> bool:
    """Whether all that lies around a value is there; the value itself may be absent."""
    for segment in segments[:-1]:
        tree = _below(tree, segment)
    return isinstance(tree, dict)


def _below(tree: Any, segment: str) -> Any:
    if isinstance(tree, list):
        return next((item for item in tree if isinstance(item, dict) and item.get("id") == segment), None)
    return tree.get(segment) if isinstance(tree, dict) else None


def _with(tree: Any, segments: tuple[str, ...], value: str) -> Any:
    """The tree with another value at the end of a path by ids."""
    first, *rest = segments
    if isinstance(tree, list):
        return [_with(item, tuple(rest), value) if isinstance(item, dict) and item.get("id") == first else item for item in tree]
    return {**tree, first: _with(tree[first], tuple(rest), value) if rest else value}
