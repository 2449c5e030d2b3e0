"""Special terms added to a contract's YAML: lines come, and no line changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import yaml

from pipeline.model.diagnostic import has_errors
from pipeline.model.library import SourceText
from pipeline.store.splice import CannotSplice
from pipeline.store.yaml_tree import Tree, yaml_file
from pipeline.store.yaml_writing import yaml_text

_KEY, _LIST = "clauses", "special_terms"


def with_special_terms(text: str, added: Sequence[Mapping[str, str]]) -> str:
    """The file with these items behind its other special terms. It says the same everywhere else. Raises CannotSplice."""
    if not added:
        return text
    before = yaml_file(SourceText("", text))
    if not isinstance(before.tree, dict) or has_errors(before.diagnostics):
        raise CannotSplice("the file cannot be read")
    at, depth, head = _place(text)
    lines = yaml_text({_LIST: [dict(item) for item in added]}).split("\n", 1)[1]
    written = head + re.sub(r"^(?=.)", " " * (depth - 2), lines, flags=re.MULTILINE)
    break_before = "\n" if at and text[at - 1] != "\n" else ""
    result = text[:at] + break_before + written + text[at:]
    after = yaml_file(SourceText("", result))
    if after.tree != _expected(before.tree, added) or has_errors(after.diagnostics):
        raise CannotSplice("`special_terms` has no place here to which lines could be added")
    return result


def _place(text: str) -> tuple[int, int, str]:
    """Where the items go, how deep their dashes stand, and what has to stand before them."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    clauses = _under(root, _KEY)
    terms = _under(clauses, _LIST) if clauses is not None else None
    if isinstance(terms, yaml.SequenceNode) and terms.value and not terms.flow_style:
        return _behind(text, terms), terms.start_mark.column, ""
    if terms is not None or (
        clauses is not None and (not isinstance(clauses, yaml.MappingNode) or clauses.flow_style or not clauses.value)
    ):
        raise CannotSplice("`special_terms` or `clauses` is written in brackets, or empty")
    if clauses is not None:
        column = clauses.start_mark.column
        return clauses.start_mark.index - column, column + 2, f"{' ' * column}{_LIST}:\n"
    return len(text), 4, f"\n{_KEY}:\n  {_LIST}:\n"


def _under(node: Any, name: str) -> Any:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def _behind(text: str, node: yaml.Node) -> int:
    """The beginning of the line behind the last one that belongs to a node; the node's own end lies behind empty lines and remarks."""
    last: Any = node
    while isinstance(last, yaml.CollectionNode) and last.value:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    end = last.end_mark.index
    if end and text[end - 1] == "\n":
        return int(end)
    line_end = text.find("\n", end)
    return len(text) if line_end < 0 else line_end + 1


def _expected(tree: Mapping[str, Tree], added: Sequence[Mapping[str, str]]) -> Tree:
    changed: Any = deepcopy(tree)
    changed.setdefault(_KEY, {}).setdefault(_LIST, []).extend(dict(item) for item in added)
    return changed  # type: ignore[no-any-return]
