"""A value written back into YAML: one line changes, and every remark stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import yaml

from pipeline.model.diagnostic import has_errors
from pipeline.model.library import SourceText
from pipeline.store.files import invisible_in
from pipeline.store.yaml_tree import RawPath, Tree, yaml_file


class CannotSplice(Exception):
    """The place holds a list or fields, does not exist, or the file cannot be read: the text stays as it is."""


def splice(text: str, path: RawPath, value: str) -> str:
    """The same file with another value at one place, in quotation marks only where it would be read otherwise.

    What comes out was read again and says the same everywhere else. Raises CannotSplice.
    """
    before = yaml_file(SourceText("", text))
    if before.tree is None or has_errors(before.diagnostics):
        raise CannotSplice("the file cannot be read")
    if invisible_in(value):
        raise CannotSplice("the value holds an invisible character")
    start, end = _marks(text, path)
    expected = _with_value(before.tree, path, value)
    for written in (value, _in_single_quotes(value), json.dumps(value, ensure_ascii=False)):
        candidate = _replaced(text, start, end, written)
        after = yaml_file(SourceText("", candidate))
        if after.tree == expected and len(after.diagnostics) == len(before.diagnostics):
            return candidate
    raise CannotSplice(f"`{value}` cannot be written here")


def splice_all(text: str, values: Mapping[RawPath, str]) -> str:
    """The same file with other values at several places, as `splice` writes each; read once more at the end. Raises CannotSplice."""
    before = yaml_file(SourceText("", text))
    if before.tree is None or has_errors(before.diagnostics):
        raise CannotSplice("the file cannot be read")
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    spots = sorted(((*_marks_below(root, path), value) for path, value in values.items()), reverse=True)
    expected = deepcopy(before.tree)
    for path, value in values.items():
        _set(expected, path, value)
    # From back to front, so that the places before still hold.
    for start, end, value in spots:
        text = _replaced(text, start, end, _written(value))
    if yaml_file(SourceText("", text)).tree != expected:
        raise CannotSplice("the values cannot be written here")
    return text


def _written(value: str) -> str:
    """The value in the first form that says it again."""
    if invisible_in(value):
        raise CannotSplice("the value holds an invisible character")
    for written in (value, _in_single_quotes(value), json.dumps(value, ensure_ascii=False)):
        alone = yaml_file(SourceText("", f"a: {written}\n"))
        if not alone.diagnostics and alone.tree == {"a": value}:
            return written
    raise CannotSplice(f"`{value}` cannot be written here")


def _marks(text: str, path: RawPath) -> tuple[int, int]:
    """Where the value at a path begins and ends, in characters."""
    # The events were counted before, so composing cannot go deeper than the stack.
    return _marks_below(yaml.compose(text, Loader=yaml.CSafeLoader), path)


def _marks_below(node: Any, path: RawPath) -> tuple[int, int]:
    for step in path:
        node = _below(node, step)
    if not isinstance(node, yaml.ScalarNode):
        raise CannotSplice("the place holds a list or fields")
    return node.start_mark.index, node.end_mark.index


def _below(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        found = [value for key, value in node.value if key.value == step]
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        found = node.value[step : step + 1]
    else:
        found = []
    if not found:
        raise CannotSplice(f"there is no `{step}`")
    return found[0]


def _with_value(tree: Tree, path: RawPath, value: str) -> Tree:
    changed = deepcopy(tree)
    _set(changed, path, value)
    return changed


def _set(tree: Any, path: RawPath, value: str) -> None:
    for step in path[:-1]:
        tree = tree[step]
    tree[path[-1]] = value


def _replaced(text: str, start: int, end: int, written: str) -> str:
    """A text over several lines ends with the end of a line, which stays; an absent value stands right behind its colon."""
    removed = text[start:end]
    line_end = removed[len(removed.rstrip("\r\n")) :]
    space = " " if text[start - 1 : start] in (":", "-", "?") else ""
    return text[:start] + space + written + line_end + text[end:]


def _in_single_quotes(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
