"""A contract's file for people who edit it: sections apart, each below a remark, and short rows on one line as tables have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.model.library import SourceText
from pipeline.store.files import invisible_in
from pipeline.store.yaml_tree import Tree, yaml_file
from pipeline.store.yaml_writing import scalar_lines, yaml_text

_WIDEST = 220
_FEW = 4
_WIDTH = 118
_INDENT = 2


def contract_text(tree: Mapping[str, Tree], remarks: Mapping[str, Sequence[str]], head: Sequence[str] = ()) -> str:
    """The file that holds these sections, each below its remark. `head` are remarks at its beginning, which may speak to editors."""
    lines = [f"# {line}" for line in head]
    for ordinal, (name, section) in enumerate(tree.items()):
        if ordinal:
            lines.append("")
        lines += [f"# {line}" for line in remarks.get(name, ())]
        lines += _entry(f"{name}:", section, 0)
    text = "".join(f"{line}\n" for line in lines)
    if yaml_file(SourceText("", text)).tree == tree:
        return text
    # Words that no plain form holds, whatever they are, hold in quotation marks.
    return yaml_text(tree, head)


def _entry(start: str, value: Any, depth: int) -> Iterator[str]:
    match value:
        case dict() | list():
            flow = _flow(value) if _is_short(value, depth) else None
            if flow and len(start) + 1 + len(flow) <= _WIDTH:
                yield f"{start} {flow}"
                return
            yield start
            yield from _fields(value, depth + _INDENT) if isinstance(value, dict) else _items(value, depth + _INDENT)
        case _:
            plain = _plain(str(value)) if len(start) + 1 + len(str(value)) <= _WIDTH else None
            first, *further = [plain] if plain else scalar_lines(str(value), len(start) + 1)
            yield f"{start} {first}"
            yield from (f"{' ' * (depth + _INDENT)}{line}" if line else "" for line in further)


def _is_short(value: Any, depth: int) -> bool:
    """Whether it stands on one line: plain items, and a few fields deep within a section."""
    if any(isinstance(item, dict | list) for item in (value.values() if isinstance(value, dict) else value)):
        return False
    return not value or isinstance(value, list) or (depth > _INDENT and len(value) <= _FEW)


def _plain(words: str) -> str | None:
    """The words without quotation marks, where they are read as they stand."""
    read = yaml_file(SourceText("", f"a: {words}\n"))
    return words if not invisible_in(words) and not read.diagnostics and read.tree == {"a": words} else None


def _fields(tree: Mapping[str, Any], depth: int) -> Iterator[str]:
    for key, value in tree.items():
        yield from _entry(f"{' ' * depth}{key}:", value, depth)


def _items(items: Sequence[Any], depth: int) -> Iterator[str]:
    """The items of a list; where each fits on a line, as a table."""
    rows = [_flow(item) for item in items]
    as_table = all(row is not None and depth + 2 + len(row) <= _WIDEST for row in rows)
    for item, row in zip(items, rows, strict=True):
        if isinstance(item, dict) and as_table:
            yield f"{' ' * depth}- {row}"
        elif isinstance(item, dict):
            lines = _fields(item, depth + _INDENT)
            yield f"{' ' * depth}- {next(lines).lstrip()}"
            yield from lines
        else:
            yield from _entry(f"{' ' * depth}-", item, depth)


def _flow(value: Any) -> str | None:
    """The value on one line; None where it cannot stand so."""
    match value:
        case dict():
            parts = [(key, _flow(each)) for key, each in value.items()]
            return None if any(each is None for _, each in parts) else "{" + ", ".join(f"{key}: {each}" for key, each in parts) + "}"
        case list():
            each_part = [_flow(each) for each in value]
            return None if None in each_part else "[" + ", ".join(part for part in each_part if part is not None) + "]"
    return _in_flow(str(value))


def in_flow_mapping(fields: Mapping[str, Any]) -> str | None:
    """Fields on one line, between braces; None where a line cannot hold them."""
    return _flow(dict(fields))


def _in_flow(words: str) -> str | None:
    """The words within brackets, in quotation marks only where they would be read otherwise; None where a line cannot hold them."""
    if invisible_in(words) or "\n" in words:
        return None
    for written in (words, "'" + words.replace("'", "''") + "'"):
        read = yaml_file(SourceText("", f"a: [{written}, {{b: {written}}}]\n"))
        if not read.diagnostics and read.tree == {"a": [words, {"b": words}]}:
            return written
    return None
