"""What a node says on the page, to tell whether two nodes print alike."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from pipeline.assemble.typography import as_typed
from pipeline.model.document import (
    Cell,
    Clause,
    Inline,
    Item,
    List,
    Paragraph,
    Part,
    Ref,
    Row,
    SignatureBlock,
    Strong,
    Table,
    Term,
    Text,
    ToBeAgreed,
    Value,
)


def signature(node: Any) -> Hashable:
    """What a node says, without ids and without the difference between a value and its words; equal for what prints alike."""
    match node:
        case tuple():
            return as_typed("".join(_leaves(node)))
        case Paragraph(content=content):
            return signature(content)
        case List():
            return (node.ordered, *map(signature, node.items))
        case Item() | Cell():
            return tuple(map(signature, node.blocks))
        case Table():
            return (tuple(map(signature, node.header)), tuple(map(signature, node.rows)))
        case Row():
            return tuple(map(signature, node.cells))
        case Clause() | Part():
            return (signature(node.heading), tuple(map(signature, node.blocks)))
        case SignatureBlock():
            return (signature(node.words), *((label, signature(content)) for label, content in node.lines))
    raise AssertionError(f"{type(node)} says nothing")


def _leaves(content: tuple[Inline, ...]) -> Iterator[str]:
    for node in content:
        match node:
            case Text(text=text) | Value(text=text):
                yield text
            case Term(text=text):
                yield f"\x01{text}\x01"
            case Ref(target=target):
                yield f"\x02{target}\x02"
            case ToBeAgreed(label=label):
                yield f"\x03{label}\x03"
            case Strong(content=inner):
                yield from ("\x04", *_leaves(inner), "\x05")
