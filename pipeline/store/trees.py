"""Documents as JSON and back: each node with its kind and what it does not leave to the default."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any

from pipeline.model import document as nouns
from pipeline.model.document import Document

_KIND = "is"
_NODES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(nouns.Text, nouns.Strong, nouns.Term, nouns.Ref, nouns.Value, nouns.ToBeAgreed, nouns.Inserted, nouns.Deleted),
        *(nouns.Paragraph, nouns.Item, nouns.List, nouns.Cell, nouns.Row, nouns.Table, nouns.SignatureBlock, nouns.Clause),
        *(nouns.Part, nouns.Words, nouns.Document, nouns.Revision, nouns.Mark, nouns.Former),
    )
}
_ENUMS: dict[str, type[Enum]] = {kind.__name__: kind for kind in (nouns.Alignment, nouns.PartKind, nouns.Fate)}


class NotATree(ValueError):
    """The JSON holds something else than a Document."""


def tree_as_json(node: object) -> Any:
    """A node with all below it; the places in the source are left out."""
    if isinstance(node, Enum):
        return {_KIND: type(node).__name__, "value": node.value}
    if isinstance(node, tuple):
        return [tree_as_json(each) for each in node]
    if not is_dataclass(node):
        return node
    told = {field.name: getattr(node, field.name) for field in fields(node) if field.compare}
    defaults = {field.name: field.default for field in fields(node) if field.default is not MISSING}
    kept = {name: tree_as_json(value) for name, value in told.items() if name not in defaults or value != defaults[name]}
    return {_KIND: type(node).__name__, **kept}


def tree_from_json(tree: Any) -> Document:
    """The Document that was written so. Raises NotATree."""
    try:
        document = _node(tree)
    except (KeyError, TypeError, ValueError, RecursionError) as fault:
        raise NotATree(str(fault)) from fault
    if not isinstance(document, Document):
        raise NotATree("the outermost node is no Document")
    return document


def _node(tree: Any) -> Any:
    if isinstance(tree, list):
        return tuple(_node(each) for each in tree)
    if not isinstance(tree, dict):
        return tree
    kind = tree[_KIND]
    if kind in _ENUMS:
        return _ENUMS[kind](tree["value"])
    return _NODES[kind](**{name: _node(value) for name, value in tree.items() if name != _KIND})
