"""The items of a list written back into YAML: an item that says the same keeps its text and its remarks, and only others change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import yaml

from pipeline.model.diagnostic import has_errors
from pipeline.model.library import SourceText
from pipeline.store.contract_writing import in_flow_mapping
from pipeline.store.splice import CannotSplice, splice
from pipeline.store.yaml_tree import RawPath, Tree, yaml_file

Item = Mapping[str, Any]


def with_items(text: str, path: Sequence[str], items: Sequence[Item], *, key: str = "id") -> str:
    """The same file with other items in the list at a path: changed values in their places, new items behind the last, others gone.

    Items are known by one field, their `key`, and keep the order that they have in the file. What comes out was read again.
    Raises CannotSplice.
    """
    read = yaml_file(SourceText("", text))
    if not isinstance(read.tree, dict) or has_errors(read.diagnostics):
        raise CannotSplice("the file cannot be read")
    before = _at(read.tree, path)
    expected = _expected(before, items, key)
    if isinstance(before, list) and before and all(isinstance(item, dict) for item in before):
        text = _with_values(text, path, before, expected, key)
        text = _with_rows(text, path, before, expected, key)
    elif before != expected:
        text = _anew(text, path, expected)
    if yaml_file(SourceText("", text)).tree != _with(read.tree, path, expected):
        raise CannotSplice("the items cannot be written here")
    return text


def _expected(before: Tree, items: Sequence[Item], key: str) -> list[dict[str, Any]]:
    """The items in the order of the file, new ones last."""
    by_id = {item[key]: dict(item) for item in items}
    known = [str(item[key]) for item in before if isinstance(item, dict) and key in item] if isinstance(before, list) else []
    return [by_id[name] for name in known if name in by_id] + [item for name, item in by_id.items() if name not in known]


def _with_values(text: str, path: Sequence[str], before: list[Any], expected: list[dict[str, Any]], key: str) -> str:
    """Values that changed within items which have the same fields as before."""
    by_id = {item[key]: item for item in expected}
    changed: dict[RawPath, str] = {}
    for ordinal, item in enumerate(before):
        new = by_id.get(item.get(key), item)
        if set(item) == set(new):
            differing = {field: value for field, value in new.items() if item[field] != value}
            if all(isinstance(value, str) and isinstance(item[field], str) for field, value in differing.items()):
                changed |= {(*path, ordinal, field): value for field, value in differing.items()}
    for place, value in changed.items():
        text = splice(text, place, value)
    return text


def _with_rows(text: str, path: Sequence[str], before: list[Any], expected: list[dict[str, Any]], key: str) -> str:
    """Items that are gone, that have other fields now, and that are new; from back to front, so that the places before still hold."""
    now = _at(yaml_file(SourceText("", text)).tree, path)
    node = _node(text, path)
    if node.flow_style:
        return text if now == expected else _anew(text, path, expected)
    by_id = {item[key]: item for item in expected}
    lines = text.splitlines(keepends=True)
    spans = [_lines_of(each) for each in node.value]
    indent = " " * (node.value[0].start_mark.column - 2)
    known = {item.get(key) for item in now}
    rows = [f"{indent}- {_row(item)}\n" for item in expected if item[key] not in known]
    last = spans[-1][1]
    if rows and not lines[last - 1].endswith("\n"):
        lines[last - 1] += "\n"
    lines[last:last] = rows
    for item, (first, end) in reversed([*zip(now, spans, strict=True)]):
        new = by_id.get(item.get(key))
        if new is None:
            del lines[first:end]
        elif new != item:
            lines[first:end] = [f"{indent}- {_row(new)}\n"]
    changed = "".join(lines)
    return changed if expected else _anew(text, path, expected)


def _anew(text: str, path: Sequence[str], items: Sequence[Item]) -> str:
    """The list written anew where there was none, an empty one, or one between brackets."""
    *around, last = path
    try:
        node = _node(text, path)
    except CannotSplice:
        return _added(text, around, last, items)
    key = _key(text, path)
    indent = " " * (key.start_mark.column + 2)
    rows = "".join(f"\n{indent}- {_row(item)}" for item in items) or " []"
    start, end = key.end_mark.index + 1, _end_of(text, node)
    return text[:start] + rows + text[end:]


def _added(text: str, around: Sequence[str], last: str, items: Sequence[Item]) -> str:
    """The list as a further field of the section around it."""
    node = _node(text, around)
    key = _key(text, around)
    indent = " " * (key.start_mark.column + 2)
    field = f"{indent}{last}:" + ("".join(f"\n{indent}  - {_row(item)}" for item in items) or " []")
    if not node.value:
        start, end = key.end_mark.index + 1, _end_of(text, node)
        return f"{text[:start]}\n{field}{text[end:]}"
    if node.flow_style:
        raise CannotSplice("the section is written in brackets")
    at = text.index("\n", _end_of(text, node.value[-1][1]) - 1) if "\n" in text[_end_of(text, node.value[-1][1]) - 1 :] else len(text)
    return f"{text[:at]}\n{field}{text[at:]}"


def _row(item: Item) -> str:
    written = in_flow_mapping(item)
    if written is None:
        raise CannotSplice(f"`{item.get('id', '')}` cannot stand on one line")
    return written


def _node(text: str, path: Sequence[str]) -> Any:
    # The events were counted before, so composing cannot go deeper than the stack.
    node: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    for step in path:
        node = next((value for key, value in _pairs(node) if key.value == step), None)
        if node is None:
            raise CannotSplice(f"there is no `{step}`")
    return node


def _key(text: str, path: Sequence[str]) -> Any:
    around = _node(text, path[:-1])
    return next(key for key, _ in _pairs(around) if key.value == path[-1])


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _lines_of(node: Any) -> tuple[int, int]:
    """The lines of an item, from 0 and without the one behind its last."""
    last = _last_scalar(node)
    end = last.end_mark.line + (1 if last.end_mark.column else 0)
    return node.start_mark.line, max(end, node.start_mark.line + 1)


def _last_scalar(node: Any) -> Any:
    """What ends an item: the node's own end in brackets, else that of its last value, since a block reaches to what follows it."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last_scalar(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last_scalar(node.value[-1])
    return node


def _end_of(text: str, node: Any) -> int:
    index: int = _last_scalar(node).end_mark.index
    return len(text[:index].rstrip("\r\n"))


def _at(tree: Any, path: Sequence[str]) -> Any:
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def _with(tree: Any, path: Sequence[str], value: Any) -> Any:
    changed = deepcopy(tree)
    around = changed
    for step in path[:-1]:
        if not isinstance(around.get(step), dict):
            around[step] = {}
        around = around[step]
    around[path[-1]] = value
    return changed
